import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import type { BadgeValues } from '../badge-values.ts';
import { canonicalNQuads } from '../json-ld/canonical.ts';
import { CREDENTIALS_V2, OPEN_BADGES_3, OPEN_BADGES_EXTENSIONS } from '../contexts.ts';
import { unsignedBadge, buildUncheckedBadge } from '../credential.ts';
import { issueCredential } from '../proof/data-integrity.ts';
import { change, mutated } from '../mutation.fixture.ts';
import { badgeTemplate } from './template.ts';
import type { BadgeTemplate } from './template.ts';
import { issueMany } from './template-issue.ts';
import { plainProofNQuads } from './template-proof.ts';
import { shapeOf, textsIfSameShape } from './template-shape.ts';
import { badge, ISSUED, SIGNER, VALUES } from '../worked-example.fixture.ts';

const text = fc.oneof(
	fc.string({ unit: 'grapheme', minLength: 1 }),
	fc.constantFrom(
		'« é » ’ 🦉 ]]> "\\\n\t',
		'slot 3',
		'https://x.example/',
		'\u2028',
		'@id',
		'type',
		'_:c14n0',
		'{"a":1}',
	),
);
const date = fc.date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true });
const slug = fc.stringMatching(/^[a-z0-9]{4,12}$/);
const ENGLISH: Partial<BadgeValues> = {
	language: 'en',
	name: 'Practice: information literacy',
	achievement: {
		...VALUES.achievement,
		name: 'Practice: information literacy',
		tags: ['DCF', 'dimension 4'],
	},
};

/**
 * The values of a Pratique badge with every property, of which those that differ between badges are random.
 */
const values = (locale: 'fr' | 'en'): fc.Arbitrary<BadgeValues> =>
	fc
		.record({
			id: slug,
			description: text,
			validFrom: date,
			awardedAt: date,
			subject: fc.uuid(),
			email: slug,
			salt: slug,
			level: fc.constantFrom('beginner', 'intermediate', 'advanced'),
			count: fc.integer({ min: 1, max: 40 }),
			evidence: fc.tuple(text, text, slug, text),
			index: fc.integer({ min: 0, max: 131_071 }),
		})
		.map((own) => ({
			...VALUES,
			...(locale === 'en' && ENGLISH),
			id: `https://macaron.example/b/${own.id}`,
			description: own.description,
			validFrom: own.validFrom,
			awardedAt: own.awardedAt,
			validUntil: new Date(own.validFrom.getTime() + 86_400_000),
			image: { url: 'https://macaron.example/i.png', caption: 'Été' },
			recipient: {
				id: `urn:uuid:${own.subject}`,
				email: { address: `${own.email}@e.example`, salt: own.salt },
			},
			basis: (VALUES.basis ?? []).map((one) =>
				'levels' in one
					? { ...one, level: own.level }
					: 'value' in one
						? { ...one, value: String(own.count) }
						: one,
			),
			evidence: [
				{ name: own.evidence[0], narrative: own.evidence[1], genre: 'Réflexion' },
				{ url: `https://trace.example/${own.evidence[2]}`, name: own.evidence[3] },
			],
			status: { list: 'https://macaron.example/i/demonstration/status/1', index: own.index },
		}));

test.each(['fr', 'en'] as const)(
	'a template gives the bytes of the whole path, on random values (%s)',
	async (locale) => {
		const templates = new Map<string, BadgeTemplate>();
		await always(
			{ 'taken by a template': 45 },
			(met) =>
				fc.asyncProperty(values(locale), async (own) => {
					const credential = unsignedBadge(own);
					const shape = shapeOf(credential);
					const template = templates.get(shape.fixed) ?? (await badgeTemplate(credential));
					templates.set(shape.fixed, template);
					const canonical = template.canonical(shape);
					if (canonical === undefined) return;
					met('taken by a template');
					expect(canonical).toBe(await canonicalNQuads(credential));
				}),
			{ numRuns: 100 },
		);
		// The badges have three shapes, one for each level reached. A badge with a blank text, or with a text
		// where the sample has a number, is canonicalized without a template.
		expect(templates.size).toBe(3);
	},
);

test('many badges at once are signed as each would be alone', async () => {
	const own = fc.sample(fc.oneof(values('fr'), values('en')), 20);
	const odd: Partial<BadgeValues>[] = [
		{ evidence: undefined },
		{ status: undefined },
		{ evidence: [{ url: VALUES.id }] },
		{ evidence: [{ url: 'https://t.example/1' }, { url: 'https://t.example/1', name: 'Deux fois' }] },
		{ evidence: [{ narrative: 'même' }, { narrative: 'même' }] },
		{ description: undefined },
		{ name: 'slot 3' },
		{ basis: [{ id: 'shown', name: 'Traces', value: '« 2 »' }] },
		{ evidence: [{ url: 'mailto:ada@ecole.example', name: 'slot 3' }] },
	];
	const all = [...own, ...odd.map((change): BadgeValues => ({ ...VALUES, ...change }))];
	const alone = [];
	for (const one of all)
		alone.push(await issueCredential(unsignedBadge(one), { key: SIGNER, created: ISSUED }));
	expect(JSON.stringify(await Array.fromAsync(issueMany(all, { key: SIGNER, created: ISSUED })))).toBe(
		JSON.stringify(alone),
	);
});

test('a badge that is none is refused, be it the first of its shape or not', async () => {
	const how = { key: SIGNER, created: ISSUED };
	const far: BadgeValues = { ...VALUES, status: { list: 'https://macaron.example/s', index: 1e20 } };
	const nowhere: BadgeValues = { ...VALUES, id: 'nowhere' };
	for (const wrong of [far, nowhere]) {
		expect(() => unsignedBadge(wrong)).toThrow(TypeError);
		for (const all of [[wrong], [VALUES, wrong]]) {
			await expect(Array.fromAsync(issueMany(all, how))).rejects.toThrow(TypeError);
		}
	}
});

test('a template refuses what would change the structure', async () => {
	const two = { evidence: [{ url: 'https://t.example/1' }, { url: 'https://t.example/2' }] };
	const template = await badgeTemplate(badge(two));
	const taken = (change: Partial<BadgeValues>) =>
		template.canonical(shapeOf(buildUncheckedBadge({ ...VALUES, ...two, ...change }))) !== undefined;
	expect(taken({})).toBe(true);
	expect(taken({ id: 'https://macaron.example/b/other' })).toBe(true);
	expect(taken({ evidence: [{ url: 'https://t.example/1' }] })).toBe(false);
	expect(taken({ evidence: [{ url: 'https://t.example/1' }, { url: 'https://t.example/1' }] })).toBe(false);
	expect(taken({ id: VALUES.issuer.did })).toBe(false);
	expect(taken({ evidence: [{ url: VALUES.achievement.id }, { url: 'https://t.example/2' }] })).toBe(false);
	expect(taken({ evidence: [{ url: 'https://t.example/1' }, { url: 'mailto:a@b.example' }] })).toBe(false);
	expect(taken({ validUntil: new Date('2030-01-01') })).toBe(false);
	expect(taken({ description: 'https://t.example/' })).toBe(true);
});

test('plain proof options have their five lines under every context of ours; others are canonicalized', async () => {
	const options = {
		type: 'DataIntegrityProof',
		cryptosuite: 'eddsa-rdfc-2022',
		created: '2026-10-08T14:00:00Z',
		verificationMethod: SIGNER.verificationMethod,
		proofPurpose: 'assertionMethod',
	};
	const lists = [
		CREDENTIALS_V2,
		[CREDENTIALS_V2],
		[CREDENTIALS_V2, OPEN_BADGES_3],
		[CREDENTIALS_V2, OPEN_BADGES_3, OPEN_BADGES_EXTENSIONS],
	];
	for (const context of lists) {
		for (const cryptosuite of ['eddsa-rdfc-2022', 'eddsa-2022', 'ecdsa-rdfc-2019']) {
			const plain = plainProofNQuads({ ...options, cryptosuite }, context);
			expect(plain).toBe(await canonicalNQuads({ ...options, cryptosuite, '@context': context }));
		}
	}
	const context = [CREDENTIALS_V2, OPEN_BADGES_3];
	const refused = [
		plainProofNQuads({ ...options, id: 'urn:uuid:1' }, context),
		plainProofNQuads({ ...options, created: 'hier' }, context),
		plainProofNQuads({ ...options, verificationMethod: 'https://e.example/k' }, context),
		plainProofNQuads({ ...options, proofPurpose: 'authentication' }, context),
		plainProofNQuads(options, [CREDENTIALS_V2, 'https://w3id.org/dcc/v1']),
		plainProofNQuads(options, [OPEN_BADGES_3, CREDENTIALS_V2]),
	];
	expect(refused).toEqual(refused.map(() => undefined));
});

test('values are found by comparing exactly where they are found by writing the shape out', () => {
	const sample = badge();
	const input = fc.tuple(fc.array(change, { maxLength: 2 }), fc.array(change, { maxLength: 2 }));
	always(
		{ alike: 220, other: 600 },
		(met) =>
			fc.property(input, ([one, two]) => {
				const [left, right] = [mutated(sample, one), mutated(sample, two)];
				const [shape, model] = [shapeOf(left), shapeOf(right)];
				const found = textsIfSameShape(left, right);
				met(found ? 'alike' : 'other');
				if (found) expect([found, shape.fixed]).toEqual([shape.values, model.fixed]);
				// JSON writes minus zero as zero, so comparing values finds this one difference and comparing
				// shapes does not.
				else if (!/:0[,}]/.test(shape.fixed)) expect(shape.fixed).not.toBe(model.fixed);
			}),
		{ numRuns: 1_000 },
	);
});
