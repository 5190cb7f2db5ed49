import type { Json, Locale } from '#platform';
import type { Framework, Provenance, SourcedText } from '../../index.ts';
import type { OpenDataWords } from '../open-data-schema.ts';
import { caseIdentifier } from './identifier.ts';
import type { AnyLink, Link } from './model.ts';

/** A version of the framework being said in CASE: where, in which language, and with which words. */
export interface Edition {
	readonly origin: string;
	readonly framework: Framework;
	readonly language: Locale;
	readonly words: OpenDataWords;
}

/** The kinds of resources that have their own address (CASE 1.1, REST binding). */
export const CASE_KINDS = [
	'CFPackages',
	'CFDocuments',
	'CFItems',
	'CFItemAssociations',
	'CFAssociations',
	'CFItemTypes',
	'CFLicenses',
	'CFAssociationGroupings',
	'CFRubrics',
] as const;

/** One of these kinds. */
export type CaseKind = (typeof CASE_KINDS)[number];

/** The root of every address of CASE 1.1 (REST binding). */
export const CASE_ROOT = '/ims/case/v1p1';

/** The address of a thing of CASE, from the root of the site. */
export const caseAddress = (kind: CaseKind, identifier: string): string =>
	`${CASE_ROOT}/${kind}/${identifier}`;

/** What a thing is called when its identifier is made: its address, then its language. */
export const nameIn = (language: Locale, address: string): string => `${address}#${language}`;

/** The instant CASE asks for, from a civil date of the data. */
export const instant = (date: string): string => `${date}T00:00:00Z`;

/** The identifier and the address that every thing of CASE has. */
export function thing({ origin }: Pick<Edition, 'origin'>, kind: CaseKind, name: string, changedOn: string) {
	const identifier = caseIdentifier(name);
	return {
		identifier,
		uri: `${origin}${caseAddress(kind, identifier)}`,
		lastChangeDateTime: instant(changedOn),
	};
}

/** A link to a thing of CASE by its name. */
export function link({ origin }: Pick<Edition, 'origin'>, kind: CaseKind, name: string, title: string): Link {
	const identifier = caseIdentifier(name);
	return { title, identifier, uri: `${origin}${caseAddress(kind, identifier)}` };
}

/** The same link at the end of an association. */
export const node = (to: Link): AnyLink => ({ ...to, targetType: 'CASE' });

/** A provenance as CASE carries it, untouched. */
export const kept = ({ word, sources, note }: Provenance): Json => ({
	word,
	sources,
	...(note && { note: { fr: note.fr, en: note.en } }),
});

/** The provenances of texts, in the edition's language, by the name of each. */
export const keptOf = (
	{ language }: Edition,
	texts: { readonly [name: string]: SourcedText },
): { readonly [name: string]: Json } =>
	Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, kept(text.provenance[language])]));

/** What a person reads of a provenance: its word, and its remark. */
export function spoken({ words, language }: Edition, provenance: Provenance): string {
	const word = words.provenance[provenance.word].label[language];
	const told = words.note[language].replace('{word}', word);
	return provenance.note ? `${told} ${provenance.note[language]}` : told;
}
