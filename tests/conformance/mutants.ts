import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Json, JsonObject } from '#openbadges';
import { issued } from '../../src/openbadges/worked-example.fixture.ts';
import type { Case, Mutant } from './case.ts';
import { legacyMutants } from './mutants-legacy.ts';
import { encoded, spoiled } from './spoil.ts';
import type { UnpackedBadge } from './unpack-badge.ts';
import { unpackBadge } from './unpack-badge.ts';

type Loose = Record<string, unknown>;

// A valid `did:key`, and the id of its key, that belong to no issuer of the cases.
const STRANGER = 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2';
const STRANGER_KEY = `${STRANGER}#${STRANGER.slice('did:key:'.length)}`;

const copy = (document: JsonObject): Loose => structuredClone(document) as Loose;
const list = (value: unknown): readonly unknown[] =>
	Array.isArray(value) ? value : value == null ? [] : [value];

function changeClaim(credential: Loose): void {
	const subject = list(credential['credentialSubject'])[0] as Loose;
	const owner = (subject['achievement'] ?? subject['hasCredential'] ?? subject) as Loose;
	owner['name'] = `${String(owner['name'] ?? '')} et davantage`;
}

function changeIssuer(credential: Loose): void {
	const { issuer } = credential;
	credential['issuer'] = typeof issuer === 'string' ? STRANGER : { ...(issuer as Loose), id: STRANGER };
}

function changeDate(credential: Loose): void {
	for (const name of ['validFrom', 'issuanceDate']) {
		if (typeof credential[name] === 'string') credential[name] = '2009-12-31T23:59:59Z';
	}
}

function eachProof(credential: Loose, change: (proof: Loose) => void): void {
	for (const proof of list(credential['proof'])) change(proof as Loose);
}

/**
 * Makes the forgeries of a badge with embedded proofs; from `other`, another badge proven in the same way,
 * one takes its proof.
 */
function embedded(apart: UnpackedBadge, other: JsonObject): readonly Mutant[] {
	const changed = (what: string, change: (credential: Loose) => void): Mutant => {
		const credential = copy(apart.document);
		change(credential);
		return { what, given: apart.back(JSON.stringify(credential)) };
	};
	return [
		changed('a claim', changeClaim),
		changed('the issuer', changeIssuer),
		changed('a date', changeDate),
		changed('the proof value', (credential) =>
			eachProof(credential, (proof) => (proof['proofValue'] = spoiled(String(proof['proofValue'])))),
		),
		changed('the key', (credential) =>
			eachProof(credential, (proof) => (proof['verificationMethod'] = STRANGER_KEY)),
		),
		changed('the date of the proof', (credential) =>
			eachProof(credential, (proof) => (proof['created'] = '2009-12-31T23:59:59Z')),
		),
		changed('no proof', (credential) => delete credential['proof']),
		changed('a term that nothing defines', (credential) => (credential['humeur'] = 'bonne')),
		changed('another badge’s proof', (credential) => (credential['proof'] = other['proof'])),
	];
}

/** Makes the forgeries of a badge inside a token (JWT); `stolen` is the signature of another token. */
function around(
	apart: UnpackedBadge,
	token: NonNullable<UnpackedBadge['token']>,
	stolen: string,
): readonly Mutant[] {
	const [header, payload, signature] = token;
	const said = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Loose;
	const put = (what: string, ...parts: readonly string[]): Mutant => ({
		what,
		given: apart.back(parts.join('.')),
	});
	const changed = (what: string, change: (credential: Loose, claims: Loose) => void): Mutant => {
		const claims = said(payload);
		change((claims['vc'] ?? claims) as Loose, claims);
		return put(what, header, encoded(claims), signature);
	};
	const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
	const stranger = `did:jwk:${encoded(jwk)}#0`;
	const { jwk: held, ...named } = said(header);
	const key = held === undefined ? { ...named, kid: stranger } : { ...named, jwk };
	return [
		changed('a claim', changeClaim),
		changed('the issuer', (credential, claims) => {
			changeIssuer(credential);
			claims['iss'] = STRANGER;
		}),
		changed('a date', (credential, claims) => {
			changeDate(credential);
			claims['nbf'] = 1_262_303_999;
		}),
		put('the proof value', header, payload, spoiled(signature)),
		put('the key', encoded(key), payload, signature),
		put('no algorithm', encoded({ ...said(header), alg: 'none' }), payload, signature),
		put('a shared secret', encoded({ ...said(header), alg: 'HS256' }), payload, signature),
		put('another badge’s proof', header, payload, stolen),
	];
}

const unproven = (document: JsonObject): Json => {
	const { proof: _proof, ...rest } = document;
	return rest;
};

/**
 * Finds another valid case proven by the same suite over a different text, whose proof a forgery can steal;
 * undefined when there is none.
 */
function victimOf(one: Case, apart: UnpackedBadge, all: readonly Case[]): UnpackedBadge | undefined {
	const own = JSON.stringify(unproven(apart.document));
	for (const other of all) {
		if (other === one || other.suite !== one.suite || other.expected !== 'valid') continue;
		const found = unpackBadge(other.given);
		if (found && Boolean(found.token) === Boolean(apart.token)) {
			if (JSON.stringify(unproven(found.document)) !== own) return found;
		}
	}
	return undefined;
}

/** Returns the signature of another token or, when there is no other, random bytes of the same length. */
function stolenFrom(apart: UnpackedBadge, victim: UnpackedBadge | undefined): string {
	const own = apart.token?.[2] ?? '';
	return victim?.token?.[2] ?? randomBytes(Buffer.from(own, 'base64url').length).toString('base64url');
}

/** The kinds of forgery that must at least be tried on each badge that carries its own proof. */
export const KINDS = [
	'a claim',
	'the issuer',
	'a date',
	'the proof value',
	'the key',
	'another badge’s proof',
] as const;
/** The kinds of forgery that must at least be tried on a hosted badge, which has neither proof nor key. */
export const HOSTED_KINDS = KINDS.slice(0, 3);

/** Makes the forgeries of a case's badge, at least six when it is expected valid; none for other cases. */
export async function mutantsOf(one: Case, all: readonly Case[]): Promise<readonly Mutant[]> {
	if (one.expected !== 'valid') return [];
	const apart = unpackBadge(one.given);
	const victim = apart && victimOf(one, apart, all);
	const own = one.mutants ?? [];
	if (!one.version.startsWith('3.0'))
		return [...own, ...(await legacyMutants(one, apart, apart ? stolenFrom(apart, victim) : ''))];
	if (!apart) return own;
	if (apart.token) return [...own, ...around(apart, apart.token, stolenFrom(apart, victim))];
	return [...own, ...embedded(apart, victim?.document ?? (await issued()))];
}
