import { asList, asText, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { isWeb } from './documents.ts';

/** The versions of Open Badges before 3.0. */
export type LegacyVersion = '0.5' | '1.0' | '1.1' | '2.0';

const CONTEXT_2 = /^https?:\/\/(w3id\.org\/openbadges|openbadgespec\.org)\/v2/;
const CONTEXT_1 = /^https?:\/\/(w3id\.org\/openbadges|openbadgespec\.org)\/v1/;

/** Which version before 3.0 a document follows as a badge awarded (an assertion), or nothing. */
export function legacyVersionOf(document: JsonObject): LegacyVersion | undefined {
	const contexts = asList(document['@context']).filter((one) => typeof one === 'string');
	if (contexts.some((one) => CONTEXT_2.test(one))) return '2.0';
	if (contexts.some((one) => CONTEXT_1.test(one))) return '1.1';
	// 0.5 and 1.0 had no context: they are known by what they hold.
	if (contexts.length > 0 || !('recipient' in document) || !('badge' in document)) return undefined;
	return isObject(document['recipient']) ? '1.0' : '0.5';
}

/** How an assertion says that it can be believed. */
export type Backing =
	/** By the copy at its address; without one (0.5), only where it was found says it. */
	| { readonly kind: 'hosted'; readonly address: string | undefined }
	/** By a signature with the key at this address. */
	| { readonly kind: 'signed'; readonly key: string | undefined };

/** What an assertion says of its verification (OB 2.0, VerificationObject; OB 1.0, VerificationObject). */
export function backingOf(assertion: JsonObject, version: LegacyVersion): Backing | undefined {
	if (version === '0.5') return { kind: 'hosted', address: undefined };
	const verification = assertion['verification'] ?? assertion['verify'];
	const own = asText(assertion['id']);
	// One that says nothing of it and has an address on the Web is believed there, as most are.
	if (verification === undefined && isWeb(own)) return { kind: 'hosted', address: own };
	if (!isObject(verification)) return undefined;
	const types = asList(verification['type']);
	const url = asText(verification['url']);
	if (types.includes('HostedBadge') || types.includes('hosted')) {
		return { kind: 'hosted', address: isWeb(own) ? own : url };
	}
	if (types.includes('SignedBadge') || types.includes('signed')) {
		return { kind: 'signed', key: idOf(verification['creator']) ?? url };
	}
	return undefined;
}

/** The id of something, named or written in place. */
export function idOf(value: Json | undefined): string | undefined {
	return isObject(value) ? asText(value['id']) : asText(value);
}

/** The instant a badge was given, under the name of its version. */
export const issuedOn = (assertion: JsonObject): Json | undefined =>
	assertion['issuedOn'] ?? assertion['issued_on'];
