import type { Term } from 'rdf-canonize';
import { GENERAL_TERMS, localName, termsOf } from '../../contexts.ts';

/** What a reader takes from one place of a credential. */
export interface Reading {
	/** Of the terms that any object may bear, those that are read here. */
	readonly general: ReadonlySet<string>;
	/** The classes of what stands here: the terms of their own are all read, unless there are none. */
	readonly classes: readonly string[];
}

const words = (text: string | undefined) => text?.split(' ') ?? [];
const reading = (of: { readonly classes?: string; readonly general?: string }): Reading => ({
	classes: words(of.classes),
	general: new Set(words(of.general)),
});

/** The keys that lead to the credential itself: none. */
export const ROOT = '';

/**
 * The places that are read, by the keys that lead there. What else a credential holds (pictures, creators, related
 * badges) is only pointed at. Of the root everything is read.
 */
export const READ: ReadonlyMap<string, Reading> = new Map([
	[ROOT, reading({ classes: 'VerifiableCredential' })],
	['issuer', reading({ general: 'name' })],
	[
		'credentialSubject',
		reading({ classes: 'AchievementSubject BitstringStatusList StatusList2021', general: 'narrative' }),
	],
	[
		'credentialSubject.achievement',
		reading({ classes: 'Achievement', general: 'name description alignment inLanguage' }),
	],
	['credentialSubject.achievement.criteria', reading({ general: 'narrative' })],
	['credentialSubject.achievement.alignment', reading({ classes: 'Alignment' })],
	[
		'credentialSubject.achievement.resultDescription',
		reading({ classes: 'ResultDescription', general: 'name alignment' }),
	],
	[
		'credentialSubject.achievement.resultDescription.rubricCriterionLevel',
		reading({ classes: 'RubricCriterionLevel', general: 'name description alignment' }),
	],
	['credentialSubject.result', reading({ classes: 'Result', general: 'alignment' })],
	['credentialSubject.result.alignment', reading({ classes: 'Alignment' })],
	['credentialSubject.identifier', reading({ classes: 'IdentityObject' })],
	[
		'credentialStatus',
		reading({ classes: 'BitstringStatusListEntry StatusList2021Entry 1EdTechRevocationList' }),
	],
	['evidence', reading({ classes: 'Evidence', general: 'name description narrative' })],
	['refreshService', reading({ classes: '1EdTechCredentialRefresh' })],
]);

/** One object of the document that has an id. */
export interface Described {
	/** Where it stands, as a reader would name it. */
	readonly path: string;
	readonly reading: Reading | undefined;
	readonly root: boolean;
	readonly types: readonly string[];
}

/** What says of a node which class it is of (RDF 1.1). */
export const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/** Whether somebody who reads that object would look there for a claim. */
export function reads(one: Described, predicate: string, object: Term): boolean {
	const { reading: here } = one;
	if (!here) return false;
	const name = localName(predicate);
	if (predicate === TYPE) {
		const type = localName(object.value);
		return one.root ? /credential$/i.test(type) : here.classes.some((known) => localName(known) === type);
	}
	const own = [...here.classes, ...(one.root ? one.types : [])].some((type) => termsOf(type).has(name));
	// What only other classes define cannot be said of a credential.
	if (one.root) return own || GENERAL_TERMS.has(name) || !termsOf(undefined).has(name);
	return own || here.general.has(name);
}
