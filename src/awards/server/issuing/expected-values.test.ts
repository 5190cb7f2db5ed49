import { expect, test } from 'vitest';
import { serializeCredential, type JsonObject } from '#openbadges';
import type { Issuance } from '../../issuance.ts';
import { uniqueKey, keyPartsOfAward, keyPartsOfIssuance } from './unique-key.ts';
import { expectedValuesOf } from './expected-values.ts';
import { digestOf, mustHaveExpectedValues, LintFault, parseUnalteredText } from './issuance-text.ts';

const ORIGIN = 'https://macaron.example';
const issuer = {
	...{ id: 'i', institution: 'e', slug: 'erables', did: 'did:web:macaron.example:i:erables' },
	...{ origin: ORIGIN, createdAt: new Date(0) },
};
const AT = new Date('2026-11-22T15:00:00.900Z');
const EARLIER = '2026-10-01T08:00:00.500Z';
const unsigned = serializeCredential({ a: 1, b: 'é' });
const issuance: Issuance = {
	...{ id: 's1', person: 'ada', institution: 'e', badge: 'practice-ethics', application: null, issuer: 'i' },
	...{ kid: 'k', statusList: 3, statusIndex: 42, shortCode: 'c', unsigned, digest: digestOf(unsigned) },
	intent: {
		...{ definitionVersion: 2, locale: 'en', subject: 'urn:uuid:1', decidedBy: null, acceptance: null },
		basis: { said: 'advanced', shown: null, observed: null, minutes: 0, reflections: 0, evidence: 0 },
	},
	...{ step: 'intended', proof: null, voided: null, reissueOf: null, createdAt: AT, updatedAt: AT },
};
const expected = (set: Partial<Issuance> = {}, intent: Partial<NonNullable<Issuance['intent']>> = {}) =>
	Object.fromEntries(
		expectedValuesOf({ ...issuance, intent: { ...issuance.intent!, ...intent }, ...set }, issuer).map(
			({ what, path, value }) => [what, `${path.join('.')} = ${String(value)}`],
		),
	);

test('what a text must say, by the columns of its issuance', () => {
	expect(expected()).toEqual({
		id: `id = ${ORIGIN}/b/s1`,
		issuer: `issuer.id = ${issuer.did}`,
		date: 'validFrom = 2026-11-22T15:00:00Z',
		'date of award': 'awardedDate = 2026-11-22T15:00:00Z',
		end: 'validUntil = null',
		recipient: 'credentialSubject.id = urn:uuid:1',
		'e-mail': 'credentialSubject.identifier = null',
		achievement: `credentialSubject.achievement.id = ${ORIGIN}/badges/practice-ethics#en`,
		'status list': `credentialStatus.statusListCredential = ${ORIGIN}/i/erables/status/3`,
		'status entry': 'credentialStatus.statusListIndex = 42',
		proof: 'proof = null',
	});
	expect(expected({}, { validUntil: '2028-11-22T15:00:00.000Z' })).toMatchObject({
		end: 'validUntil = 2028-11-22T15:00:00Z',
	});
	expect(expected({ intent: null })).toMatchObject({
		recipient: 'credentialSubject.id = null',
		achievement: `credentialSubject.achievement.id = ${ORIGIN}/badges/practice-ethics`,
	});
});

test('the hash of an address, its salt and no second one; nothing of the kind where none was wanted', () => {
	const email = { hash: 'sha256$0a', salt: 'b1' };
	const identifier = 'credentialSubject.identifier';
	expect(expected({}, { email })).toMatchObject({
		'e-mail': `${identifier}.0.identityHash = ${email.hash}`,
		salt: `${identifier}.0.salt = b1`,
		'second identifier': `${identifier}.1 = null`,
	});
	for (const none of [{ email: null }, {}, { bindsEmail: true }])
		expect(expected({}, none)).toMatchObject({ 'e-mail': `${identifier} = null` });
	const told = (identifiers: readonly object[] | undefined, intent: object) => () =>
		mustHaveExpectedValues(
			{ credentialSubject: { identifier: identifiers } } as unknown as JsonObject,
			expectedValuesOf({ ...issuance, intent: { ...issuance.intent!, ...intent } }, issuer).filter(
				({ path }) => path[1] === 'identifier',
			),
		);
	const right = { identityHash: email.hash, salt: email.salt };
	expect(told([right], { email })).not.toThrow();
	expect(told(undefined, {})).not.toThrow();
	for (const [identifiers, intent] of [
		[[right], {}],
		[undefined, { email }],
		[[right, right], { email }],
		[[{ ...right, salt: 'b2' }], { email }],
		[[{ ...right, identityHash: 'sha256$0b' }], { email }],
	] as const)
		expect(told(identifiers, intent)).toThrow('is not the one intended');
});

test('what says another again says its date; what signs one anew its own, under the address and date of award', () => {
	const sibling = { of: 'a1', awardedAt: EARLIER };
	const reissue = { kid: 'old', awardedAt: '2026-09-09T09:09:09Z', reason: 'Volée' };
	expect(expected({}, { sibling })).toMatchObject({
		...{ date: 'validFrom = 2026-10-01T08:00:00Z', 'date of award': 'awardedDate = 2026-10-01T08:00:00Z' },
	});
	for (const intent of [{ reissue }, { reissue, sibling }])
		expect(expected({ reissueOf: 'a9' }, intent)).toMatchObject({
			id: `id = ${ORIGIN}/b/a9`,
			date: 'validFrom = 2026-11-22T15:00:00Z',
			'date of award': 'awardedDate = 2026-09-09T09:09:09Z',
		});
});

test('a stored text is given back only as it was stored and as it will be signed', () => {
	expect(parseUnalteredText(issuance)).toEqual({ text: unsigned, credential: { a: 1, b: 'é' } });
	const fault = (set: Partial<Issuance>) => {
		try {
			return parseUnalteredText({ ...issuance, ...set });
		} catch (problem) {
			if (!(problem instanceof LintFault)) throw problem;
			return [problem.name, problem.altered, problem.message];
		}
	};
	const altered = ['LintFault', true, 'A badge was not issued: its text is not what was stored.'];
	expect(fault({ unsigned: null })).toEqual(altered);
	expect(fault({ unsigned: `${unsigned} ` })).toEqual(altered);
	expect(fault({ digest: digestOf('other') })).toEqual(altered);
	const spaced = '{ "a": 1 }';
	expect(fault({ unsigned: spaced, digest: digestOf(spaced) })).toEqual([
		...['LintFault', false, 'A badge was not issued: its text does not survive being read.'],
	]);
});

test('a text says each thing it must, and nothing where nothing is expected', () => {
	const credential = { id: 'x', a: { b: 'y' } } as JsonObject;
	const hold = (path: readonly string[], value: string | null) => () =>
		mustHaveExpectedValues(credential, [{ what: 'thing', path, value }]);
	expect(hold(['id'], 'x')).not.toThrow();
	expect(hold(['a', 'b'], 'y')).not.toThrow();
	expect(hold(['c', 'd'], null)).not.toThrow();
	for (const [path, value] of [
		[['id'], 'z'],
		[['id'], null],
		[['a', 'b'], 'x'],
		[['c', 'd'], 'x'],
	] as const)
		expect(hold(path, value)).toThrow('A badge was not issued: its thing is not the one intended.');
});

test('what is on its way and what is given are named alike, a badge that says another again by its language too', () => {
	const award = { person: 'ada', badge: 'practice-ethics', translationOf: null, locale: 'en' } as const;
	const named = (one: object) => uniqueKey(keyPartsOfAward({ ...award, ...one } as never));
	expect(named({})).toBe('ada:practice-ethics');
	expect(named({ translationOf: 'a1' })).toBe('ada:practice-ethics:en');
	const underWay = (intent: object | null) =>
		uniqueKey(keyPartsOfIssuance({ ...issuance, intent: intent && { ...issuance.intent!, ...intent } }));
	expect(underWay({})).toBe('ada:practice-ethics');
	expect(underWay(null)).toBe('ada:practice-ethics');
	expect(underWay({ sibling: { of: 'a1', awardedAt: EARLIER } })).toBe('ada:practice-ethics:en');
});
