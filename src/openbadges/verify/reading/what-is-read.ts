import type { Term } from 'rdf-canonize';
import { GENERAL_TERMS, localName, termsOf } from '../../contexts.ts';

/** What a reader takes from one place of a credential. */
export interface Reading {
	/** Of the terms that any object may bear, those that are read here. */
	readonly general: ReadonlySet<string>;
	/** The classes of what stands here: the terms of their own are all read, unless there are none. */
	readonly classes: readonly string[];
}

const reading = (classes: string, general = ''): Reading => ({
	classes: classes.split(' ').filter(Boolean),
	general: new Set(general.split(' ').filter(Boolean)),
});

/** The keys that lead to the credential itself: none. */
export const ROOT = '';

/**
 * The places that are read, by the keys that lead there. What else a credential holds (pictures, creators, related
 * badges) is only pointed at. Of the root everything is read.
 */
export const READ: ReadonlyMap<string, Reading> = new Map([
	[ROOT, reading('VerifiableCredential')],
	['issuer', reading('', 'name')],
	['credentialSubject', reading('AchievementSubject BitstringStatusList StatusList2021', 'narrative')],
	['credentialSubject.achievement', reading('Achievement', 'name description alignment inLanguage')],
	['credentialSubject.achievement.criteria', reading('', 'narrative')],
	['credentialSubject.achievement.alignment', reading('Alignment')],
	['credentialSubject.achievement.resultDescription', reading('ResultDescription', 'name alignment')],
	[
		'credentialSubject.achievement.resultDescription.rubricCriterionLevel',
		reading('RubricCriterionLevel', 'name description alignment'),
	],
	['credentialSubject.result', reading('Result', 'alignment')],
	['credentialSubject.result.alignment', reading('Alignment')],
	['credentialSubject.identifier', reading('IdentityObject')],
	['credentialStatus', reading('BitstringStatusListEntry StatusList2021Entry 1EdTechRevocationList')],
	['evidence', reading('Evidence', 'name description narrative')],
	['refreshService', reading('1EdTechCredentialRefresh')],
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
