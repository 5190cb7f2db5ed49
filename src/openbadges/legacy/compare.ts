import { identityMatch } from '../identity-match.ts';
import { instantOf } from '../instants.ts';
import { asList, asText, isObject, withoutBrackets } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { expires, idOfReference, issuedOn } from './assertion.ts';
import { isWeb } from './documents.ts';
import { identityOf } from './recipient.ts';

/**
 * Decodes what needs no percent-encoding in an address, and writes the other percent-encoded characters in
 * capitals (RFC 3986, 6.2.2).
 */
const decoded = (address: string): string =>
	address.replace(/%[0-9a-f]{2}/gi, (code) => {
		const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
		return /[\w.~-]/.test(character) ? character : code.toUpperCase();
	});

/**
 * An address in a form that ignores differences without effect: http or https, the default port, a final
 * slash, capitals in the host, how it is percent-encoded; in a UUID, its capitals (RFC 9562, 4). Any other
 * value is returned unchanged.
 */
function written(address: Json | undefined): Json | undefined {
	const text = asText(address);
	if (text !== undefined && /^urn:uuid:/i.test(text)) return text.toLowerCase();
	if (!isWeb(text)) return address;
	const { host, pathname, search, hash } = new URL(text);
	return decoded(`${host}${pathname.replace(/\/$/, '')}${search}${hash}`);
}

/**
 * Whether two texts are the same address, ignoring http or https, the default port, a final slash, capitals
 * in the host or in a UUID, and how the address is percent-encoded.
 */
export const isSameAddress = (one: string, other: string): boolean => written(one) === written(other);

/**
 * Whether the value in a submitted document agrees with the one that its site serves. Ignores brackets around
 * a single value, an object in place of its id, how an address is written, and properties that only `served`
 * has.
 */
export function isSameAsServed(given: Json, served: Json | undefined): boolean {
	if (isObject(given) && isObject(served)) {
		return Object.entries(given).every(([key, value]) => {
			if (key === '@context') return true;
			return isSameAsServed(value, served[key]);
		});
	}
	// JSON-LD allows a set of one value to be written without brackets (compaction).
	if (Array.isArray(given) || Array.isArray(served)) {
		const [left, right] = [asList(given), asList(served)];
		return left.length === right.length && left.every((one, i) => isSameAsServed(one, right[i] as Json));
	}
	return composed(written(nameOf(given))) === composed(written(nameOf(served)));
}

/**
 * A text in its composed form: the same letters may be encoded in several ways that look the same (Unicode,
 * UAX #15).
 */
const composed = (value: Json | undefined) => (typeof value === 'string' ? value.normalize('NFC') : value);

/** The id of an object, empty if it has none; any other value unchanged. */
const nameOf = (value: Json | undefined) => (isObject(value) ? (value['id'] ?? '') : value);

const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * Whether two dates are the same: the same second in any time zone, or a day and an instant of that day in
 * UTC.
 */
function sameInstant(given: Json | undefined, served: Json | undefined): boolean {
	const [one, other] = [instantOf(given), instantOf(served)];
	// A date that cannot be read may be an object: both copies may still hold the same one.
	if (!one || !other) return strictly(given ?? null, served ?? null);
	const isDay = [given, served].some((value) => typeof value === 'string' && DAY.test(value));
	// Compare dates to the second: one of the two copies may have lost the fraction.
	if (!isDay) return Math.floor(one.getTime() / 1000) === Math.floor(other.getTime() / 1000);
	return one.toISOString().slice(0, 10) === other.toISOString().slice(0, 10);
}

/** Whether two assertions have the same recipient, in clear or hashed. */
function sameRecipient(given: JsonObject, served: JsonObject): boolean {
	const [one, other] = [identityOf(given), identityOf(served)];
	if (one.held === '' || other.held === '') return one.held === other.held;
	if (one.held.toLowerCase() === other.held.toLowerCase()) return one.salt === other.salt;
	return identityMatch(other, one.held) !== undefined || identityMatch(one, other.held) !== undefined;
}

/** Whether the submitted copy of an assertion and the hosted one name the same badge class in `badge`. */
function sameBadge(left: Json | undefined, right: Json | undefined): boolean {
	const [given, served] = [withoutBrackets(left), withoutBrackets(right)];
	const [one, other] = [idOfReference(given), idOfReference(served)];
	if (one !== undefined && other !== undefined) return isSameAddress(one, other);
	// In 0.5 the badge class is inside the assertion and has no address: compare its content.
	if (isObject(given) && isObject(served)) return isSameBadgeClass(given, served);
	return one === other && (given === undefined) === (served === undefined);
}

/**
 * Whether the badge class in a submitted badge and the one that its site serves have the same name and the
 * same issuer. What only `served` states makes no difference.
 */
export function isSameBadgeClass(given: JsonObject, served: JsonObject): boolean {
	const alike = (left: Json | undefined, right: Json | undefined) =>
		left === undefined || left === null || isSameAsServed(left, right);
	const nameOfIssuer = (issuer: Json | undefined) =>
		isObject(issuer) ? (issuer['id'] ?? issuer['origin'] ?? issuer['name']) : issuer;
	const [one, other] = [withoutBrackets(given['issuer']), withoutBrackets(served['issuer'])];
	return (
		alike(given['name'], served['name']) &&
		alike(nameOfIssuer(one), nameOfIssuer(other)) &&
		(isObject(one) && isObject(other) ? alike(one['name'], other['name']) : true)
	);
}

// Properties that a holder could add to a badge: if the submitted copy has them, the hosted copy must agree.
const TOLD = ['evidence', 'narrative'] as const;
const COMPARED = new Set([
	'@context',
	'type',
	'id',
	'uid',
	'recipient',
	'salt',
	'badge',
	'issuedOn',
	'issued_on',
	'expires',
	...TOLD,
]);

/**
 * The names of the properties in which a submitted assertion differs from the copy at its address: those that
 * make it another award, and those that do not affect its authenticity.
 */
export interface Differences {
	/** Differences in id, uid, recipient, badge, dates, evidence or narrative. */
	readonly claims: readonly string[];
	readonly others: readonly string[];
}

/**
 * Compares a submitted assertion with the hosted copy, which is the one that counts (OB 2.0, Hosted
 * Verification). Differences in id, uid, recipient, badge, dates, evidence and narrative are `claims`; all
 * other differences are only reported.
 */
export function differencesBetween(given: JsonObject, served: JsonObject): Differences {
	const id = (one: JsonObject) => asText(withoutBrackets(one['id'])) ?? '';
	const has = (one: JsonObject, key: string) => (one[key] ?? null) !== null;
	const sound: Readonly<Record<string, boolean>> = {
		id: id(given) === '' || id(served) === '' || isSameAddress(id(given), id(served)),
		uid: !has(given, 'uid') || !has(served, 'uid') || strictly(given['uid'] as Json, served['uid']),
		recipient: sameRecipient(given, served),
		badge: sameBadge(given['badge'], served['badge']),
		issuedOn: sameInstant(issuedOn(given), issuedOn(served)),
		expires: sameInstant(expires(given), expires(served)),
		...Object.fromEntries(
			TOLD.map((key) => [key, !has(given, key) || isSameAsServed(given[key] as Json, served[key])]),
		),
	};
	const others = Object.entries(given)
		.filter(([key, value]) => !COMPARED.has(key) && value !== null && !strictly(value, served[key]))
		.map(([key]) => key);
	const rewritten = ['id', 'recipient', 'issuedOn', 'issued_on', 'expires', ...TOLD].filter(
		(key) =>
			sound[key === 'issued_on' ? 'issuedOn' : key] &&
			has(given, key) &&
			!strictly(given[key] as Json, served[key]),
	);
	return {
		claims: Object.entries(sound)
			.filter(([, same]) => !same)
			.map(([key]) => key),
		others: [...rewritten, ...others],
	};
}

const strictly = (given: Json, served: Json | undefined): boolean =>
	JSON.stringify(given) === JSON.stringify(served ?? null) ||
	(served !== undefined && literally(given, served));

/**
 * Whether two values are identical, apart from brackets around a single value and properties that only
 * `served` has.
 */
function literally(given: Json, served: Json): boolean {
	if (isObject(given) && isObject(served))
		return Object.entries(given).every(([key, value]) => literally(value, served[key] ?? null));
	const [left, right] = [asList(given), asList(served)];
	if (Array.isArray(given) || Array.isArray(served))
		return left.length === right.length && left.every((one, i) => literally(one, right[i] as Json));
	return given === served || (typeof given === 'string' && isObject(served) && served['id'] === given);
}
