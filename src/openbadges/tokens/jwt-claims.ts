import { isDeepStrictEqual } from 'node:util';
import { CREDENTIALS_V2 } from '../contexts.ts';
import { instantOf } from '../instants.ts';
import { asList, asText, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Token } from './jwt.ts';

/** The credential in a token, and whether the token's claims agree with it. */
export interface TokenCredential {
	readonly credential: JsonObject;
	/** The names of the token's claims that contradict the credential. */
	readonly differing: readonly string[];
	/** The names of the claims that OB 3.0 requires and that the token lacks. */
	readonly missing: readonly string[];
	/**
	 * Whether the token and the credential in it state different ends of validity: `credential` then has the
	 * earlier end.
	 */
	readonly anotherEnd: boolean;
}

// Names of claims of the token itself (RFC 7519 and related RFCs), which are not terms of the credential.
const CLAIMS = ['iss', 'sub', 'aud', 'jti', 'nbf', 'exp', 'iat', 'nonce', 'cnf', 'vc'];

const seconds = (claim: Json | undefined) =>
	typeof claim === 'number' && Number.isFinite(claim) ? claim : undefined;

function asDate(claim: Json | undefined): string | undefined {
	const at = seconds(claim);
	if (at === undefined || Math.abs(at) > 8.64e12) return undefined;
	return `${new Date(Math.floor(at) * 1000).toISOString().slice(0, 19)}Z`;
}

/** The names of the start and the end of validity in a credential, which depend on its VC data model. */
function dateNames(credential: JsonObject): readonly [from: string, until: string] {
	const second = asList(credential['@context'])[0] === CREDENTIALS_V2;
	return second ? ['validFrom', 'validUntil'] : ['issuanceDate', 'expirationDate'];
}

/**
 * Adds to an issuer or a subject the id that the credential leaves to a claim of the token (VC data model
 * 1.1, JSON Web Token).
 */
function withId(value: Json | undefined, id: string | undefined): Json | undefined {
	if (id === undefined) return value;
	if (value === undefined) return id;
	return isObject(value) && value['id'] === undefined ? { id, ...value } : value;
}

function completed(inner: JsonObject, payload: JsonObject): JsonObject {
	const [from, until] = dateNames(inner);
	const subjects = asList(inner['credentialSubject']);
	// If there are several subjects, the claim `sub` identifies none of them, and all are kept.
	const only = subjects.length > 1 ? inner['credentialSubject'] : subjects[0];
	const filled = {
		...inner,
		id: inner['id'] ?? asText(payload['jti']),
		issuer: withId(inner['issuer'], asText(payload['iss'])),
		credentialSubject: withId(only, asText(payload['sub'])) ?? inner['credentialSubject'],
		[from]: inner[from] ?? asDate(payload['nbf'] ?? payload['iat']),
		[until]: inner[until] ?? asDate(payload['exp']),
	};
	return Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== undefined)) as JsonObject;
}

/** The properties that readers take from a credential, with their names in either VC data model. */
const READ = [
	...['@context', 'id', 'type', 'issuer', 'name', 'description', 'image', 'awardedDate'],
	...['validFrom', 'validUntil', 'issuanceDate', 'expirationDate'],
	...['credentialSubject', 'credentialStatus', 'credentialSchema', 'evidence', 'refreshService'],
	...['endorsement', 'endorsementJwt', 'termsOfUse'],
];

/**
 * The names of properties that a token's payload has beside its `vc` claim, with other values than inside
 * `vc`. A reader that takes the payload as the credential (VC data model 2.0) and one that takes `vc` (1.1)
 * would see two badges under one signature.
 */
const beside = (payload: JsonObject, inner: JsonObject): readonly string[] =>
	READ.filter((name) => (payload[name] ?? null) !== null && !isDeepStrictEqual(payload[name], inner[name]));

function sameInstant(claim: Json | undefined, date: Json | undefined): boolean {
	const at = seconds(claim);
	return (
		at !== undefined && typeof date === 'string' && Math.floor(Date.parse(date) / 1000) === Math.floor(at)
	);
}

/**
 * The earlier of two different ends of validity: the one that the token states in `exp`, and the one that the
 * credential states (`date`). In OB 3.0, `exp` is the end of the credential (JSON Web Token Proof Format); in
 * VC-JOSE-COSE, it is the end of the signature. By either reading, the badge is valid only until the earlier
 * end. Undefined if both are the same instant, or if one is no date.
 */
function earlierEnd(claim: Json | undefined, date: Json | undefined): Json | undefined {
	const [end, stated] = [asDate(claim), instantOf(date, 'last')];
	if (end === undefined || stated === undefined || sameInstant(claim, date)) return undefined;
	return Number(claim) * 1000 < stated.getTime() ? end : date;
}

/**
 * Takes the credential out of a token: the payload itself (VC data model 2.0, OB 3.0) or its `vc` claim
 * (1.1), completed with what 1.1 leaves to the other claims.
 */
export function credentialOf(token: Token): TokenCredential {
	const { payload } = token;
	const inner = payload['vc'];
	const plain = Object.fromEntries(Object.entries(payload).filter(([name]) => !CLAIMS.includes(name)));
	// In either data model the claims are signed with the credential, so what the credential leaves out can
	// be taken from them.
	const whole = completed(isObject(inner) ? inner : plain, payload);
	const [from, until] = dateNames(whole);
	// Beside a `vc` claim, the claims must agree with the credential, because a reader may use either.
	const end = isObject(inner) ? undefined : earlierEnd(payload['exp'], whole[until]);
	const credential = end === undefined ? whole : { ...whole, [until]: end };
	const [subject] = asList(credential['credentialSubject']);
	const issuer = credential['issuer'];
	const subjectId = isObject(subject) ? subject['id'] : undefined;
	const pairs: readonly (readonly [claim: string, agrees: boolean, required: boolean])[] = [
		['iss', payload['iss'] === (isObject(issuer) ? issuer['id'] : issuer), true],
		['jti', payload['jti'] === credential['id'], true],
		['sub', payload['sub'] === subjectId, subjectId !== undefined],
		['nbf', sameInstant(payload['nbf'], credential[from]), credential[from] !== undefined],
		['exp', end !== undefined || sameInstant(payload['exp'], whole[until]), whole[until] !== undefined],
	];
	const contradicting = pairs
		.filter(([claim, agrees]) => claim in payload && !agrees)
		.map(([claim]) => claim);
	return {
		credential,
		differing: [...contradicting, ...(isObject(inner) ? beside(payload, inner) : [])],
		anotherEnd: end !== undefined,
		missing: pairs.filter(([claim, , required]) => required && !(claim in payload)).map(([claim]) => claim),
	};
}
