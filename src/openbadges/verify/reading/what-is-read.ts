import type { Term } from 'rdf-canonize';
import { TERMS_OF_EVERY_CLASS, localName, termsOfClass } from '../../contexts.ts';

/**
 * The terms that readers use at one place of a credential. Readers are the pages and programs that show or
 * use a credential from its JSON, without JSON-LD: they look for each term at the place where the Open Badges
 * standard puts it, and nowhere else.
 */
export interface ReadTerms {
	/** The terms defined for every class (such as `name`) that are read at this place. */
	readonly general: ReadonlySet<string>;
	/** Classes expected at this place: every term that they define is read. */
	readonly classes: readonly string[];
}

const words = (text: string | undefined) => text?.split(' ') ?? [];
const reading = (of: { readonly classes?: string; readonly general?: string }): ReadTerms => ({
	classes: words(of.classes),
	general: new Set(words(of.general)),
});

/** The keys that lead to the credential itself: an empty path. */
export const ROOT = '';

/**
 * What readers use at each place of a credential, by the keys that lead to it. They use everything on the
 * credential itself; other objects (pictures, creators, related badges) are only links.
 */
export const READ_TERMS_BY_PATH: ReadonlyMap<string, ReadTerms> = new Map([
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

/** One object of a credential that has an id, and what readers use of it. */
export interface IdentifiedObject {
	/** The path of the object in the credential. */
	readonly path: string;
	readonly reading: ReadTerms | undefined;
	readonly root: boolean;
	readonly types: readonly string[];
}

/** The predicate that gives the class of a node (RDF 1.1). */
export const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/** Whether a reader of this object would look in it for a claim with this predicate and this value. */
export function isClaimRead(one: IdentifiedObject, predicate: string, object: Term): boolean {
	const { reading: here } = one;
	if (!here) return false;
	const name = localName(predicate);
	if (predicate === TYPE) {
		const type = localName(object.value);
		return one.root ? /credential$/i.test(type) : here.classes.some((known) => localName(known) === type);
	}
	const own = [...here.classes, ...(one.root ? one.types : [])].some((type) => termsOfClass(type).has(name));
	// On the credential itself, ignore terms that only other classes define.
	if (one.root) return own || TERMS_OF_EVERY_CLASS.has(name) || !termsOfClass(undefined).has(name);
	return own || here.general.has(name);
}
