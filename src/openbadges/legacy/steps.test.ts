import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { assertion, badge, ID, issuer, SITE, V2 } from '../../../tests/hostile/older-world.ts';
import { verifyBadge } from '../index.ts';
import type { CheckId, JsonObject, Report, VerifyOptions } from '../index.ts';
import { bakePng } from '../pictures/png.ts';
import { bakeSvg } from '../pictures/svg.ts';
import { png, SVG } from '../worked-example.fixture.ts';
import type { LegacyVersion } from './assertion.ts';
import { checkLegacyDates } from './dates.ts';
import type { FetchedDocument } from './documents.ts';
import { extensionFaults, hasOnlyExtensionTerms } from './extensions.ts';
import { compareHosted } from './hosted.ts';
import { openBadges2Assertion, openBadges2Class, revokedAssertion } from './issue.ts';
import { checkLegacyRecipient, identityOf } from './recipient.ts';
import { checkLegacyVocabulary } from './vocabulary.ts';

type Documents = Readonly<Record<string, unknown>>;
const world: Documents = { [ID]: assertion, [badge.id]: badge, [issuer.id]: issuer };
const unknown = { kind: 'unknown', why: 'not-supported' } as const;

function at(documents: Documents, more: Partial<VerifyOptions> = {}): VerifyOptions {
	return {
		now: new Date('2026-11-22T15:00:00Z'),
		resolveIssuer: () => unknown,
		statusSource: () => unknown,
		fetchDocument(url): FetchedDocument {
			const found = documents[url];
			if (found === undefined) return { kind: 'unknown', why: 'unreachable' };
			if (typeof found === 'number') return { kind: 'found', status: found, text: '', contentType: '' };
			const text = typeof found === 'string' ? found : JSON.stringify(found);
			return { kind: 'found', status: 200, text, contentType: '' };
		},
		...more,
	};
}
/** The reasons that a report gives for the steps `ids`. */
const steps = ({ checks }: Report, ids: readonly string[]) =>
	Object.fromEntries(ids.map((id) => [id, checks.find((one) => one.id === id)?.reason]));
const paramsOf = ({ checks }: Report, id: CheckId) => checks.find((one) => one.id === id)?.params;

type Expected = Readonly<Partial<Record<CheckId | 'verdict', string>>>;
async function expectSteps(report: Report, { verdict, ...expected }: Expected) {
	expect([report.verdict, steps(report, Object.keys(expected))]).toEqual([verdict, expected]);
}

const good: Expected = {
	verdict: 'valid',
	receive: 'read',
	extract: 'not-a-picture',
	version: 'open-badges-2',
	structure: 'complete',
	vocabulary: 'known',
	issuer: 'found',
	signature: 'hosted-copy',
	binding: 'in-scope',
	dates: 'in-force',
	status: 'still-hosted',
	refresh: 'none',
	endorsements: 'none',
	recipient: 'not-asked',
	register: 'not-asked',
};

/**
 * Test cases: a change of the assertion (both submitted and hosted), changes of the other documents of the
 * site, and the expected changes of the report.
 */
const CASES: readonly (readonly [string, object, Documents, Expected])[] = [
	['whole', {}, {}, {}],
	[
		'without its class',
		{},
		{ [badge.id]: 404 },
		{
			verdict: 'refused',
			structure: 'incomplete',
			issuer: 'not-reached',
			register: 'not-reached',
			binding: 'not-reached',
		},
	],
	[
		'its class silent',
		{},
		{ [badge.id]: undefined },
		{
			verdict: 'unknown',
			structure: 'class-unreachable',
			issuer: 'not-reached',
			register: 'not-reached',
			binding: 'not-reached',
		},
	],
	[
		'its class silent, and a fault',
		{ recipient: 12 },
		{ [badge.id]: undefined },
		{
			verdict: 'refused',
			structure: 'incomplete',
			issuer: 'not-reached',
			register: 'not-reached',
			binding: 'not-reached',
			recipient: 'names-nobody',
		},
	],
	[
		'its issuer silent',
		{},
		{ [issuer.id]: undefined },
		{ verdict: 'valid-issuer-unproven', issuer: 'unreachable', binding: 'unproven' },
	],
	[
		'a class that departs',
		{},
		{ [badge.id]: { ...badge, description: undefined } },
		{ structure: 'departures' },
	],
	[
		'a class that states another address',
		{},
		{ [badge.id]: { ...badge, id: 'https://y.example/class' } },
		{ structure: 'departures' },
	],
	[
		'a class that states its address over http, with a last slash',
		{},
		{ [badge.id]: { ...badge, id: `${badge.id.replace('https:', 'http:')}/` } },
		{},
	],
	['an issuer that departs', {}, { [issuer.id]: { ...issuer, url: undefined } }, { structure: 'departures' }],
	[
		'taken back, saying no more',
		{},
		{ [ID]: { id: ID, revoked: true } },
		{ verdict: 'revoked', signature: 'hosted-withdrawn', status: 'revoked' },
	],
	[
		'given and taken back, saying no more',
		{ badge: undefined },
		{ [ID]: 410 },
		{
			verdict: 'revoked',
			structure: 'not-reached',
			issuer: 'not-reached',
			register: 'not-reached',
			binding: 'not-reached',
			signature: 'hosted-withdrawn',
			status: 'revoked',
		},
	],
	[
		'its site failing',
		{},
		{ [ID]: 500 },
		{ verdict: 'unknown', signature: 'hosted-unreachable', status: 'hosted-unreachable' },
	],
	[
		'no such badge',
		{},
		{ [ID]: 404 },
		{ verdict: 'refused', signature: 'hosted-absent', status: 'not-reached' },
	],
	[
		'a page in its place',
		{},
		{ [ID]: '<p>' },
		{ verdict: 'refused', signature: 'hosted-absent', status: 'not-reached' },
	],
	[
		'no backing',
		{ verification: { type: 'Autre' } },
		{},
		{
			verdict: 'unknown',
			structure: 'departures',
			signature: 'no-backing',
			binding: 'not-reached',
			status: 'no-status',
		},
	],
	[
		'no backing, withdrawn',
		{ verification: { type: 'Autre' } },
		{ [issuer.id]: { ...issuer, revocationList: `${SITE}/r` }, [`${SITE}/r`]: { revokedAssertions: [ID] } },
		{
			verdict: 'revoked',
			structure: 'departures',
			signature: 'no-backing',
			binding: 'not-reached',
			status: 'revoked',
		},
	],
	[
		'said to be signed',
		{ verification: { type: 'SignedBadge' } },
		{},
		{ verdict: 'refused', signature: 'no-proof', binding: 'not-reached', status: 'no-status' },
	],
	[
		'without an address',
		{ id: 'urn:uuid:1' },
		{},
		{ verdict: 'unknown', signature: 'hosted-nowhere', binding: 'not-reached', status: 'hosted-nowhere' },
	],
	['endorsed', { endorsement: [{ id: 'urn:e' }] }, {}, { endorsements: 'unproven' }],
	[
		'its class endorsed',
		{},
		{ [badge.id]: { ...badge, endorsement: 'urn:e' } },
		{ endorsements: 'unproven' },
	],
	[
		'its issuer endorsed',
		{},
		{ [issuer.id]: { ...issuer, endorsement: 'urn:e' } },
		{ endorsements: 'unproven' },
	],
	[
		'an issuer that is nowhere on the Web',
		{},
		{ [badge.id]: { ...badge, issuer: { name: 'École' } } },
		{ verdict: 'valid-issuer-unproven', issuer: 'no-record', binding: 'unproven' },
	],
	[
		'with a list of one value in each place',
		{
			badge: [badge.id],
			verification: [{ type: 'HostedBadge' }],
			issuedOn: ['2026-10-08T14:00:00Z'],
			expires: ['2030-01-01'],
		},
		{ [badge.id]: { ...badge, issuer: [issuer.id], criteria: [`${SITE}/criteria`] } },
		{ structure: 'departures' },
	],
	[
		'with an end in brackets, past',
		{ expires: ['2026-11-01'] },
		{},
		{ verdict: 'expired', structure: 'departures', dates: 'expired' },
	],
	[
		'taken back in brackets',
		{},
		{ [ID]: { ...assertion, revoked: [true] } },
		{ verdict: 'revoked', signature: 'hosted-withdrawn', status: 'revoked' },
	],
	[
		'a class in place in brackets, its issuer in brackets under another name',
		{ badge: [{ ...badge, issuer: [{ id: issuer.id, name: 'Ministère' }] }] },
		{},
		{ verdict: 'altered', signature: 'hosted-differs', structure: 'departures' },
	],
	['a class in place that is the site’s', { badge: { ...badge } }, {}, {}],
	[
		'a class in place, its issuer in place',
		{ badge: { ...badge, issuer: { id: issuer.id, name: issuer.name } } },
		{},
		{},
	],
	[
		'a class in place, of another name',
		{ badge: { ...badge, name: 'Autre' } },
		{},
		{ verdict: 'altered', signature: 'hosted-differs' },
	],
	[
		'a class in place, its issuer under another name',
		{ badge: { ...badge, issuer: { id: issuer.id, name: 'Ministère' } } },
		{},
		{ verdict: 'altered', signature: 'hosted-differs' },
	],
	['a class in place, its issuer without a name', { badge: { ...badge, issuer: { id: issuer.id } } }, {}, {}],
	[
		'a class in place, its issuer another',
		{ badge: { ...badge, issuer: { id: `${SITE}/z`, name: issuer.name } } },
		{},
		{ verdict: 'altered', signature: 'hosted-differs' },
	],
	['a class in place, its site silent', { badge: { ...badge } }, { [badge.id]: undefined }, {}],
	[
		'a class in place with an issuer under another name, its site silent',
		{ badge: { ...badge, issuer: { id: issuer.id, name: 'Ministère' } } },
		{ [badge.id]: undefined },
		{ verdict: 'altered', signature: 'hosted-differs' },
	],
	[
		'a class in place with an issuer of its own, whose site is silent',
		{ badge: { ...badge, issuer: { id: issuer.id, name: 'Ministère' } } },
		{ [badge.id]: undefined, [issuer.id]: undefined },
		{ verdict: 'valid-issuer-unproven', issuer: 'unreachable', binding: 'unproven' },
	],
	[
		'a class in place of another, its site gone',
		{ badge: { ...badge, name: 'Autre' } },
		{ [ID]: 404 },
		{ verdict: 'refused', signature: 'hosted-absent', status: 'not-reached' },
	],
];

test.each(CASES)('a hosted badge, %s', async (_what, change, documents, changes) => {
	const given = JSON.parse(JSON.stringify({ ...assertion, ...change })) as JsonObject;
	const report = await verifyBadge(JSON.stringify(given), at({ ...world, [ID]: given, ...documents }));
	await expectSteps(report, { ...good, ...changes });
});

test('what a report fills its sentences with', async () => {
	const told = async (change: object, documents: Documents, more: Partial<VerifyOptions> = {}) => {
		const given = { ...assertion, ...change };
		return verifyBadge(JSON.stringify(given), at({ ...world, [ID]: given, ...documents }, more));
	};
	const whole = await told({}, {});
	expect(whole).toMatchObject({
		spec: '2.0',
		issuer: { id: issuer.id, name: issuer.name },
		achievement: { id: badge.id, name: badge.name },
		credential: assertion,
	});
	expect(paramsOf(whole, 'version')).toEqual({ version: '2.0' });
	expect(paramsOf(whole, 'receive')).toEqual({ kind: 'json' });
	expect(paramsOf(whole, 'binding')).toEqual({ address: ID });
	expect(paramsOf(await told({}, { [badge.id]: undefined }), 'structure')).toEqual({ address: badge.id });
	expect(paramsOf(await told({ endorsement: 'urn:e' }, {}), 'endorsements')).toEqual({ name: 'urn:e' });
	expect(paramsOf(await told({ endorsement: {} }, {}), 'endorsements')).toEqual({ name: '' });
	const differs = await told({ badge: { ...badge, name: 'Autre' } }, {});
	expect(paramsOf(differs, 'signature')).toEqual({ detail: 'badge' });
	// If the badge class is not found, the report names neither achievement nor issuer.
	const lost = await told({ badge: undefined }, {});
	expect([lost.achievement, lost.issuer]).toEqual([null, null]);
	const nameless = await told({ badge: { name: 'x', issuer: { name: 'École' } } }, {});
	expect([nameless.achievement, nameless.issuer]).toEqual([
		{ id: '', name: 'x' },
		{ id: '', name: 'École' },
	]);
	const missing = await told({}, { [badge.id]: 404 });
	expect(missing.checks[3]?.details).toEqual([{ path: 'badge', problem: 'bad-reference' }]);
	const asked: string[] = [];
	await told({}, {}, { knownIssuers: (id) => (asked.push(id), { kind: 'unlisted' }) });
	expect(asked).toEqual([issuer.id]);
});

test('a badge out of a picture, or at the address that a picture holds', async () => {
	const text = JSON.stringify(assertion);
	const options = at(world);
	const pictured = { ...good, extract: 'extracted' };
	for (const [given, picture] of [
		[bakePng(png(), text, 'openbadges'), 'PNG'],
		[bakeSvg(SVG, text), 'SVG'],
	] as const) {
		const report = await verifyBadge(given, options);
		await expectSteps(report, pictured);
		expect(paramsOf(report, 'extract')).toEqual({ picture });
	}
	const pointing = await verifyBadge(bakePng(png(), ID, 'openbadges'), options);
	await expectSteps(pointing, pictured);
	const gone = await verifyBadge(bakePng(png(), ID, 'openbadges'), at({ ...world, [ID]: 410 }));
	await expectSteps(gone, { verdict: 'revoked', extract: 'extracted', status: 'revoked' });
	const other = await verifyBadge(bakePng(png(), ID, 'openbadges'), at({ ...world, [ID]: badge }));
	await expectSteps(other, { verdict: 'unsupported', extract: 'extracted', version: 'badge-class' });
	expect(other.credential).toEqual(badge);
	const strange = await verifyBadge(bakePng(png(), ID, 'openbadges'), at({ ...world, [ID]: { a: 1 } }));
	await expectSteps(strange, { verdict: 'malformed', version: 'not-open-badge' });
	const nothing = await verifyBadge(bakePng(png(), ID, 'openbadges'), at({ ...world, [ID]: 404 }));
	await expectSteps(nothing, { verdict: 'malformed', receive: 'nothing-there' });
});

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
function token(payload: object): string {
	const input = `${part({ alg: 'ES256' })}.${part(payload)}`;
	const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const;
	return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
}

test('a signed badge, whole, in a picture, altered, and withdrawn', async () => {
	const key = {
		id: `${SITE}/key`,
		owner: issuer.id,
		publicKeyPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
	};
	const signed = { ...assertion, id: 'urn:uuid:s', verification: { type: 'SignedBadge', creator: key.id } };
	const listing = { ...world, [issuer.id]: { ...issuer, publicKey: key } };
	const whole = { ...good, signature: 'sound', binding: 'bound', status: 'no-status' };
	const report = await verifyBadge(token(signed), at(listing));
	await expectSteps(report, whole);
	expect(paramsOf(report, 'receive')).toEqual({ kind: 'jwt' });
	const baked = await verifyBadge(bakePng(png(), token(signed), 'openbadges'), at(listing));
	await expectSteps(baked, { ...whole, extract: 'extracted' });
	expect(paramsOf(baked, 'extract')).toEqual({ picture: 'PNG' });
	const [head, , tail] = token(signed).split('.');
	const forged = `${head}.${part({ ...signed, issuedOn: '2026-10-09T14:00:00Z' })}.${tail}`;
	await expectSteps(await verifyBadge(forged, at(listing)), {
		...whole,
		verdict: 'altered',
		signature: 'broken',
		binding: 'not-reached',
	});
	const withdrawing = {
		...listing,
		[issuer.id]: { ...issuer, publicKey: key, revocationList: `${SITE}/r` },
		[`${SITE}/r`]: { revokedAssertions: ['urn:uuid:s'] },
	};
	await expectSteps(await verifyBadge(token(signed), at(withdrawing)), {
		...whole,
		verdict: 'revoked',
		status: 'revoked',
	});
	// In a signed badge the class was signed with it: what the site serves later does not count.
	const inside = { ...signed, badge: { ...badge, name: 'Signé' } };
	expect((await verifyBadge(token(inside), at(listing))).achievement).toEqual({
		id: badge.id,
		name: 'Signé',
	});
	// The key of a signed badge is looked for even if no issuer is found.
	const alone = await verifyBadge(token({ ...signed, badge: undefined }), at({ ...listing, [key.id]: key }));
	await expectSteps(alone, {
		verdict: 'refused',
		structure: 'incomplete',
		signature: 'sound',
		binding: 'unproven',
		status: 'list-unreachable',
	});
});

const early = (change: object = {}) => ({
	uid: 'a1',
	recipient: { type: 'email', hashed: false, identity: 'ada@ecole.example' },
	badge: badge.id,
	verify: { type: 'hosted', url: ID },
	issuedOn: 1_790_000_000,
	...change,
});
const first = {
	recipient: 'ada@ecole.example',
	issued_on: '2026-10-08',
	badge: { name: 'Collaboration', description: 'x', image: 'x', issuer: { name: 'École', origin: SITE } },
};

const V1_CONTEXT = 'https://w3id.org/openbadges/v1';
const PEM_AT = `${SITE}/uploads/key.pem`;
const pemServed = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
/** Badges of 1.0 and 1.1 to sign, which name a key in PEM on the issuer's site. */
const earlySigned: readonly (readonly [LegacyVersion, object])[] = [
	['1.0', { ...early(), verify: { type: 'signed', url: PEM_AT } }],
	[
		'1.1',
		{
			...assertion,
			'@context': V1_CONTEXT,
			id: 'urn:uuid:s',
			verification: undefined,
			verify: { type: 'signed', url: PEM_AT },
		},
	],
];

test.each(earlySigned)(
	'a signed badge that says it is of %s counts as such if its issuer’s documents are as old',
	async (version, given) => {
		const { '@context': _class, type: _type, ...plainClass } = badge;
		const { '@context': _profile, type: _kind, ...plainProfile } = issuer;
		const old = (context: object) => ({
			[badge.id]: { ...plainClass, ...context, type: 'BadgeClass' },
			[issuer.id]: { ...plainProfile, ...context, type: 'Issuer' },
		});
		const told = async (documents: Documents, more: object = {}) => {
			const sites = { ...world, [PEM_AT]: pemServed, ...documents };
			const report = await verifyBadge(token({ ...given, ...more }), at(sites));
			expect(report.spec).toBe(version);
			return [report.verdict, steps(report, ['signature', 'binding'])];
		};
		const bound = ['valid', { signature: 'sound', binding: 'bound' }];
		const unproven = ['valid-issuer-unproven', { signature: 'sound', binding: 'unproven' }];
		expect(await told(old({}))).toEqual(bound);
		expect(await told(old({ '@context': V1_CONTEXT }))).toEqual(bound);
		// Whoever may put a file on the issuer's site could sign in its name, if the assertion alone said by
		// which rules its key is judged.
		expect(await told({})).toEqual(unproven);
		expect(await told({ [badge.id]: old({})[badge.id] })).toEqual(unproven);
		expect(await told({ [issuer.id]: old({})[issuer.id] })).toEqual(unproven);
		const typed = { ...plainProfile, type: 'Profile' };
		expect(await told({ ...old({}), [issuer.id]: typed })).toEqual(unproven);
		// The class that stands in the assertion is the holder's too.
		expect(await told({}, { badge: old({})[badge.id] })).toEqual(unproven);
		// A profile that lists the key says itself whose it is, whatever its version.
		expect(await told({ [issuer.id]: { ...issuer, publicKey: PEM_AT } })).toEqual(bound);
	},
);

test('the documents that a badge names are judged by the versions that they state', async () => {
	const told = async (given: object, documents: Documents, ids: readonly CheckId[]) => {
		const sites = { ...world, [ID]: given, ...documents };
		const fetchBadge = () => ({ kind: 'found', bytes: Buffer.from(JSON.stringify(given)) }) as const;
		const report = await verifyBadge(ID, at(sites, { fetchBadge }));
		return [report.verdict, steps(report, ids)];
	};
	// In 1.0 a profile did not state its own address; in 2.0 it must.
	const { id: _id, ...nameless } = issuer;
	expect(await told(early(), { [issuer.id]: nameless }, ['issuer'])).toEqual([
		'refused',
		{ issuer: 'mismatch' },
	]);
	const { '@context': _context, type: _type, ...plain } = nameless;
	const { '@context': _v2, ...plainClass } = badge;
	const old = { [badge.id]: plainClass, [issuer.id]: plain };
	expect(await told(early(), old, ['issuer'])).toEqual(['valid', { issuer: 'found' }]);
	expect(await told(early(), { ...old, [badge.id]: badge }, ['issuer'])).toEqual([
		'refused',
		{ issuer: 'mismatch' },
	]);
	// A class of 2.0 in an assertion of 0.5 names a profile, which says where badges may be hosted.
	const late = { ...first, badge };
	const elsewhere = { ...issuer, verification: { startsWith: `${SITE}/elsewhere/` } };
	expect(await told(late, { [issuer.id]: elsewhere }, ['issuer', 'binding'])).toEqual([
		'refused',
		{ issuer: 'found', binding: 'out-of-scope' },
	]);
	expect((await told(late, { [issuer.id]: undefined }, ['binding']))[1]).toEqual({ binding: 'unproven' });
	// A class or a profile of another type, and terms with another meaning.
	const foreign = { [badge.id]: { ...badge, type: ['BadgeClass', 'Profile'] } };
	expect((await told(early(), foreign, ['structure']))[1]).toEqual({ structure: 'incomplete' });
	const inverse = { [issuer.id]: { ...issuer, type: ['Profile', 'BadgeClass'] } };
	expect((await told(early(), inverse, ['structure']))[1]).toEqual({ structure: 'incomplete' });
	const inline = { [badge.id]: { ...badge, '@context': [V2, { issuer: 'https://x.example/' }] } };
	expect((await told(early(), inline, ['vocabulary']))[1]).toEqual({ vocabulary: 'inline-context' });
});

test('a hosted badge has the version of the copy on its site, not of the copy in hand', async () => {
	const copy = { ...assertion, image: 'data:image/png;base64,AA==' };
	const { '@context': _context, ...given } = copy;
	const report = await verifyBadge(JSON.stringify(given), at({ ...world, [ID]: copy }));
	await expectSteps(report, { verdict: 'refused', version: 'open-badges-2', structure: 'incomplete' });
	expect([report.spec, paramsOf(report, 'version')]).toEqual(['2.0', { version: '2.0' }]);
});

test('badges of 0.5 and 1.0: at the address that they name, or where they were found', async () => {
	const one = early();
	await expectSteps(await verifyBadge(JSON.stringify(one), at({ ...world, [ID]: one })), {
		...good,
		version: 'open-badges-1',
		vocabulary: 'no-context',
	});
	const alone = await verifyBadge(JSON.stringify(first), at({ ...world, [ID]: first }));
	await expectSteps(alone, {
		...good,
		verdict: 'unknown',
		version: 'open-badges-1',
		vocabulary: 'no-context',
		issuer: 'no-record',
		signature: 'hosted-nowhere',
		binding: 'not-reached',
		status: 'hosted-nowhere',
	});
	expect(paramsOf(alone, 'version')).toEqual({ version: '0.5' });
	const fetchBadge = () => ({ kind: 'found', bytes: Buffer.from(JSON.stringify(first)) }) as const;
	const found = await verifyBadge(ID, at({ ...world, [ID]: first }, { fetchBadge }));
	expect([found.verdict, steps(found, ['signature', 'binding', 'status'])]).toEqual([
		'valid',
		{ signature: 'hosted-copy', binding: 'in-scope', status: 'still-hosted' },
	]);
	expect(found.issuer).toEqual({ id: SITE, name: 'École' });
	// In 0.5 what the badge says of its issuer is all that there is: it is checked as a profile.
	const unnamed = { ...first, badge: { ...first.badge, issuer: { name: 12, origin: SITE } } };
	const unnamedBytes = Buffer.from(JSON.stringify(unnamed));
	const nonsense = await verifyBadge(
		ID,
		at({ ...world, [ID]: unnamed }, { fetchBadge: () => ({ kind: 'found', bytes: unnamedBytes }) }),
	);
	await expectSteps(nonsense, { verdict: 'refused', structure: 'incomplete' });
	const elsewhere = {
		...first,
		badge: { ...first.badge, issuer: { name: 'École', origin: 'https://y.example' } },
	};
	const bytes = Buffer.from(JSON.stringify(elsewhere));
	const forged = await verifyBadge(
		ID,
		at({ ...world, [ID]: elsewhere }, { fetchBadge: () => ({ kind: 'found', bytes }) }),
	);
	await expectSteps(forged, { verdict: 'refused', binding: 'out-of-scope' });
});

test('a site that answers under its other name, with « www » or without, is the one that was asked', async () => {
	const www = (url: string) => url.replace('://', '://www.');
	const sending =
		(which: readonly string[], to: (url: string) => string): VerifyOptions['fetchDocument'] =>
		(url) => {
			const found = at(world).fetchDocument?.(url) as Extract<FetchedDocument, { kind: 'found' }>;
			return which.includes(url) ? { ...found, address: to(url) } : found;
		};
	const told = (which: readonly string[], to: (url: string) => string) => {
		const fetchDocument = sending(which, to);
		return verifyBadge(JSON.stringify(assertion), at(world, fetchDocument ? { fetchDocument } : {}));
	};
	const all = await told([ID, badge.id, issuer.id], www);
	await expectSteps(all, { ...good, signature: 'hosted-other-name', issuer: 'found-other-name' });
	expect(paramsOf(all, 'signature')).toMatchObject({ address: ID, at: www(ID) });
	expect(paramsOf(all, 'issuer')).toEqual({ address: issuer.id, at: www(issuer.id) });
	// A redirect that changes more than `www.` (the path, the query, the rest of the host) or leaves https
	// leads to another site.
	for (const to of [
		(url: string) => `${www(url)}/x`,
		(url: string) => `${www(url)}?x`,
		(url: string) => www(url).replace('https', 'http'),
		(url: string) => url.replace('badges.', 'www.'),
		(url: string) => www(url).replace('.example', '.example.mallory.example'),
	]) {
		expect([to(ID), (await told([ID], to)).verdict]).toEqual([to(ID), 'refused']);
		expect([to(ID), (await told([issuer.id], to)).verdict]).toEqual([to(ID), 'valid-issuer-unproven']);
		expect([to(ID), (await told([badge.id], to)).verdict]).toEqual([to(ID), 'unknown']);
	}
});

test('what stands at the address of a hosted badge', () => {
	const document = (more: object = {}) =>
		({
			kind: 'document',
			document: JSON.parse(JSON.stringify({ ...assertion, ...more })) as JsonObject,
		}) as const;
	const of = (...[served, address = ID]: [Parameters<typeof compareHosted>[2], string?]) => {
		const { signature, status, copy, movedTo } = compareHosted(assertion, address, served);
		return [signature.reason, status.reason, copy !== undefined, movedTo];
	};
	expect(of(document())).toEqual(['hosted-copy', 'still-hosted', true, undefined]);
	expect(of(document(), ID.replace('https', 'http'))).toEqual([
		'hosted-insecure',
		'still-hosted',
		true,
		undefined,
	]);
	expect(of({ ...document(), at: 'https://www.x.example' })).toEqual([
		'hosted-other-name',
		'still-hosted',
		true,
		undefined,
	]);
	expect(of(document({ badge: 'urn:x' }))).toEqual(['hosted-differs', 'still-hosted', true, undefined]);
	expect(of(document({ revoked: true }))).toEqual(['hosted-withdrawn', 'revoked', false, undefined]);
	expect(of(document({ revoked: 'true' }))).toEqual(['hosted-copy', 'still-hosted', true, undefined]);
	const to = 'https://y.example/a';
	expect(of({ kind: 'moved', to, held: document() })).toEqual(['hosted-copy', 'still-hosted', true, to]);
	expect(of({ kind: 'moved', to: 'http://y.example/a', held: document() })[0]).toBe('hosted-insecure');
	expect(of({ kind: 'gone', document: undefined })).toEqual([
		'hosted-withdrawn',
		'revoked',
		false,
		undefined,
	]);
	for (const held of [{ kind: 'absent' }, { kind: 'text', text: 'x' }] as const)
		expect(of(held)).toEqual(['hosted-absent', 'not-reached', false, undefined]);
	for (const [why, signature, status] of [
		['unreachable', 'hosted-unreachable', 'hosted-unreachable'],
		['not-supported', 'hosted-not-asked', 'hosted-not-asked'],
		['too-large', 'hosted-too-large', 'hosted-unreachable'],
	] as const) {
		expect(of({ kind: 'unknown', why })).toEqual([signature, status, false, undefined]);
		expect(compareHosted(assertion, ID, { kind: 'unknown', why }).signature.params).toEqual({ most: '6' });
	}
	const past = compareHosted(assertion, ID, { kind: 'unknown', why: 'too-many-documents' });
	for (const step of [past.signature, past.status])
		expect(step).toMatchObject({
			reason: 'too-many-documents',
			params: { mostDocuments: '8', mostLists: '4' },
		});
	const why = (reason: unknown) =>
		compareHosted(assertion, ID, document({ revoked: true, revocationReason: reason })).status.params;
	expect([why('Erreur'), why(12)]).toEqual([{ reason: 'Erreur' }, {}]);
	const differing = compareHosted({ ...assertion, issuedOn: '2020', narrative: 'x' }, ID, document());
	expect(differing.signature.params).toEqual({ detail: 'issuedOn, narrative' });
	const rewritten = compareHosted({ ...assertion, image: 'x', note: 'x' }, ID, document());
	expect(rewritten.signature).toMatchObject({
		reason: 'hosted-copy-differs',
		params: { address: ID, detail: 'image, note' },
	});
});

const NOW = new Date('2026-11-22T15:00:00Z');
const DAY = 24 * 60 * 60 * 1000;
const from = (milliseconds: number) => new Date(NOW.getTime() + milliseconds).toISOString();
test.each<readonly [object, string, object]>([
	[{}, 'undated', {}],
	[{ issuedOn: null, expires: null }, 'undated', {}],
	[{ issuedOn: '2026-10-08' }, 'in-force', { from: '2026-10-08T00:00:00.000Z' }],
	[{ issuedOn: from(5 * 60_000) }, 'in-force', { from: from(5 * 60_000) }],
	[{ issuedOn: from(5 * 60_000 + 1) }, 'not-yet', { date: from(5 * 60_000 + 1) }],
	[{ expires: from(-5 * 60_000) }, 'expires-soon', { date: from(-5 * 60_000) }],
	[{ expires: from(-5 * 60_000 - 1) }, 'expired', { date: from(-5 * 60_000 - 1) }],
	[{ expires: from(30 * DAY - 1) }, 'expires-soon', { date: from(30 * DAY - 1) }],
	[{ issuedOn: '2026-10-08', expires: from(30 * DAY) }, 'in-force', { from: '2026-10-08T00:00:00.000Z' }],
	[{ expires: '2026-11-22' }, 'expires-soon', { date: '2026-11-22T23:59:59.000Z' }],
	[{ expires: '2026-11-21' }, 'expired', { date: '2026-11-21T23:59:59.000Z' }],
	[{ expires: 'x' }, 'unreadable', { name: 'expires' }],
	[{ issuedOn: 'x' }, 'unreadable', { name: 'issuedOn' }],
	[{ issuedOn: 'x', expires: 'x' }, 'unreadable', { name: 'expires' }],
	[{ issuedOn: '2027-01-01', expires: 'x' }, 'not-yet', { date: '2027-01-01T00:00:00.000Z' }],
	[{ issuedOn: '2027-01-01', expires: '2026-01-01' }, 'expired', { date: '2026-01-01T23:59:59.000Z' }],
])('the dates %j', (dates, reason, params) => {
	expect(checkLegacyDates(dates as JsonObject, NOW)).toMatchObject({ reason, params });
});

const hex = (text: string) => createHash('sha256').update(text).digest('hex');
test.each<readonly [object, string | undefined, string]>([
	[{}, 'ada@ecole.example', 'names-nobody'],
	[{ recipient: {} }, undefined, 'names-nobody'],
	[{ recipient: 'ada@ecole.example' }, undefined, 'not-asked'],
	[{ recipient: 'ada@ecole.example' }, '  ', 'not-asked'],
	[{ recipient: 'ada@ecole.example' }, ' ada@ecole.example ', 'in-clear'],
	[{ recipient: `sha256$${hex('ada@ecole.examplesel')}`, salt: 'sel' }, 'ada@ecole.example', 'matches'],
	[{ recipient: `sha256$${hex('ada@ecole.example')}` }, 'ada@ecole.example', 'matches'],
	[
		{ recipient: { type: 'email', identity: hex('ada@ecole.examplesel'), salt: 'sel' } },
		'ada@ecole.example',
		'matches',
	],
	[
		{ recipient: { type: 'email', identity: hex('ada@ecole.examplesel') }, salt: 'sel' },
		'ada@ecole.example',
		'matches',
	],
	[{ recipient: { type: 'email', identity: hex('ada@ecole.example') } }, 'ada@ecole.example', 'matches'],
	[
		{ recipient: { type: ['id', 'E-mail'], identity: 'ada@ecole.example' } },
		'bruno@ecole.example',
		'no-match',
	],
	[{ recipient: { type: 'emailAddress', identity: 'ada@ecole.example' } }, 'ada@ecole.example', 'in-clear'],
	[{ recipient: { type: 'email_address', identity: 'ada@ecole.example' } }, 'ada@ecole.example', 'in-clear'],
	[{ recipient: { type: 'xemail', identity: 'ada@ecole.example' } }, 'ada@ecole.example', 'no-address'],
	[{ recipient: { type: 'id', identity: 'ada@ecole.example' } }, 'ada@ecole.example', 'no-address'],
	[{ recipient: { identity: 'ada@ecole.example' } }, 'ada@ecole.example', 'no-address'],
])('the recipient of %j, asked for %j: %s', (given, typed, reason) => {
	expect(checkLegacyRecipient(given as JsonObject, typed).reason).toBe(reason);
});

test('who an assertion names, word for word', () => {
	expect(identityOf({})).toEqual({ held: '', salt: '', isEmail: true });
	expect(identityOf({ recipient: { type: 'id' } })).toEqual({ held: '', salt: '', isEmail: false });
	expect(identityOf({ recipient: { identity: 'a', salt: 's' }, salt: 't' })).toMatchObject({
		held: 'a',
		salt: 's',
	});
});

const V1 = 'https://w3id.org/openbadges/v1';
type Vocabulary = readonly [readonly (object | undefined)[], LegacyVersion, string, string?];
const VOCABULARIES: readonly Vocabulary[] = [
	[[{ '@context': { recipient: 'x' } }], '0.5', 'no-context'],
	[[{ '@context': { recipient: 'x' } }], '1.0', 'no-context'],
	[[{ '@context': V2 }, undefined, {}], '2.0', 'known'],
	[[{ '@context': [V1, 'http://openbadgespec.org/v2/context.json'] }], '1.1', 'known'],
	[[{ '@context': [V2, 12] }], '2.0', 'known'],
	[
		[{ '@context': V2 }, { '@context': [V2, 'https://x.example/c'] }],
		'2.0',
		'extensions-unread',
		'https://x.example/c',
	],
	[[{ '@context': `https://x.example/?${V2}` }], '2.0', 'extensions-unread', `https://x.example/?${V2}`],
	[
		[{ '@context': [V2, { note: 'x:note', '@version': 1.1, autre: 'x:autre' }] }],
		'2.0',
		'extensions-unread',
		'note, autre',
	],
	[[{ '@context': [V2, { '@version': 1.1, '@language': 'fr', '@protected': true }] }], '2.0', 'known'],
	[[{ '@context': V2 }, { '@context': [V2, { recipient: 'x:recipient' }] }], '2.0', 'inline-context'],
	[[{ '@context': [{ note: 'x:note' }, { '@vocab': 'x:' }] }], '2.0', 'inline-context'],
];
test.each(
	VOCABULARIES.map(([documents, version, reason, context]) => ({ documents, version, reason, context })),
)('the vocabulary of $documents in $version is $reason', ({ documents, version, reason, context }) => {
	const found = checkLegacyVocabulary(documents as readonly JsonObject[], version);
	expect(found).toMatchObject({ reason, params: context === undefined ? {} : { context } });
});

test('no context of a badge’s own may give another meaning to a word of the standard', () => {
	const words = [
		...'id type recipient badge verification verify issuedOn issued_on image evidence narrative expires revoked'.split(
			' ',
		),
		...'revocationReason name description criteria issuer alignment alignments tags url email telephone'.split(
			' ',
		),
		...'publicKey revocationList revokedAssertions identity hashed salt uid owner publicKeyPem creator'.split(
			' ',
		),
		...'startsWith allowedOrigins verificationProperty targetName targetUrl targetDescription'.split(' '),
		...'targetFramework targetCode genre audience caption author endorsement claim endorsementComment'.split(
			' ',
		),
		...'related version language Assertion BadgeClass Issuer Profile Extension Criteria Evidence Image'.split(
			' ',
		),
		...'IdentityObject VerificationObject HostedBadge SignedBadge hosted signed RevocationList'.split(' '),
		...'CryptographicKey AlignmentObject Endorsement origin org contact cec obi'.split(' '),
	];
	for (const word of words)
		for (const definition of [
			'https://x.example/autre',
			{ '@id': 'https://x.example/autre' },
			{},
			12,
			{ '@id': 12 },
		])
			expect([word, hasOnlyExtensionTerms({ [word]: definition } as JsonObject)]).toEqual([word, false]);
	for (const [word, definition] of [
		['name', 'https://schema.org/name'],
		['name', 'schema:name'],
		['email', { '@id': 'http://schema.org/email' }],
		['owner', 'sec:owner'],
		['badge', 'obi:badge'],
		['badge', 'https://w3id.org/openbadges/v2#badge'],
		['obi', 'https://w3id.org/openbadges#'],
		['obi', { '@id': 'https://w3id.org/openbadges/v1#' }],
		['note', 12],
		['@version', 1.1],
		['@language', 'fr'],
		['@protected', true],
	] as const)
		expect([word, hasOnlyExtensionTerms({ [word]: definition } as JsonObject)]).toEqual([word, true]);
	for (const [word, definition] of [
		['name', 'https://schema.org/email'],
		['name', 'x:https://schema.org/name'],
		['obi', 'https://w3id.org/openbadges#obi'],
		['obi', 'obi:obi'],
		['@base', 'x'],
	] as const)
		expect([word, hasOnlyExtensionTerms({ [word]: definition } as JsonObject)]).toEqual([word, false]);
});

test('what an extension asks of its node, all of it', () => {
	const faults = (type: unknown, more: object) =>
		extensionFaults({ x: { type, ...more } } as JsonObject, 'badge').map(
			({ path, problem }) => `${path} ${problem}`,
		);
	const of = (name: string, more: object) => faults(['Extension', name], more);
	for (const geo of [undefined, 'x', {}, { latitude: 1 }, { longitude: 1 }, { latitude: '1', longitude: 1 }])
		expect(of('extensions:GeoCoordinates', { geo })).toEqual(['badge.x.geo wrong-value']);
	expect(of('extensions:GeoCoordinates', { geo: { latitude: 0, longitude: 0 } })).toEqual([]);
	for (const url of [undefined, 12, 'x', 'x y:z', '1x:y', 'x:'])
		for (const name of ['extensions:ApplyLink', 'extensions:OriginalCreator', 'Extensions:applyLink'])
			expect([url, of(name, { url })]).toEqual([url, ['badge.x.url wrong-value']]);
	expect(of('extensions:ApplyLink', { url: 'urn:x' })).toEqual([]);
	expect(of('extensions:ExampleExtension', {})).toEqual(['badge.x.exampleProperty wrong-value']);
	expect(of('extensions:ExampleExtension', { exampleProperty: '' })).toEqual([]);
	expect(of('extensions:Autre', {})).toEqual([]);
	// An object without the type `Extension` is not checked as an extension.
	expect(faults('extensions:ApplyLink', {})).toEqual([]);
	expect(extensionFaults({ x: 'Extension', y: [12] }, '')).toEqual([]);
	const two = [
		{ type: ['Extension', 'extensions:ApplyLink'] },
		{ type: ['Extension', 'extensions:ApplyLink'], url: 'urn:x' },
	];
	expect(extensionFaults({ x: two }, '')).toEqual([{ path: 'x.url', problem: 'wrong-value' }]);
});

test('our badges said in 2.0 say each of their words, and no word that they do not have', () => {
	const addresses = { assertion: ID, badge: badge.id, issuer: issuer.id };
	const subject = {
		id: 'urn:uuid:1',
		achievement: {
			name: 'Collaboration',
			description: 'Écrire.',
			criteria: { id: 'https://x.example/c', narrative: 'Avoir écrit.' },
			image: { id: 'https://x.example/a.png' },
			alignment: [
				{
					targetName: 'n',
					targetUrl: 'u',
					targetDescription: 'd',
					targetFramework: 'f',
					targetCode: 'c',
					type: ['Alignment'],
				},
			],
			tag: ['CRCN'],
		},
	};
	const piece = { id: 'https://x.example/e', name: 'n', narrative: 'r', description: 'd', genre: 'g' };
	const credential: JsonObject = {
		credentialSubject: subject,
		validFrom: '2026-10-08T14:00:00Z',
		validUntil: '2030-01-01T00:00:00Z',
		description: 'Mot.',
		evidence: [{ ...piece, audience: 'a' }],
	};
	expect(openBadges2Assertion(credential, { ...addresses, picture: 'https://x.example/p' }, 'sel')).toEqual({
		'@context': V2,
		type: 'Assertion',
		id: ID,
		recipient: { type: 'id', hashed: true, salt: 'sel', identity: `sha256$${hex('urn:uuid:1sel')}` },
		badge: badge.id,
		verification: { type: 'HostedBadge' },
		issuedOn: '2026-10-08T14:00:00Z',
		expires: '2030-01-01T00:00:00Z',
		image: 'https://x.example/p',
		narrative: 'Mot.',
		evidence: [{ type: 'Evidence', ...piece }],
	});
	const { type: _type, ...alignment } = subject.achievement.alignment[0] as { type: string[] };
	expect(openBadges2Class(credential, addresses)).toEqual({
		'@context': V2,
		type: 'BadgeClass',
		id: badge.id,
		name: 'Collaboration',
		description: 'Écrire.',
		image: 'https://x.example/a.png',
		criteria: subject.achievement.criteria,
		issuer: issuer.id,
		alignment: [alignment],
		tags: ['CRCN'],
	});
	const bare = { credentialSubject: { id: 'urn:uuid:1', achievement: {} }, image: 'https://x.example/b.png' };
	expect(openBadges2Class(bare, addresses)).toEqual({
		'@context': V2,
		type: 'BadgeClass',
		id: badge.id,
		image: 'https://x.example/b.png',
		criteria: {},
		issuer: issuer.id,
	});
	expect(Object.keys(openBadges2Assertion(bare, addresses, 'sel'))).not.toContain('evidence');
	expect(() => openBadges2Assertion({ credentialSubject: {} }, addresses, 'sel')).toThrow('no subject id');
	expect(revokedAssertion(ID, 'Erreur')).toEqual({
		'@context': V2,
		type: 'Assertion',
		id: ID,
		revoked: true,
		revocationReason: 'Erreur',
	});
	expect(revokedAssertion(ID, null)).not.toHaveProperty('revocationReason');
});
