import { asList, asText, hasType, isObject, withoutBrackets } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { isWeb } from './documents.ts';

/** The versions of Open Badges before 3.0. */
export type LegacyVersion = '0.5' | '1.0' | '1.1' | '2.0';

const CONTEXT_2 = /^https?:\/\/(w3id\.org\/openbadges|openbadgespec\.org)\/v2/;
const CONTEXT_1 = /^https?:\/\/(w3id\.org\/openbadges|openbadgespec\.org)\/v1/;

/**
 * The version of Open Badges before 3.0 that a document follows as an assertion (a badge awarded); undefined
 * if it is no such assertion.
 */
export function legacyVersionOf(document: JsonObject): LegacyVersion | undefined {
	const contexts = asList(document['@context']).filter((one) => typeof one === 'string');
	if (contexts.some((one) => CONTEXT_2.test(one))) return '2.0';
	if (contexts.some((one) => CONTEXT_1.test(one))) return '1.1';
	// Open Badges 0.5 and 1.0 had no JSON-LD context: their assertions are recognised by their properties.
	if (contexts.length > 0 || !('recipient' in document) || !('badge' in document)) return undefined;
	return isObject(document['recipient']) ? '1.0' : '0.5';
}

/**
 * The version of Open Badges that a badge class or an issuer's profile states; undefined if it states none,
 * as before 1.1. A context of neither 1.1 nor 2.0 counts as one of a later version, to which the rules of 2.0
 * apply.
 */
export function statedVersionOf(document: JsonObject | undefined): LegacyVersion | undefined {
	const contexts = asList(document?.['@context']);
	const is = (known: RegExp) => contexts.some((one) => typeof one === 'string' && known.test(one));
	if (contexts.length > 0) return is(CONTEXT_1) && !is(CONTEXT_2) ? '1.1' : '2.0';
	// In 1.1 the type of a profile was `Issuer`; `Profile` came with 2.0.
	return hasType(document, 'Profile') ? '2.0' : undefined;
}

/**
 * The latest of several versions. A holder writes the assertion, so the version that it states may not relax
 * the rules that hold for the issuer's own documents.
 */
export const latestVersion = (
	first: LegacyVersion,
	...others: readonly (LegacyVersion | undefined)[]
): LegacyVersion =>
	others.reduce<LegacyVersion>((latest, one) => (one && one > latest ? one : latest), first);

/** How an assertion before 3.0 proves its authenticity. */
export type AssertionVerification =
	/**
	 * By the copy hosted at `address`; in 0.5 `address` is undefined, and the copy is at the address where
	 * the badge was found.
	 */
	| { readonly kind: 'hosted'; readonly address: string | undefined }
	/** By a signature made with the key at the address `key`; undefined if the badge names no key. */
	| { readonly kind: 'signed'; readonly key: string | undefined };

/**
 * How an assertion says that it can be verified (OB 2.0, VerificationObject; OB 1.0, VerificationObject);
 * undefined if it says nothing that we understand.
 */
export function assertionVerificationOf(
	assertion: JsonObject,
	version: LegacyVersion,
): AssertionVerification | undefined {
	if (version === '0.5') return { kind: 'hosted', address: undefined };
	const verification = withoutBrackets(assertion['verification'] ?? assertion['verify']);
	const own = asText(withoutBrackets(assertion['id']));
	// An assertion whose id is a web address and that has no verification property counts as hosted there:
	// most such assertions are.
	if (verification === undefined && isWeb(own)) return { kind: 'hosted', address: own };
	if (!isObject(verification)) return undefined;
	const types = asList(verification['type']);
	const url = asText(withoutBrackets(verification['url']));
	if (types.includes('HostedBadge') || types.includes('hosted')) {
		return { kind: 'hosted', address: isWeb(own) ? own : url };
	}
	if (types.includes('SignedBadge') || types.includes('signed')) {
		return { kind: 'signed', key: idOfReference(withoutBrackets(verification['creator'])) ?? url };
	}
	return undefined;
}

/** The id of a value, which may be the id itself or an object that has one. */
export function idOfReference(value: Json | undefined): string | undefined {
	return isObject(value) ? asText(value['id']) : asText(value);
}

/** The date of issue of an assertion: its `issuedOn`, or `issued_on` as in 0.5. */
export const issuedOn = (assertion: JsonObject): Json | undefined =>
	withoutBrackets(assertion['issuedOn'] ?? assertion['issued_on']);

/** The end of validity of an assertion: its `expires`. */
export const expires = (assertion: JsonObject): Json | undefined => withoutBrackets(assertion['expires']);
