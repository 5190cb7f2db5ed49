import { isIdentityOf } from '../identity-match.ts';
import { instantOf } from '../instants.ts';
import { asList, asText, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { idOf, issuedOn } from './assertion.ts';
import { isWeb } from './documents.ts';
import { identityOf } from './recipient.ts';

/** An address as two people may write it: http for https, a usual port, a bar at the end, capitals in the host. */
function written(address: Json | undefined): Json | undefined {
	const text = asText(address);
	if (!isWeb(text)) return address;
	const { host, pathname, search, hash } = new URL(text);
	return `${host}${pathname.replace(/\/$/, '')}${search}${hash}`;
}

/** Whether two texts are the same address, however each writes it. */
export const sameAddress = (one: string, other: string): boolean => written(one) === written(other);

/** Whether two values say the same: brackets around one value, a name for the thing itself and its address aside. */
export function agrees(given: Json, served: Json | undefined): boolean {
	if (isObject(given) && isObject(served)) {
		return Object.entries(given).every(([key, value]) => {
			if (key === '@context') return true;
			return agrees(value, served[key]);
		});
	}
	// A set of one value may stand without its brackets (JSON-LD, compaction).
	if (Array.isArray(given) || Array.isArray(served)) {
		const [left, right] = [asList(given), asList(served)];
		return left.length === right.length && left.every((one, i) => agrees(one, right[i] as Json));
	}
	return written(nameOf(given)) === written(nameOf(served));
}

/** The name of a thing for the thing itself. */
const nameOf = (value: Json | undefined) => (isObject(value) ? (value['id'] ?? '') : value);

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Whether two dates are one: the same instant in whatever zone, or a day and an instant of that day. */
function sameInstant(given: Json | undefined, served: Json | undefined): boolean {
	const [one, other] = [instantOf(given), instantOf(served)];
	if (!one || !other) return (given ?? null) === (served ?? null);
	const isDay = [given, served].some((value) => typeof value === 'string' && DAY.test(value));
	// Two clocks, or a copy in whole seconds, make no other date.
	if (!isDay) return Math.floor(one.getTime() / 1000) === Math.floor(other.getTime() / 1000);
	return one.toISOString().slice(0, 10) === other.toISOString().slice(0, 10);
}

/** Whether two assertions name one person, in clear or hashed. */
function sameRecipient(given: JsonObject, served: JsonObject): boolean {
	const [one, other] = [identityOf(given), identityOf(served)];
	if (one.held === '' || other.held === '') return one.held === other.held;
	if (one.held.toLowerCase() === other.held.toLowerCase()) return one.salt === other.salt;
	return isIdentityOf(other, one.held) !== undefined || isIdentityOf(one, other.held) !== undefined;
}

/** Whether what was given of the badge names the badge that stands there. */
function sameBadge(given: Json | undefined, served: Json | undefined): boolean {
	const [one, other] = [idOf(given), idOf(served)];
	if (one !== undefined && other !== undefined) return sameAddress(one, other);
	// In 0.5 the description stands in the badge itself: it has no address, its words are its name.
	if (isObject(given) && isObject(served)) return sameClass(given, served);
	return one === other && (given === undefined) === (served === undefined);
}

/** Whether two descriptions are of one badge of one issuer; where only one of them says something, it decides nothing. */
export function sameClass(given: JsonObject, served: JsonObject): boolean {
	const alike = (left: Json | undefined, right: Json | undefined) =>
		left === undefined || left === null || agrees(left, right);
	const issuerOf = (issuer: Json | undefined) =>
		isObject(issuer) ? (issuer['id'] ?? issuer['origin'] ?? issuer['name']) : issuer;
	return (
		alike(given['name'], served['name']) &&
		alike(issuerOf(given['issuer']), issuerOf(served['issuer'])) &&
		(isObject(given['issuer']) && isObject(served['issuer'])
			? alike(given['issuer']['name'], served['issuer']['name'])
			: true)
	);
}

// What a holder could add to a badge: told by the issuer, or not at all.
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

/** What of an assertion that was given is otherwise at its address: what it claims, then what takes nothing from it. */
export interface Differences {
	/** Who, what, when, until when, on what evidence. */
	readonly claims: readonly string[];
	readonly others: readonly string[];
}

/**
 * Compares an assertion that was given with the one that stands at its address, which is what counts (OB 2.0, Hosted
 * Verification): who it was given to, for what, when and until when; the rest is only told.
 */
export function differences(given: JsonObject, served: JsonObject): Differences {
	const id = (one: JsonObject) => idOf(one) ?? '';
	const has = (one: JsonObject, key: string) => (one[key] ?? null) !== null;
	const sound: Readonly<Record<string, boolean>> = {
		id: id(given) === '' || id(served) === '' || sameAddress(id(given), id(served)),
		uid: !has(given, 'uid') || !has(served, 'uid') || given['uid'] === served['uid'],
		recipient: sameRecipient(given, served),
		badge: sameBadge(given['badge'], served['badge']),
		issuedOn: sameInstant(issuedOn(given), issuedOn(served)),
		expires: sameInstant(given['expires'], served['expires']),
		...Object.fromEntries(
			TOLD.map((key) => [key, !has(given, key) || agrees(given[key] as Json, served[key])]),
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

/** The same to the letter, brackets around one value and what the copy leaves out aside. */
function literally(given: Json, served: Json): boolean {
	if (isObject(given) && isObject(served))
		return Object.entries(given).every(([key, value]) => literally(value, served[key] ?? null));
	const [left, right] = [asList(given), asList(served)];
	if (Array.isArray(given) || Array.isArray(served))
		return left.length === right.length && left.every((one, i) => literally(one, right[i] as Json));
	return given === served || (typeof given === 'string' && isObject(served) && served['id'] === given);
}
