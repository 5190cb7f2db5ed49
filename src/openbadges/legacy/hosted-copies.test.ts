import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { badge, ID, issuer, SITE, V2 } from '../../../tests/hostile/older-world.ts';
import { verdictSentence, verifyBadge } from '../index.ts';
import type { JsonObject, Report, VerifyOptions } from '../index.ts';
import { differencesBetween, isSameAddress } from './compare.ts';
import { extensionFaults, hasOnlyExtensionTerms } from './extensions.ts';

const hex = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const assertion: JsonObject = {
	'@context': V2,
	type: 'Assertion',
	id: ID,
	recipient: { type: 'email', hashed: true, salt: 'sel', identity: `sha256$${hex('ada@ecole.examplesel')}` },
	badge: `${SITE}/class`,
	verification: { type: 'HostedBadge' },
	issuedOn: '2026-10-08T14:00:00Z',
	expires: '2030-01-01T00:00:00Z',
	evidence: `${SITE}/evidence/1`,
	image: `${SITE}/a.png`,
};
const world: Record<string, unknown> = { [ID]: assertion, [badge.id]: badge, [issuer.id]: issuer };

function options(documents: Record<string, unknown>, more: Partial<VerifyOptions> = {}): VerifyOptions {
	const unknown = { kind: 'unknown', why: 'not-supported' } as const;
	return {
		now: new Date('2026-11-22T15:00:00Z'),
		resolveIssuer: () => unknown,
		statusSource: () => unknown,
		fetchDocument: (url) =>
			documents[url] === undefined
				? { kind: 'found', status: 404, text: '', contentType: '' }
				: { kind: 'found', status: 200, text: JSON.stringify(documents[url]), contentType: '' },
		...more,
	};
}
const told = (given: object, documents = world, more: Partial<VerifyOptions> = {}) =>
	verifyBadge(JSON.stringify(given), options(documents, more));
const of = (report: Report, id: string) => report.checks.find((one) => one.id === id);

describe('the copy on the site counts', () => {
	test.each([
		['its picture moved', { image: 'https://cdn.example/a.png' }, 'image'],
		['the same instant in another zone', { issuedOn: '2026-10-08T10:00:00-04:00' }, 'issuedOn'],
		['the same instant, with its thousandths', { issuedOn: '2026-10-08T14:00:00.000Z' }, 'issuedOn'],
		['the day alone', { issuedOn: '2026-10-08' }, 'issuedOn'],
		['its end in another zone', { expires: '2029-12-31T19:00:00-05:00' }, 'expires'],
		['its own address in http', { id: ID.replace('https', 'http') }, 'id'],
		['its evidence in http', { evidence: `${SITE}/evidence/1`.replace('https', 'http') }, 'evidence'],
		[
			'the person in clear',
			{ recipient: { type: 'email', hashed: false, identity: 'ada@ecole.example' } },
			'recipient',
		],
		['words that the site no longer has', { 'extensions:note': 'x' }, 'extensions:note'],
	])('%s: valid, and it is told', async (_what, change, named) => {
		const documents = { ...world, [ID.replace('https', 'http')]: assertion };
		const report = await told({ ...assertion, ...change }, documents);
		expect(report.verdict).toBe('valid');
		expect(of(report, 'signature')).toMatchObject({ outcome: 'warn', reason: 'hosted-copy-differs' });
		expect(of(report, 'signature')?.params['detail']).toContain(named);
		// The report shows the hosted copy, not the one that was submitted.
		expect(report.credential).toEqual(assertion);
	});

	test.each([
		[
			'somebody else',
			{ recipient: { type: 'email', hashed: false, identity: 'bruno@ecole.example' } },
			'recipient',
		],
		['another salt', { recipient: { ...(assertion['recipient'] as object), salt: 'x' } }, 'recipient'],
		['nobody', { recipient: undefined }, 'recipient'],
		['another badge', { badge: `${SITE}/other` }, 'badge'],
		['another day', { issuedOn: '2026-10-07' }, 'issuedOn'],
		['another second', { issuedOn: '2026-10-08T14:00:01Z' }, 'issuedOn'],
		['a later end', { expires: '2031-01-01T00:00:00Z' }, 'expires'],
		['no end', { expires: undefined }, 'expires'],
		['other evidence', { evidence: `${SITE}/evidence/2` }, 'evidence'],
		['a story of one’s own', { narrative: 'Davantage.' }, 'narrative'],
		['a name of its own', { uid: 'b', id: ID }, undefined],
	])('%s: the copy given says something else', async (_what, change, named) => {
		const report = await told(JSON.parse(JSON.stringify({ ...assertion, ...change })) as object);
		if (named === undefined) return expect(report.verdict).toBe('valid');
		expect(report.verdict).toBe('altered');
		expect(of(report, 'signature')?.params['detail']).toBe(named);
		// The verdict's sentence must not mention a signature: a hosted badge has none.
		expect(verdictSentence(report, 'fr')).not.toMatch(/signature/);
		expect(verdictSentence(report, 'en')).not.toMatch(/signature/);
	});

	test('a description given in place may be older than the site’s, not of another badge', async () => {
		const moved = { ...badge, image: 'https://cdn.example/c.png', description: 'Avant.' };
		expect((await told({ ...assertion, badge: moved })).verdict).toBe('valid');
		expect((await told({ ...assertion, badge: { ...badge, name: 'Autre' } })).verdict).toBe('altered');
		expect((await told({ ...assertion, badge: { ...badge, issuer: `${SITE}/z` } })).verdict).toBe('altered');
	});

	test('a badge of nobody agrees with nobody only', () => {
		expect(differencesBetween({}, {}).claims).toEqual([]);
		expect(differencesBetween({ recipient: 'a@x' }, {}).claims).toEqual(['recipient']);
		expect(differencesBetween({ uid: 'a' }, { uid: 'b' }).claims).toEqual(['uid']);
	});
});

test('two writings of one address are one, two addresses are two', () => {
	for (const other of [
		'http://x.example/a',
		'https://X.example/a',
		'https://x.example/a/',
		'https://x.example:443/a',
		'http://x.example:80/a',
	])
		expect([other, isSameAddress('https://x.example/a', other)]).toEqual([other, true]);
	for (const other of [
		'https://x.example/A',
		'https://x.example/a?b',
		'https://y.example/a',
		'https://x.example:8443/a',
		'urn:x',
	])
		expect([other, isSameAddress('https://x.example/a', other)]).toEqual([other, false]);
});

describe('whose the site is', () => {
	const http = { ...issuer, id: issuer.id.replace('https', 'http') };
	test('a profile that writes http of what is served over https is the issuer’s', async () => {
		expect((await told(assertion, { ...world, [issuer.id]: http })).verdict).toBe('valid');
		const other = { ...issuer, id: `${SITE}/z` };
		expect((await told(assertion, { ...world, [issuer.id]: other })).verdict).toBe('refused');
	});

	test.each([
		['an origin with its bar', { allowedOrigins: `${SITE}/` }, 'in-scope'],
		['an origin in capitals', { allowedOrigins: [new URL(SITE).host.toUpperCase()] }, 'in-scope'],
		['an origin in http', { allowedOrigins: SITE.replace('https', 'http') }, 'in-scope'],
		['a prefix in http', { startsWith: `${SITE}/a/`.replace('https', 'http') }, 'in-scope'],
		['a host that ends as ours does', { allowedOrigins: `x${new URL(SITE).host}` }, 'out-of-scope'],
		['a prefix of another place', { startsWith: `${SITE}/z/` }, 'out-of-scope'],
		['a prefix that is no address', { startsWith: 'badges' }, 'out-of-scope'],
	])('%s', async (_what, verification, reason) => {
		const report = await told(assertion, { ...world, [issuer.id]: { ...issuer, verification } });
		expect(of(report, 'binding')?.reason).toBe(reason);
	});
});

describe('extensions', () => {
	test.each([
		['terms of its own', { note: 'https://x.example/note' }, true],
		['a prefix', { ext: 'https://x.example/#' }, true],
		[
			'a term of the standard as the standard has it',
			{ startsWith: 'https://w3id.org/openbadges#startsWith' },
			true,
		],
		['a term of the standard under another name', { badge: 'https://w3id.org/openbadges#issuer' }, false],
		['a term of the standard elsewhere', { recipient: { '@id': 'https://x.example/recipient' } }, false],
		['a word for everything', { '@vocab': 'https://x.example/' }, false],
		['another import', { '@import': 'https://x.example/c' }, false],
		['another type', { Assertion: 'https://x.example/Assertion' }, false],
	])('a context written in place: %s', async (_what, context, harmless) => {
		expect(hasOnlyExtensionTerms(context)).toBe(harmless);
		const given = { ...assertion, '@context': [V2, context] };
		const report = await told(given, { ...world, [ID]: given });
		expect([report.verdict, of(report, 'vocabulary')?.reason]).toEqual(
			harmless ? ['valid', 'extensions-unread'] : ['unknown', 'inline-context'],
		);
	});

	const node = (type: string, more: object) => ({
		'@context': 'https://w3id.org/openbadges/extensions/x',
		type: ['Extension', type],
		...more,
	});
	test.each([
		['extensions:ApplyLink', { url: 'https://x.example/apply' }, { url: 'nulle part' }],
		['extensions:ApplyLink', { url: 'https://x.example/apply' }, {}],
		['extensions:OriginalCreator', { url: 'https://x.example/i' }, { url: 12 }],
		['extensions:ExampleExtension', { exampleProperty: 'oui' }, { exampleProperty: 1337 }],
		[
			'extensions:GeoCoordinates',
			{ geo: { latitude: 46.8, longitude: -71.2 } },
			{ geo: { latitude: 'nord' } },
		],
	])('%s that breaks its own schema is refused, where it stands', async (type, good, bad) => {
		for (const [fields, verdict] of [
			[good, 'valid'],
			[bad, 'refused'],
		] as const) {
			const given = { ...assertion, [type]: node(type, fields) };
			expect([fields, (await told(given, { ...world, [ID]: given })).verdict]).toEqual([fields, verdict]);
		}
		const described = { ...badge, [type]: node(type, bad) };
		const report = await told(assertion, { ...world, [badge.id]: described });
		expect([report.verdict, of(report, 'structure')?.details?.[0]?.path]).toEqual([
			'refused',
			expect.stringMatching(/^badge\./),
		]);
		expect(extensionFaults({ [type]: node('extensions:Inconnue', bad) }, '')).toEqual([]);
	});
});

test('a picture brought along with an assertion of 2.0 is nobody’s; one on the site, or in its class, is', async () => {
	const data = 'data:image/png;base64,iVBORw0KGgo=';
	for (const image of [data, { id: data, type: 'Image' }]) {
		const given = { ...assertion, image };
		const report = await told(given, { ...world, [ID]: given });
		expect(report.verdict).toBe('refused');
		expect(of(report, 'structure')?.details).toEqual([{ path: 'image', problem: 'wrong-value' }]);
	}
	expect((await told(assertion, { ...world, [badge.id]: { ...badge, image: data } })).verdict).toBe('valid');
	// Here only the submitted copy has an embedded picture: the hosted copy, which counts, has its own.
	expect((await told({ ...assertion, image: data })).verdict).toBe('valid');
});

describe('a date that the calendar does not have', () => {
	const older = (change: object) => ({
		uid: 'a7',
		recipient: assertion['recipient'],
		badge: badge.id,
		verify: { type: 'hosted', url: ID },
		issuedOn: 1_760_000_000,
		...change,
	});
	test.each([
		[{ issuedOn: '2026-02-30' }, 'unknown'],
		[{ issuedOn: '2026-13-01T00:00:00Z' }, 'unknown'],
		[{ expires: '2026-02-30T10:00:00Z' }, 'unknown'],
		[{ expires: 1e20 }, 'unknown'],
		[{ issuedOn: '2026-02-28' }, 'valid'],
		[{ expires: '2025-02-28' }, 'expired'],
		[{ issuedOn: '2026-02-30', expires: '2025-02-28' }, 'expired'],
	])('%j: %s', async (change, verdict) => {
		const given = older(change);
		expect((await told(given, { ...world, [ID]: given })).verdict).toBe(verdict);
	});
});

test('all that can be said of a badge whose site says otherwise is said', async () => {
	const report = await told({ ...assertion, issuedOn: '2020-01-01' }, world, {
		recipient: 'ada@ecole.example',
	});
	expect(report.checks.filter(({ reason }) => reason === 'not-reached')).toEqual([]);
	expect([
		of(report, 'issuer')?.reason,
		of(report, 'binding')?.reason,
		of(report, 'status')?.reason,
		of(report, 'recipient')?.reason,
	]).toEqual(['found', 'in-scope', 'still-hosted', 'matches']);
});

test('one that says nothing of its verification is believed at its own address', async () => {
	const { verification: _verification, ...rest } = assertion;
	const report = await told(rest, { ...world, [ID]: rest });
	expect([report.verdict, of(report, 'structure')?.reason]).toEqual(['valid', 'departures']);
	const nowhere = { ...rest, id: 'urn:uuid:1' };
	expect((await told(nowhere)).verdict).toBe('unknown');
});

test('a badge of 2.0 that names nobody is valid, and says so', async () => {
	for (const recipient of [undefined, {}, { type: 'email', hashed: false }]) {
		const given = JSON.parse(JSON.stringify({ ...assertion, recipient })) as object;
		const report = await told(given, { ...world, [ID]: given });
		expect([report.verdict, of(report, 'recipient')?.reason]).toEqual(['valid', 'names-nobody']);
		expect(verdictSentence(report, 'fr')).toContain('ne dit pas à qui');
	}
});
