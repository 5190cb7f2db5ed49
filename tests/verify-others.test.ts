import { createSign, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
	bakePng,
	bakeSvg,
	createStatusList,
	serializeCredential,
	didDocument,
	generateEd25519Key,
	issueCredential,
	issueJwt,
	type JsonObject,
	type Report,
	sentence,
	type Signer,
	signerFromPkcs8,
	statusListCredential,
} from '#openbadges';
import {
	type DocumentRequest,
	type VisitorVerifyOptions,
	verifyFileOrText,
	verifyTyped,
} from '#verification/server';
import { badge, changed, png } from '../src/openbadges/worked-example.fixture.ts';
import { FETCH_LIMITS } from '../src/platform/server/fetch/limits.ts';
import {
	assertion,
	ASSERTION,
	CLASS,
	EMAIL,
	ISSUER,
	KEY,
	keyDocument,
	site as legacySite,
} from './conformance/cases/legacy-world.ts';
import { certificateFor } from './loopback/certificate.ts';
import { type Answer, hostileSite, type Listening } from './loopback/hostile-site.ts';
import { loopbackFetch, loopbackNetwork } from './loopback/loopback-web.ts';
import { testWorld, type TestWorld } from './world.ts';

// The clock of test worlds stands at 2026-11-22.
const ISSUED = new Date('2026-11-22T14:00:00Z');
const DID = 'did:web:ecole.example';
const LIST = 'https://ecole.example/status/1';
const FRIENDS = [1, 2, 3, 4, 5, 6].map((n) => `ami${n}.example`);
const NAMES = ['ecole.example', 'badges.ecole.example', 'listes.example', 'site.example', ...FRIENDS];

interface Issuer {
	readonly did: string;
	readonly signer: Signer;
	readonly document: JsonObject;
}

function issuerAt(host: string): Issuer {
	const did = `did:web:${host}`;
	const { pkcs8, multikey } = generateEd25519Key();
	const keys = [{ multikey, state: 'active', notBefore: new Date(0), endedAt: null }] as const;
	return { did, signer: signerFromPkcs8(pkcs8, did), document: didDocument({ did, keys }) };
}

const school = issuerAt('ecole.example');
const sign = (unsigned: JsonObject, { signer }: Issuer = school) =>
	issueCredential(unsigned, { key: signer, created: ISSUED });

/** A key for tokens that stands at an address of its own, with what signs a credential as a token. */
function tokenKeyAtAddress(kid: string) {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const pkcs8 = new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }));
	const key = { kid, pkcs8 };
	return {
		kid,
		jwk: { ...publicKey.export({ format: 'jwk' }), kid } as JsonObject,
		token: (credential: JsonObject) => issueJwt(credential, key, { alg: 'ES256' }),
	};
}

/** A badge issued by a school that is not on this service; `change` replaces some of its properties. */
const foreign = (change: JsonObject = {}): JsonObject => ({
	...badge({ validFrom: ISSUED }),
	id: 'https://ecole.example/badges/7',
	issuer: { id: DID, type: ['Profile'], name: 'École des Érables' },
	credentialStatus: {
		id: `${LIST}#7`,
		type: 'BitstringStatusListEntry',
		statusPurpose: 'revocation',
		statusListIndex: '7',
		statusListCredential: LIST,
	},
	...change,
});

const list = (url = LIST, issuer = school) =>
	sign(
		statusListCredential({
			url,
			issuer: issuer.did,
			list: createStatusList(),
			validFrom: ISSUED,
			validUntil: new Date('2026-11-23T14:00:00Z'),
		}),
		issuer,
	);

type Document = JsonObject | string | Uint8Array | number;
let documents: Record<string, Document>;
let web: Listening;
let world: TestWorld;
let asked: DocumentRequest[];

const typeOf = (document: Document): string => {
	if (document instanceof Uint8Array) return document[0] === 0x89 ? 'image/png' : 'image/svg+xml';
	return typeof document === 'string' ? 'text/plain' : 'application/json';
};

const answer = (url: URL): Answer | undefined => {
	const document = documents[url.href];
	if (document === undefined) return undefined;
	if (typeof document === 'number') return (res) => res.writeHead(document).end();
	const body =
		typeof document === 'object' && !(document instanceof Uint8Array) ? JSON.stringify(document) : document;
	return (res) => res.writeHead(200, { 'content-type': typeOf(document) }).end(body);
};

beforeAll(async () => {
	const certificate = certificateFor(NAMES);
	web = await hostileSite(certificate, answer);
	const names = { 'intranet.example': [['10.0.0.7']] };
	const network = loopbackNetwork({
		names,
		ports: { usual: web.port },
		authorities: certificate.cert,
	});
	// Fetches keep no cache and block no host: otherwise the failures of one test would change the next.
	world = await testWorld('sqlite', loopbackFetch(network, { ...FETCH_LIMITS, cacheMs: 0, failures: 1_000 }));
});
afterAll(async () => {
	await web.close();
	await world.close();
});
beforeEach(async () => {
	documents = { 'https://ecole.example/.well-known/did.json': school.document, [LIST]: await list() };
	asked = [];
	world.lines.length = 0;
});

const how = (more: VisitorVerifyOptions = {}): VisitorVerifyOptions => ({
	onDocumentRequest: (one) => void asked.push(one),
	...more,
});
const typed = async (text: string, more?: VisitorVerifyOptions) =>
	(await verifyTyped(world, text, how(more))).report;
const reason = (report: Report, id: string) => report.checks.find((one) => one.id === id)?.reason;

describe('a badge of 3.0 that is not ours', () => {
	test('its issuer and its list are asked for, and it is valid', async () => {
		const report = await verifyFileOrText(world, serializeCredential(await sign(foreign())), how());
		expect([report.verdict, reason(report, 'register')]).toEqual(['valid', 'unlisted']);
		expect(asked).toEqual([
			{ what: 'issuer', host: 'ecole.example' },
			{ what: 'status', host: 'ecole.example' },
		]);
		expect(world.lines).toEqual([JSON.stringify({ event: 'verify.asked', asked: 2, refused: null })]);
	});

	test('as JSON, PNG, SVG or text at an address: the same', async () => {
		const signed = await sign(foreign());
		const text = serializeCredential(signed);
		const bodies = {
			json: signed,
			png: bakePng(png(), text),
			svg: bakeSvg('<svg xmlns="http://www.w3.org/2000/svg"></svg>', text),
			txt: text,
		};
		for (const [form, body] of Object.entries(bodies)) {
			const url = `https://site.example/badge.${form}`;
			documents[url] = typeof body === 'string' && form === 'svg' ? new TextEncoder().encode(body) : body;
			asked = [];
			const report = await typed(url);
			expect([form, report.verdict]).toEqual([form, 'valid']);
			expect(asked.map(({ what }) => what)).toEqual(['badge', 'issuer', 'status']);
		}
		expect(world.lines.join()).not.toMatch(/example|https/);
	});

	test('as a token, its key read at the issuer’s', async () => {
		const { privateKey, publicKey } = (await import('node:crypto')).generateKeyPairSync('ec', {
			namedCurve: 'P-256',
		});
		const kid = 'https://ecole.example/keys/1';
		const id = 'https://ecole.example';
		const profile = { id, type: 'Profile', name: 'École des Érables' };
		documents[`${id}/`] = { ...profile, publicKey: [kid] };
		documents[kid] = { ...publicKey.export({ format: 'jwk' }), kid } as JsonObject;
		const { credentialStatus: _status, ...unsigned } = foreign({
			issuer: { id, type: ['Profile'], name: 'École des Érables' },
		});
		const pkcs8 = new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }));
		documents['https://site.example/badge.jwt'] = issueJwt(unsigned, { kid, pkcs8 }, { alg: 'ES256' });
		const report = await typed('https://site.example/badge.jwt');
		expect(report.verdict).toBe('valid');
		expect(asked.map(({ what }) => what)).toEqual(['badge', 'issuer', 'document']);
	});

	test('the issuer does not answer, or has no such document', async () => {
		const text = serializeCredential(await sign(foreign()));
		documents['https://ecole.example/.well-known/did.json'] = 500;
		let report = await verifyFileOrText(world, text, how());
		expect([report.verdict, reason(report, 'issuer')]).toEqual(['valid-issuer-unproven', 'unreachable']);
		documents['https://ecole.example/.well-known/did.json'] = 'bonjour';
		report = await verifyFileOrText(world, text, how());
		expect(reason(report, 'issuer')).toBe('unreachable');
		documents['https://ecole.example/.well-known/did.json'] = 404;
		report = await verifyFileOrText(world, text, how());
		expect([report.verdict, reason(report, 'issuer')]).toEqual(['refused', 'absent']);
	});

	test('its list does not answer: never valid', async () => {
		documents[LIST] = 503;
		const report = await verifyFileOrText(world, serializeCredential(await sign(foreign())), how());
		expect([report.verdict, reason(report, 'status')]).toEqual(['unknown', 'list-unreachable']);
	});

	test('a list signed by another, or that stands elsewhere, is read and named', async () => {
		const other = issuerAt('listes.example');
		documents['https://listes.example/.well-known/did.json'] = other.document;
		const text = serializeCredential(await sign(foreign()));
		const seen = async (document: JsonObject) => {
			documents[LIST] = document;
			const report = await verifyFileOrText(world, text, how());
			return [report.verdict, reason(report, 'status')];
		};
		expect(await seen(await list(LIST, other))).toEqual(['valid', 'foreign-signer']);
		expect(await seen(await list('https://ecole.example/status/ailleurs'))).toEqual([
			'valid',
			'foreign-place',
		]);
		expect(await seen(await list('https://listes.example/1', other))).toEqual([
			'valid',
			'foreign-signer-and-place',
		]);
		expect(await seen(changed(await list(), 'credentialSubject.encodedList', 'uH4sI'))).toEqual([
			'refused',
			'list-signature',
		]);
	});

	test('four documents at most for its endorsements, besides its own', async () => {
		const endorsement = (friend: Issuer) =>
			sign(
				{
					'@context': badge()['@context'] ?? [],
					id: `https://ami.example/${friend.did}`,
					type: ['VerifiableCredential', 'EndorsementCredential'],
					issuer: { id: friend.did, type: ['Profile'], name: friend.did },
					name: 'Appui',
					validFrom: '2026-10-01T00:00:00Z',
					credentialSubject: { id: 'https://ecole.example/badges/7', type: ['EndorsementSubject'] },
				},
				friend,
			);
		const friends = FRIENDS.map(issuerAt);
		for (const friend of friends) {
			const host = friend.did.slice('did:web:'.length);
			documents[`https://${host}/.well-known/did.json`] = friend.document;
		}
		const endorsed = async (count: number) =>
			verifyFileOrText(
				world,
				serializeCredential(
					await sign(foreign({ endorsement: await Promise.all(friends.slice(0, count).map(endorsement)) })),
				),
				how(),
			);
		expect(reason(await endorsed(4), 'endorsements')).toBe('sound');
		asked = [];
		const report = await endorsed(6);
		expect([report.verdict, reason(report, 'endorsements')]).toEqual(['valid', 'unproven']);
		expect(asked.filter(({ what }) => what === 'endorsement')).toHaveLength(4);
		expect(asked).toHaveLength(6);
	});

	describe('with its key, its newer copy, and the lists of a registry each at an address', () => {
		const REGISTRY = 'https://listes.example/registre';
		const ADDRESS = 'https://site.example/badge.jwt';
		const REFRESH = 'https://ecole.example/newer/7';
		const PROFILE = 'https://ecole.example/profile';
		const [ours, theirs] = [
			tokenKeyAtAddress('https://ecole.example/key'),
			tokenKeyAtAddress('https://listes.example/key'),
		];
		const entry = (n: number) => {
			const statusPurpose = n === 1 ? 'revocation' : 'suspension';
			const statusListCredential = `${REGISTRY}/${n}`;
			const type = 'BitstringStatusListEntry';
			return {
				id: `${statusListCredential}#7`,
				type,
				statusPurpose,
				statusListIndex: '7',
				statusListCredential,
			};
		};
		/** Puts the badge, with these numbers of lists, and all that it needs where they are asked for. */
		const published = (older: readonly number[], newer = older) => {
			const copy = (day: string, lists: readonly number[]) =>
				ours.token({
					...badge({ validFrom: new Date(day) }),
					id: 'https://ecole.example/badges/7',
					issuer: { id: PROFILE, type: ['Profile'], name: 'École des Érables' },
					credentialStatus: lists.map(entry),
					refreshService: { id: REFRESH, type: '1EdTechCredentialRefresh' },
				});
			documents = {
				[ADDRESS]: copy('2026-10-01T00:00:00Z', older),
				[REFRESH]: copy('2026-11-01T00:00:00Z', newer),
				[PROFILE]: { id: PROFILE, type: ['Profile'], name: 'École des Érables', publicKey: [ours.kid] },
				[ours.kid]: ours.jwk,
				[REGISTRY]: { id: REGISTRY, type: ['Profile'], name: 'Registre', publicKey: [theirs.kid] },
				[theirs.kid]: theirs.jwk,
			};
			for (const n of new Set([...older, ...newer])) {
				const until = new Date('2026-11-23T14:00:00Z');
				const values = { url: `${REGISTRY}/${n}`, issuer: REGISTRY, validFrom: ISSUED, validUntil: until };
				const made = statusListCredential({ ...values, list: createStatusList() });
				const purpose = 'credentialSubject.statusPurpose';
				documents[values.url] = theirs.token(changed(made, purpose, entry(n).statusPurpose));
			}
		};

		test('eight documents, and it is as valid at its address as pasted', async () => {
			published([1, 2]);
			const report = await typed(ADDRESS);
			const said = (['status', 'refresh'] as const).map((id) => reason(report, id));
			expect([report.verdict, ...said]).toEqual(['valid', 'foreign-signer', 'newer-shown']);
			expect(asked).toHaveLength(8);
			const pasted = await verifyFileOrText(world, documents[ADDRESS] as string, how());
			expect(pasted.verdict).toBe('valid');
		});

		test.each([
			['lists', [1, 2, 3, 4], [1, 2, 3, 4]],
			['lists in its newer copy', [1, 2], [3, 4, 5, 6]],
		])('with more %s than are asked for: our own limit, said as such', async (_what, older, newer) => {
			published(older, newer);
			const report = await typed(ADDRESS);
			expect([report.verdict, reason(report, 'status')]).toEqual(['unknown', 'too-many-documents']);
			expect(asked.length).toBeLessThanOrEqual(8);
			const said = report.checks.find(({ id }) => id === 'status');
			expect(said && sentence(said, 'fr')).toContain(
				'plus de documents que nous n’en consultons (8, dont 4 listes)',
			);
		});
	});

	test('nothing is asked when told so, and it says what it does not know', async () => {
		const report = await verifyFileOrText(
			world,
			serializeCredential(await sign(foreign())),
			how({ outbound: false }),
		);
		expect([report.verdict, reason(report, 'issuer')]).toEqual(['unsupported', 'not-supported']);
		const address = await typed('https://site.example/badge.json', { outbound: false });
		expect([address.verdict, reason(address, 'receive')]).toEqual(['unsupported', 'is-address']);
		expect(asked).toEqual([]);
	});
});

describe('a hosted badge of before 3.0, by its address', () => {
	test.each(['1.0', '1.1', '2.0'] as const)(
		'Open Badges %s: three documents, and it is valid',
		async (version) => {
			documents = { ...(legacySite(version, 'hosted') as Record<string, Document>) };
			const report = await typed(ASSERTION, { recipient: EMAIL });
			expect([report.verdict, report.spec, reason(report, 'recipient')]).toEqual([
				'valid',
				version,
				'matches',
			]);
			expect(asked).toHaveLength(3);
			expect(asked[0]).toEqual({ what: 'badge', host: 'badges.ecole.example' });
		},
	);

	test('signed, with its key and its list apart: five documents', async () => {
		const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
		const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
		const text = `${part({ alg: 'RS256' })}.${part(assertion('2.0', 'signed'))}`;
		const token = `${text}.${createSign('sha256').update(text).sign(privateKey, 'base64url')}`;
		documents = { ...(legacySite('2.0', 'signed') as Record<string, Document>) };
		documents[KEY] = keyDocument('2.0', pem) as Document;
		documents['https://site.example/badge.txt'] = token;
		const report = await typed('https://site.example/badge.txt');
		expect([report.verdict, reason(report, 'status')]).toEqual(['valid', 'not-listed']);
		expect(asked).toHaveLength(5);
	});

	test('given at another address, it is asked for at its own: four documents', async () => {
		documents = { ...(legacySite('2.0', 'hosted') as Record<string, Document>) };
		documents['https://site.example/copy.json'] = documents[ASSERTION] ?? 404;
		expect((await typed('https://site.example/copy.json')).verdict).toBe('valid');
		expect(asked).toHaveLength(4);
		documents[ASSERTION] = changed(documents[ASSERTION] as JsonObject, 'issuedOn', '2020-01-01T00:00:00Z');
		expect((await typed('https://site.example/copy.json')).verdict).toBe('altered');
	});

	test('Open Badges 0.5, which does not say where it stands', async () => {
		documents = { ...(legacySite('0.5', 'hosted') as Record<string, Document>) };
		const report = await typed(ASSERTION);
		expect([report.spec, reason(report, 'signature')]).toEqual(['0.5', 'hosted-copy']);
		expect(asked).toHaveLength(1);
	});

	test('withdrawn, gone, or its class is lost', async () => {
		documents = { ...(legacySite('2.0', 'hosted') as Record<string, Document>), [ASSERTION]: 410 };
		expect((await typed(ASSERTION)).verdict).toBe('revoked');
		documents = { ...(legacySite('2.0', 'hosted') as Record<string, Document>), [CLASS]: 500 };
		expect((await typed(ASSERTION)).verdict).toBe('unknown');
		documents = { ...(legacySite('2.0', 'hosted') as Record<string, Document>), [ISSUER]: 404 };
		expect((await typed(ASSERTION)).verdict).toBe('refused');
	});
});

describe('an address that leads to no badge', () => {
	test.each([
		['https://site.example/page', 'malformed', 'is-a-page'],
		['https://site.example/page-disguised', 'malformed', 'is-a-page'],
		['https://site.example/missing', 'malformed', 'nothing-there'],
		['https://site.example/film', 'malformed', 'not-a-badge'],
		['https://site.example/endless', 'unsupported', 'too-large'],
		['https://site.example/secret-error', 'unknown', 'no-answer'],
		['https://intranet.example/', 'unknown', 'no-answer'],
		['https://192.168.1.1/', 'unsupported', 'address-refused'],
		['https://site.example:8443/', 'unsupported', 'address-refused'],
		['https://macaron.example/b/1', 'unsupported', 'address-refused'],
		['https://ada:secret@site.example/', 'unsupported', 'address-refused'],
		['http://site.example/badge.json', 'unsupported', 'address-refused'],
		['http://localhost:3000/b/00000000000000000000000000', 'malformed', 'nothing-there'],
	])('%s', async (address, verdict, why) => {
		const report = await typed(address);
		expect([report.verdict, reason(report, 'receive')]).toEqual([verdict, why]);
		expect(JSON.stringify(report)).not.toMatch(/secret of the network|10\.0\.0\.7/);
	});

	test('an address found at an address is not followed', async () => {
		documents['https://site.example/next'] = 'https://site.example/badge.json';
		const report = await typed('https://site.example/next');
		expect([report.verdict, reason(report, 'receive')]).toEqual(['unsupported', 'is-address']);
		expect(asked).toHaveLength(1);
	});
});
