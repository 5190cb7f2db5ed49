import type { Json, Locale } from '#platform';
import type { Framework, Provenance, SourcedText } from '../../index.ts';
import type { OpenDataWords } from '../open-data-schema.ts';
import { caseIdentifier } from './identifier.ts';
import type { AnyLink, Link } from './model.ts';

/**
 * What a CASE package is made from: a version of the framework, one language, the service's origin, and the
 * words that only the open data needs.
 */
export interface LanguageEdition {
	readonly origin: string;
	readonly framework: Framework;
	readonly language: Locale;
	readonly words: OpenDataWords;
}

/** The kinds of CASE resources that have an address of their own (CASE 1.1, REST binding). */
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

/** A kind of CASE resource that has an address of its own, such as `CFItems`. */
export type CaseKind = (typeof CASE_KINDS)[number];

/** The beginning of the path of every CASE resource (CASE 1.1, REST binding). */
export const CASE_ROOT = '/ims/case/v1p1';

/** The path of a CASE resource, from its kind and identifier. */
export const caseAddress = (kind: CaseKind, identifier: string): string =>
	`${CASE_ROOT}/${kind}/${identifier}`;

/**
 * The name from which the CASE identifier of what a page describes is made: the page's path, then the
 * language.
 */
export const caseResourceName = (language: Locale, address: string): string => `${address}#${language}`;

/**
 * Converts a calendar date of the data files (`YYYY-MM-DD`) to the date-time that CASE requires, midnight
 * UTC.
 */
export const midnightUtc = (date: string): string => `${date}T00:00:00Z`;

/**
 * The fields with which every CASE object begins: its identifier (made from `name`), its address, and when it
 * last changed.
 */
export function commonCaseFields(
	{ origin }: Pick<LanguageEdition, 'origin'>,
	kind: CaseKind,
	name: string,
	changedOn: string,
) {
	const identifier = caseIdentifier(name);
	return {
		identifier,
		uri: `${origin}${caseAddress(kind, identifier)}`,
		lastChangeDateTime: midnightUtc(changedOn),
	};
}

/** A link to a CASE resource, whose identifier is made from its name (see `caseResourceName`). */
export function link(
	{ origin }: Pick<LanguageEdition, 'origin'>,
	kind: CaseKind,
	name: string,
	title: string,
): Link {
	const identifier = caseIdentifier(name);
	return { title, identifier, uri: `${origin}${caseAddress(kind, identifier)}` };
}

/** Makes a link to a CASE resource into the end of an association (CASE 1.1, LinkGenURI). */
export const associationEnd = (to: Link): AnyLink => ({ ...to, targetType: 'CASE' });

/** A text's provenance with all its fields, as the extension of a CASE object carries it. */
export const provenanceJson = ({ word, sources, note }: Provenance): Json => ({
	word,
	sources,
	...(note && { note: { fr: note.fr, en: note.en } }),
});

/**
 * The provenance of several texts in the edition's language, by the name of each text, as the extension of a
 * CASE object carries it.
 */
export const provenanceByText = (
	{ language }: LanguageEdition,
	texts: { readonly [name: string]: SourcedText },
): { readonly [name: string]: Json } =>
	Object.fromEntries(
		Object.entries(texts).map(([name, text]) => [name, provenanceJson(text.provenance[language])]),
	);

/**
 * A text's provenance as a sentence for people, in the edition's language: how certain it is, and a remark if
 * any.
 */
export function provenanceSentence({ words, language }: LanguageEdition, provenance: Provenance): string {
	const word = words.provenance[provenance.word].label[language];
	const told = words.note[language].replace('{word}', word);
	return provenance.note ? `${told} ${provenance.note[language]}` : told;
}
