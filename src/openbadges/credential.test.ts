import { expect, test } from 'vitest';
import { hashIdentity, unsignedBadge } from './index.ts';
import type { Json } from './index.ts';
import { badge, STATUS_INDEX, LIST, VALUES } from './worked-example.fixture.ts';

test('plain values make an Open Badge: contexts in order, sets as lists, whole seconds', () => {
	const credential = badge({ validFrom: new Date('2026-10-08T14:00:00.987Z') });
	expect(credential).toMatchObject({
		'@context': [
			'https://www.w3.org/ns/credentials/v2',
			'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
		],
		type: ['VerifiableCredential', 'OpenBadgeCredential'],
		validFrom: '2026-10-08T14:00:00Z',
		awardedDate: '2026-10-08T14:00:00Z',
		credentialStatus: {
			id: `${LIST}#${STATUS_INDEX}`,
			type: 'BitstringStatusListEntry',
			statusPurpose: 'revocation',
			statusListIndex: String(STATUS_INDEX),
			statusListCredential: LIST,
		},
	});
});

test('what the badge rests on: each basis is described by the achievement and pointed at by a result', () => {
	const subject = badge()['credentialSubject'] as Record<string, Json>;
	const achievement = subject['achievement'] as Record<string, Json>;
	const id = VALUES.achievement.id;
	expect(achievement['resultDescription']).toMatchObject([
		{ id: `${id}#said`, resultType: 'RubricCriterionLevel', requiredLevel: `${id}#said-intermediate` },
		{ id: `${id}#shown`, resultType: 'Result' },
		{ id: `${id}#observed`, resultType: 'Status' },
	]);
	expect(subject['result']).toEqual([
		{ type: ['Result'], resultDescription: `${id}#said`, achievedLevel: `${id}#said-advanced` },
		{ type: ['Result'], resultDescription: `${id}#shown`, value: '2' },
		{ type: ['Result'], resultDescription: `${id}#observed`, status: 'Completed' },
	]);
});

test('no name and no e-mail in the badge, and nothing empty', () => {
	const text = JSON.stringify(badge({ evidence: [], description: '', basis: [] }));
	expect(text.toLowerCase()).not.toContain('ada@ecole.example');
	expect(text).not.toMatch(/null|\[\]|:""|\{\}/);
	expect(text).not.toContain('resultDescription');
	const bare = unsignedBadge({ ...VALUES, recipient: { id: VALUES.recipient.id }, status: undefined });
	expect(JSON.stringify(bare)).not.toMatch(/identifier|credentialStatus/);
});

test('an identity is hashed with its salt, in lower case for an e-mail', () => {
	// Expected value: printf 'ada@ecole.exampleq3hT9' | sha256sum
	expect(hashIdentity('ADA@ecole.example', 'q3hT9')).toBe(hashIdentity('ada@ecole.example', 'q3hT9'));
	expect(hashIdentity('ada@ecole.example', 'q3hT9')).toBe(
		'sha256$31a7db3468de84ebdef2b1e314f5d7e0de2614207cda7227ff9359e69d3a1202',
	);
	expect(hashIdentity('Ada', '')).not.toBe(hashIdentity('ada', ''));
});

test.each([
	['an award without address', { id: 'b/1' }, 'id (not-uri)'],
	['no name', { achievement: { ...VALUES.achievement, name: ' ' } }, 'achievement.name (missing)'],
	['no criteria', { achievement: { ...VALUES.achievement, criteria: {} } }, 'criteria.narrative (missing)'],
	[
		'a level off its scale',
		{ basis: [{ id: 'said', name: 'Dit', levels: [], level: 'x' }] },
		'bad-reference',
	],
	['a basis twice', { basis: [VALUES.basis?.[1], VALUES.basis?.[1]] }, 'two entries of the basis'],
	['a basis with a strange id', { basis: [{ id: 'a b', name: 'Dit', value: '1' }] }, 'letters'],
	['a negative entry', { status: { list: LIST, index: -1 } }, 'whole number'],
])('%s makes no badge', (_what, values, message) => {
	expect(() => badge(values as object)).toThrow(message);
	expect(() => badge(values as object)).toThrow(TypeError);
});
