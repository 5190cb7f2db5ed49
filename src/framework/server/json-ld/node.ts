import type { Json, Text } from '#platform';
import {
	type Framework,
	type Provenance,
	type Source,
	type SourcedText,
	vocabularyAddress,
} from '../../index.ts';
import type { OpenDataWords } from '../open-data-schema.ts';
import { contextOf } from './context.ts';

/**
 * What every JSON-LD document of the framework needs: the service's origin, and the words of the open data.
 */
export interface OpenDataContext {
	readonly origin: string;
	readonly words: OpenDataWords;
}

/** A node of a JSON-LD document; its undefined fields are left out when it is sent. */
export interface Node {
	readonly [key: string]: Json | undefined | Node | readonly (string | Node)[];
}

/** A text in both languages, without its provenance, as a JSON-LD language map. */
export const languageMap = ({ fr, en }: Text): Json => ({ fr, en });

/** The addresses of the sources that a text's provenance names, among `sources`. */
const read = (sources: readonly Source[], { sources: ids }: Provenance): readonly string[] =>
	sources.filter(({ id }) => ids.includes(id)).map(({ address }) => address);

/**
 * The JSON-LD fields that say how certain the origin of a text is: the word of its provenance, the pages
 * read, and the remark.
 */
export const provenanceFields = (
	{ origin, words }: OpenDataContext,
	sources: readonly Source[],
	provenance: Provenance,
): Node => ({
	word: `${origin}${vocabularyAddress(words.provenance[provenance.word].id)}`,
	...(provenance.sources.length > 0 && { source: read(sources, provenance) }),
	...(provenance.note && { note: languageMap(provenance.note) }),
});

/**
 * Makes one JSON-LD node of provenance for each text of the node `id` in each language; `texts` has the
 * property that carries each text as its key.
 */
export function provenanceNodes(
	telling: OpenDataContext,
	{ sources }: Pick<Framework, 'sources'>,
	id: string,
	texts: { readonly [property: string]: SourcedText },
): readonly Node[] {
	return Object.entries(texts).flatMap(([property, text]) =>
		(['fr', 'en'] as const).map((language) => ({
			id: `${id}${id.includes('#') ? '-' : '#'}${property}-${language}`,
			type: 'own:TextProvenance',
			text: property,
			language,
			...provenanceFields(telling, sources, text.provenance[language]),
		})),
	);
}

/** Makes a JSON-LD document: its context, then its content. */
export const jsonLdDocument = ({ origin }: OpenDataContext, said: Node): Node => ({
	'@context': contextOf(origin),
	...said,
});

/**
 * The fields about publication that every JSON-LD document has: publisher, licence, rights and date of
 * change.
 */
export const publicationFields = (
	{ words: { publisher, licence } }: OpenDataContext,
	changedOn: string,
): Node => ({
	publisher: languageMap(publisher),
	license: licence.address,
	rights: languageMap(licence.reach),
	modified: changedOn,
});
