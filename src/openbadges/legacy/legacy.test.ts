import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { badge, ID, issuer, SITE, V2 } from '../../../tests/hostile/older-world.ts';
import type { JsonObject } from '../json.ts';
import { readInput } from '../input/read.ts';
import { checkResult } from '../report.ts';
import type { VerifyOptions } from '../verify/options.ts';
import { instantOf } from '../instants.ts';
import { legacyVersionOf } from './assertion.ts';
import { isSameAsServed, differencesBetween } from './compare.ts';
import type { FetchDocument } from './documents.ts';
import { jwsVerdict, publicKeyFromPem, readJws } from './jws.ts';
import { checkSignedAssertion } from './signed.ts';
import { verifyLegacy } from './verify.ts';

const assertion = {
	'@context': V2,
	type: 'Assertion',
	id: ID,
	recipient: { type: 'email', hashed: true, identity: `md5$${'0'.repeat(32)}` },
	badge: `${SITE}/class`,
	verification: { type: 'HostedBadge' },
	issuedOn: '2026-10-08T14:00:00Z',
};
function options(documents: Record<string, unknown>, more: Partial<VerifyOptions> = {}): VerifyOptions {
	const fetchDocument: FetchDocument = (url) => {
		const found = documents[url];
		if (found === undefined) return { kind: 'unknown', why: 'unreachable' };
		if (typeof found === 'number') return { kind: 'found', status: found, text: '', contentType: '' };
		return { kind: 'found', status: 200, text: JSON.stringify(found), contentType: 'application/json' };
	};
	return {
		now: new Date('2026-11-22T15:00:00Z'),
		resolveIssuer: () => ({ kind: 'unknown', why: 'not-supported' }),
		statusSource: () => ({ kind: 'unknown', why: 'not-supported' }),
		fetchDocument,
		...more,
	};
}
const world = { [ID]: assertion, [badge.id]: badge, [issuer.id]: issuer };
const verified = (given: unknown, documents: Record<string, unknown>, more: Partial<VerifyOptions> = {}) =>
	verifyLegacy(
		readInput(typeof given === 'string' ? given : JSON.stringify(given)),
		options(documents, more),
	);
const reasonOf = async (id: string, report: ReturnType<typeof verified>) =>
	(await report).checks.find((one) => one.id === id)?.reason;

test('a hosted badge is what stands at its address, given by its text or its address', async () => {
	for (const given of [assertion, ID]) {
		expect(await verified(given, world)).toMatchObject({
			verdict: 'valid',
			spec: '2.0',
			issuer: { id: issuer.id, name: 'École des Érables' },
			achievement: { id: badge.id, name: 'Collaboration' },
		});
	}
});

test('a site that sends on to another speaks for it no more: both ends must be the issuer’s', async () => {
	const mallory = 'https://mallory.example/x.json';
	/** Verifies the badge when the document at the address `which` is redirected to the address `to`. */
	const moved = (which: string, to: string) => {
		const fetchDocument: FetchDocument = async (url) => {
			const found = await options(world).fetchDocument?.(url);
			return found?.kind === 'found' && url === which
				? { ...found, address: to }
				: (found ?? { kind: 'unknown', why: 'unreachable' });
		};
		return verified(assertion, world, { fetchDocument });
	};
	expect((await moved(ID, ID)).verdict).toBe('valid');
	expect((await moved(ID, `${SITE}/elsewhere.json`)).verdict).toBe('valid');
	expect((await moved(ID, mallory)).verdict).toBe('refused');
	expect(await reasonOf('binding', moved(ID, mallory))).toBe('out-of-scope');
	// If the issuer's profile is redirected to another site, nothing is known about the issuer itself.
	expect((await moved(issuer.id, mallory)).verdict).not.toBe('valid');
	expect(await reasonOf('issuer', moved(issuer.id, mallory))).toBe('unreachable');
	expect((await moved(issuer.id, issuer.id.replace('https:', 'http:'))).verdict).not.toBe('valid');
	expect((await moved(badge.id, mallory)).verdict).not.toBe('valid');
	expect((await moved(badge.id, `${SITE}/elsewhere.json`)).verdict).toBe('valid');
});

describe('where it may stand', () => {
	const policy = (verification: object) => ({ ...world, [issuer.id]: { ...issuer, verification } });
	test.each([
		['by default, with its issuer', {}, 'in-scope'],
		['under a prefix', { startsWith: `${SITE}/a/` }, 'in-scope'],
		['under one of several prefixes', { startsWith: [`${SITE}/z/`, `${SITE}/a/`] }, 'in-scope'],
		['under no prefix', { startsWith: [`${SITE}/z/`] }, 'out-of-scope'],
		['under a prefix cut inside a host', { startsWith: 'https://badges.ecole' }, 'out-of-scope'],
		['on an allowed host', { allowedOrigins: 'badges.ecole.example' }, 'in-scope'],
		['on no allowed host', { allowedOrigins: ['ailleurs.example'] }, 'out-of-scope'],
		['prefix yes, host no', { startsWith: SITE + '/', allowedOrigins: ['ailleurs.example'] }, 'out-of-scope'],
	])('%s', async (_what, verification, reason) => {
		expect(await reasonOf('binding', verified(assertion, policy(verification)))).toBe(reason);
	});
});

describe('what is not there', () => {
	test.each([
		['the site does not answer', { [badge.id]: badge, [issuer.id]: issuer }, 'unknown'],
		['the site fails', { ...world, [ID]: 500 }, 'unknown'],
		['the site has no such badge', { ...world, [ID]: 404 }, 'refused'],
		['the site took it away', { ...world, [ID]: 410 }, 'revoked'],
		['the site says revoked', { ...world, [ID]: { id: ID, revoked: true } }, 'revoked'],
		['the class does not answer', { [ID]: assertion, [issuer.id]: issuer }, 'unknown'],
		['there is no such class', { ...world, [badge.id]: 404 }, 'refused'],
		['the issuer does not answer', { [ID]: assertion, [badge.id]: badge }, 'valid-issuer-unproven'],
		['there is no such issuer', { ...world, [issuer.id]: 404 }, 'refused'],
		['the issuer is another', { ...world, [issuer.id]: { ...issuer, id: `${SITE}/z` } }, 'refused'],
		['another badge stands there', { ...world, [ID]: { ...assertion, issuedOn: '2026-10-09' } }, 'altered'],
	])('%s', async (_what, documents, verdict) => {
		expect((await verified(assertion, documents)).verdict).toBe(verdict);
	});

	test('nothing can be asked at all: never valid', async () => {
		const { fetchDocument: _none, ...offline } = options(world);
		const report = await verifyLegacy(readInput(JSON.stringify(assertion)), offline);
		expect(report.verdict).toBe('unknown');
	});

	test('a source that throws counts as unreachable', async () => {
		const report = verified(assertion, world, {
			fetchDocument: () => {
				throw new Error('no');
			},
		});
		expect((await report).verdict).toBe('unknown');
	});
});

test('a document that names a signature without having one is refused', async () => {
	const signed = { ...assertion, verification: { type: 'SignedBadge', creator: `${SITE}/key` } };
	const report = await verified(signed, world);
	expect(report.verdict).toBe('refused');
});

test.each([
	[{ expires: '2026-11-01' }, 'expired'],
	[{ expires: '2026-11-22' }, 'valid'],
	[{ expires: 'bientôt' }, 'unknown'],
	[{ issuedOn: '2027-01-01T00:00:00Z' }, 'not-yet-valid'],
	[{ issuedOn: 'hier' }, 'unknown'],
	[{ recipient: null }, 'valid'],
	[{ recipient: 12 }, 'refused'],
	[{ badge: null }, 'refused'],
	[{ verification: { type: 'Autre' } }, 'unknown'],
])('dates and what is required: %j is %s', async (change, verdict) => {
	const given = { ...assertion, ...change };
	expect((await verified(given, { ...world, [ID]: given })).verdict).toBe(verdict);
});

test('the recipient is compared on request only, whatever the case of the address', async () => {
	const to = (recipient: object, typed: string) => {
		const given = { ...assertion, recipient };
		return reasonOf('recipient', verified(given, { ...world, [ID]: given }, { recipient: typed }));
	};
	// Expected value: printf 'ada@ecole.examplesel' | sha256sum
	const { createHash } = await import('node:crypto');
	const identity = `sha256$${createHash('sha256').update('ada@ecole.examplesel').digest('hex')}`;
	const hashed = { type: 'email', hashed: true, salt: 'sel', identity };
	expect(await to(hashed, 'Ada@ecole.example ')).toBe('matches');
	expect(await to(hashed, 'bruno@ecole.example')).toBe('no-match');
	expect(await to({ type: 'email', hashed: false, identity: 'ada@ecole.example' }, 'ada@ecole.example')).toBe(
		'in-clear',
	);
	expect(await to({ type: 'id', hashed: false, identity: 'urn:uuid:1' }, 'ada@ecole.example')).toBe(
		'no-address',
	);
	expect(await reasonOf('recipient', verified(assertion, world))).toBe('not-asked');
});

test('a context of its own could give our terms another meaning: it cannot be checked; an extension is named', async () => {
	const inline = { ...assertion, '@context': [V2, { badge: 'https://ailleurs.example/badge' }] };
	expect((await verified(inline, { ...world, [ID]: inline })).verdict).toBe('unknown');
	const extended = {
		...assertion,
		'@context': [V2, 'https://w3id.org/openbadges/extensions/geo/context.json'],
	};
	const report = await verified(extended, { ...world, [ID]: extended });
	expect(report.verdict).toBe('valid');
	expect(report.checks.find(({ id }) => id === 'vocabulary')?.reason).toBe('extensions-unread');
});

test('versions are told by their contexts, else by what they hold', () => {
	expect(legacyVersionOf({ '@context': 'https://w3id.org/openbadges/v1' })).toBe('1.1');
	expect(legacyVersionOf({ recipient: {}, badge: '' })).toBe('1.0');
	expect(legacyVersionOf({ recipient: 'a', badge: {} })).toBe('0.5');
	expect(
		legacyVersionOf({ '@context': ['https://www.w3.org/ns/credentials/v2'], recipient: {}, badge: '' }),
	).toBe(undefined);
});

test('instants in each form; a day alone is whole', () => {
	expect(instantOf(1_768_435_200)?.toISOString()).toBe('2026-01-15T00:00:00.000Z');
	expect(instantOf('2026-01-15', 'last')?.toISOString()).toBe('2026-01-15T23:59:59.000Z');
	expect(instantOf('2026-01-15T10:00:00')?.toISOString()).toBe('2026-01-15T10:00:00.000Z');
	expect(instantOf('2026-13-45')).toBeUndefined();
	expect(instantOf('demain')).toBeUndefined();
});

test('what was given may say less than what stands, never otherwise', () => {
	expect(isSameAsServed({ a: 'x' }, { a: ['x'], b: 1 })).toBe(true);
	expect(isSameAsServed({ a: 'x', c: 1 }, { a: 'x' })).toBe(false);
	expect(differencesBetween({ recipient: 'a' }, { recipient: 'a', expires: '2020-01-01' }).claims).toEqual([
		'expires',
	]);
});

test('a token is read strictly, and a key must be one of ours', () => {
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	expect(readJws(`${part({ alg: 'RS256' })}.${part([1])}.AA`)).toBeUndefined();
	expect(readJws(`${part({ alg: 'RS256' })}.${part({})}.AB`)).toBeUndefined();
	const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
	const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
	const jws = readJws(`${part({ alg: 'RS256' })}.${part({})}.AA`);
	const key = publicKeyFromPem(pem);
	if (!jws || !key) throw new Error('Both can be read.');
	expect(jwsVerdict(jws, key)).toBe('weak');
	expect(jwsVerdict({ ...jws, alg: 'PS256' }, key)).toBe('unsupported');
	expect(jwsVerdict({ ...jws, header: { alg: 'RS256', crit: ['b64'] } }, key)).toBe('unsupported');
	expect(publicKeyFromPem('-----BEGIN PRIVATE KEY-----')).toBeUndefined();
});

test('a key is withdrawn by what is said of its end, and not by saying that it has none', async () => {
	const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const input = `${part({ alg: 'ES256' })}.${part({})}`;
	const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const;
	const jws = readJws(`${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`);
	const id = 'https://ecole.example/key';
	const owner = 'https://ecole.example/issuer';
	const publicKeyPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
	const issuer = {
		id: owner,
		profile: { id: owner, publicKey: id },
		stated: undefined,
		check: checkResult('issuer', 'found', { address: owner }),
	};
	const said = async (more: JsonObject) => {
		const document: JsonObject = { id, owner, publicKeyPem, ...more };
		const ask = async () => ({ kind: 'document', document }) as const;
		const [signature, binding] = await checkSignedAssertion(
			jws,
			{ kind: 'signed', key: id },
			issuer,
			'2.0',
			ask,
		);
		return [signature.reason, binding.reason];
	};
	for (const served of [{}, { revoked: false }, { revoked: null }, { revokedAt: null, revoked: false }])
		expect(await said(served)).toEqual(['sound', 'bound']);
	for (const ended of [{ revoked: true }, { revoked: '2026-01-01' }, { revokedAt: '2026-01-01T00:00:00Z' }])
		expect(await said(ended)).toEqual(['sound', 'key-withdrawn']);
});
