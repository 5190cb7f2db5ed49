import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
	createStatusList,
	serializeCredential,
	didDocument,
	generateEd25519Key,
	issueCredential,
	type JsonObject,
	signerFromPkcs8,
	statusListCredential,
} from '#openbadges';
import { verifyTyped } from '#verification/server';
import { badge } from '../src/openbadges/worked-example.fixture.ts';
import { FETCH_LIMITS } from '../src/platform/server/fetch/limits.ts';
import { awardAsFile } from '../src/awards/server/files/artwork.ts';
import { certificateFor } from './loopback/certificate.ts';
import { type Answer, hostileSite, type Listening } from './loopback/hostile-site.ts';
import { loopbackFetch, loopbackNetwork } from './loopback/loopback-web.ts';
import { testWorld, type TestWorld } from './world.ts';

/**
 * Another site that issues badges, with the three documents a verifier fetches from it: the badge, the status
 * list and the DID document.
 */
const SITE = 'https://autre.example';
const BADGE = `${SITE}/b/1.json`;
const LIST = `${SITE}/status/1`;
const RECORD = `${SITE}/.well-known/did.json`;
const DID = 'did:web:autre.example';
const ISSUED = new Date('2026-11-22T14:00:00Z');

type Headers = Readonly<Record<string, string>>;
let sent: Record<string, readonly [body: string | Uint8Array, headers: Headers]>;
let texts: Readonly<Record<string, string>>;
let web: Listening;
let world: TestWorld;

beforeAll(async () => {
	const { pkcs8, multikey } = generateEd25519Key();
	const key = signerFromPkcs8(pkcs8, DID);
	const how = { key, created: ISSUED };
	const list = statusListCredential({
		url: LIST,
		issuer: DID,
		list: createStatusList(),
		validFrom: ISSUED,
		validUntil: new Date('2026-11-23T14:00:00Z'),
	});
	const own = badge({ validFrom: ISSUED, status: { list: LIST, index: 7 } });
	const unsigned = { ...own, id: `${SITE}/b/1`, issuer: { id: DID, type: ['Profile'], name: 'Autre' } };
	const keys = [{ multikey, state: 'active', notBefore: new Date(0), endedAt: null }] as const;
	texts = {
		[BADGE]: serializeCredential(await issueCredential(unsigned as JsonObject, how)),
		[LIST]: serializeCredential(await issueCredential(list, how)),
		[RECORD]: JSON.stringify(didDocument({ did: DID, keys })),
	};
	const certificate = certificateFor(['autre.example']);
	web = await hostileSite(certificate, (url): Answer | undefined => {
		const [body, headers] = sent[url.href] ?? [];
		return body === undefined ? undefined : (res) => res.writeHead(200, headers).end(body);
	});
	const network = loopbackNetwork({ ports: { usual: web.port }, authorities: certificate.cert });
	world = await testWorld('sqlite', loopbackFetch(network, { ...FETCH_LIMITS, cacheMs: 0, failures: 1_000 }));
});
afterAll(async () => {
	await web.close();
	await world.close();
});
beforeEach(() => {
	const json = { 'content-type': 'application/json' };
	sent = Object.fromEntries(Object.entries(texts).map(([url, text]) => [url, [text, json] as const]));
});

const verdictNow = async () => (await verifyTyped(world, BADGE)).report.verdict;

test('a second Macaron reads the first: badge, list and record as this very service sends them', async () => {
	const { bytes, type } = await awardAsFile(
		world,
		{ badge: '', definitionVersion: 1, id: '1', locale: 'fr', credential: texts[BADGE] ?? '' },
		'json',
	);
	expect(type).toBe('application/vc+ld+json');
	sent[BADGE] = [bytes, { 'content-type': type }];
	sent[LIST] = [texts[LIST] ?? '', { 'content-type': 'application/vc+ld+json' }];
	sent[RECORD] = [texts[RECORD] ?? '', { 'content-type': 'application/did+ld+json' }];
	expect(await verdictNow()).toBe('valid');
});

test.each([
	'application/vc+ld+json',
	'application/vc',
	'application/did',
	'application/did+json',
	'application/did+ld+json',
	'application/vc+ld+json; charset=utf-8',
	'application/vnd.example.v1+ld+json',
	'application/octet-stream',
	'text/plain; charset=utf-8',
	'text/html; charset=utf-8',
	'text/json',
	'',
])('« %s » is no reason not to read a document', async (type) => {
	const headers: Headers = type === '' ? {} : { 'content-type': type };
	for (const [url, text] of Object.entries(texts)) sent[url] = [text, headers];
	expect(await verdictNow()).toBe('valid');
});

test.each([
	['gzip', gzipSync],
	['x-gzip', gzipSync],
	['deflate', deflateSync],
	['deflate', deflateRawSync],
	['br', brotliCompressSync],
] as const)('packed in %s without being asked, it is read', async (coding, pack) => {
	for (const [url, text] of Object.entries(texts))
		sent[url] = [pack(text), { 'content-type': 'application/json', 'content-encoding': coding }];
	expect(await verdictNow()).toBe('valid');
});

test('what is packed is unpacked no further than a document may be long, and damage is no badge', async () => {
	const packed = (body: Uint8Array) =>
		[body, { 'content-type': 'application/json', 'content-encoding': 'gzip' }] as const;
	sent[BADGE] = packed(gzipSync(Buffer.alloc(40 * 1024 * 1024, 0x20)));
	const { verdict, checks } = (await verifyTyped(world, BADGE)).report;
	expect([verdict, checks[0]?.reason]).toEqual(['unsupported', 'too-large']);
	sent[BADGE] = packed(gzipSync(texts[BADGE] ?? '').subarray(0, 200));
	expect((await verifyTyped(world, BADGE)).report.checks[0]?.reason).toBe('no-answer');
	sent[BADGE] = ['x', { 'content-type': 'application/json', 'content-encoding': 'zstd' }];
	expect((await verifyTyped(world, BADGE)).report.checks[0]?.reason).toBe('no-answer');
});

test('a page is said to be a page, and a picture in the place of a list is not read', async () => {
	sent[BADGE] = ['<p>Mon badge</p>', { 'content-type': 'text/html' }];
	expect((await verifyTyped(world, BADGE)).report.checks[0]?.reason).toBe('is-a-page');
	sent[BADGE] = [texts[BADGE] ?? '', { 'content-type': 'application/json' }];
	sent[LIST] = [texts[LIST] ?? '', { 'content-type': 'image/png' }];
	expect(await verdictNow()).toBe('unknown');
});

test('an issuer’s record past our limit is unknown, with the limit in the sentence', async () => {
	sent[RECORD] = [
		JSON.stringify({ ...JSON.parse(texts[RECORD] ?? '{}'), note: 'x'.repeat(1_100_000) }),
		{ 'content-type': 'application/json' },
	];
	const { report } = await verifyTyped(world, BADGE);
	expect(report.checks[5]).toMatchObject({ outcome: 'unknown', reason: 'too-large', params: { most: '1' } });
});
