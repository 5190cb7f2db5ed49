import type { Json } from '#platform';
import {
	type Framework,
	type Provenance,
	type Source,
	type SourcedText,
	type Text,
	vocabularyAddress,
} from '../../index.ts';
import type { OpenDataWords } from '../open-data-schema.ts';
import { contextOf } from './context.ts';

/** What a document is said with: where the service stands, and its words. */
export interface Telling {
	readonly origin: string;
	readonly words: OpenDataWords;
}

/** A thing of a JSON-LD document; what is undefined is left out when it is sent. */
export interface Node {
	readonly [key: string]: Json | undefined | Node | readonly (string | Node)[];
}

/** The words of a text without its provenance. */
export const plain = ({ fr, en }: Text): Json => ({ fr, en });

/** The addresses that a provenance rests on, among the sources of its file. */
const read = (sources: readonly Source[], { sources: ids }: Provenance): readonly string[] =>
	sources.filter(({ id }) => ids.includes(id)).map(({ address }) => address);

/** How sure a statement is: the word of its provenance, and the pages read. */
export const sureness = (
	{ origin, words }: Telling,
	sources: readonly Source[],
	provenance: Provenance,
): Node => ({
	word: `${origin}${vocabularyAddress(words.provenance[provenance.word].id)}`,
	...(provenance.sources.length > 0 && { source: read(sources, provenance) }),
	...(provenance.note && { note: plain(provenance.note) }),
});

/** Where each text of a thing comes from, in each language, by the property that carries it. */
export function provenances(
	telling: Telling,
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
			...sureness(telling, sources, text.provenance[language]),
		})),
	);
}

/** A document: its context, then what it says. */
export const documentOf = ({ origin }: Telling, said: Node): Node => ({
	'@context': contextOf(origin),
	...said,
});

/** What every document says of its publication. */
export const publication = ({ words: { publisher, licence } }: Telling, changedOn: string): Node => ({
	publisher: plain(publisher),
	license: licence.address,
	rights: plain(licence.reach),
	modified: changedOn,
});
