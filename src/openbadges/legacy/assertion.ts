import { asList, asText, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { isWeb } from './documents.ts';

/** The versions of Open Badges before 3.0. */
export const LEGACY_VERSIONS = ['0.5', '1.0', '1.1', '2.0'] as const;
export type LegacyVersion = (typeof LEGACY_VERSIONS)[number];

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
	if (!isObject(verification)) return undefined;
	const types = asList(verification['type']);
	const url = asText(verification['url']);
	if (types.includes('HostedBadge') || types.includes('hosted')) {
		const id = asText(assertion['id']);
		return { kind: 'hosted', address: isWeb(id) ? id : url };
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

const DATE = /^\d{4}-\d\d-\d\d$/;
const DATE_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/;

/** An instant as a badge writes it (ISO 8601; seconds since 1970 until 1.0); a day alone is its first or last instant. */
export function instantOf(value: Json | undefined, end: 'first' | 'last' = 'first'): Date | undefined {
	const seconds = typeof value === 'string' && /^\d{9,10}$/.test(value) ? Number(value) : value;
	if (typeof seconds === 'number') return Number.isSafeInteger(seconds) ? dated(seconds * 1000) : undefined;
	const text = asText(value) ?? '';
	if (DATE.test(text)) return dated(`${text}T${end === 'first' ? '00:00:00' : '23:59:59'}Z`);
	if (!DATE_TIME.test(text)) return undefined;
	// Without a zone, no two readers would agree: UTC.
	return dated(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
}

function dated(value: string | number): Date | undefined {
	const date = new Date(value);
	return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The instant a badge was given, under the name of its version. */
export const issuedOn = (assertion: JsonObject): Json | undefined =>
	assertion['issuedOn'] ?? assertion['issued_on'];
