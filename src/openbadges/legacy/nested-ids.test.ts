import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { assertion, badge, ID, issuer, SITE } from '../../../tests/hostile/older-world.ts';
import { verifyBadge } from '../index.ts';
import type { JsonObject, VerifyOptions } from '../index.ts';
import type { FetchedDocument } from './documents.ts';

const MALLORY = 'https://mallory.example/issuer';
const unknown = { kind: 'unknown', why: 'not-supported' } as const;

function at(documents: Readonly<Record<string, unknown>>): VerifyOptions {
	return {
		now: new Date('2026-11-22T15:00:00Z'),
		resolveIssuer: () => unknown,
		statusSource: () => unknown,
		fetchDocument(url): FetchedDocument {
			const found = documents[url];
			if (found === undefined) return { kind: 'unknown', why: 'unreachable' };
			return { kind: 'found', status: 200, text: JSON.stringify(found), contentType: '' };
		},
	};
}

/**
 * The badge class and the issuer as a badge contains or names them, generated independently of the documents
 * served at their addresses.
 */
interface Nested {
	readonly inPlace: boolean;
	readonly issuerInPlace: boolean;
	readonly id: string;
	readonly name: string;
	readonly issuerId: string;
	readonly issuerName: string;
}
const written = (one: Nested): JsonObject | string =>
	one.inPlace
		? {
				...badge,
				id: one.id,
				name: one.name,
				issuer: one.issuerInPlace ? { ...issuer, id: one.issuerId, name: one.issuerName } : one.issuerId,
			}
		: one.id;

const nested = fc.record({
	inPlace: fc.boolean(),
	issuerInPlace: fc.boolean(),
	id: fc.constantFrom(badge.id, badge.id, badge.id, `${SITE}/other`, 'https://y.example/class'),
	name: fc.constantFrom(badge.name, badge.name, badge.name, 'Transfert'),
	issuerId: fc.constantFrom(issuer.id, issuer.id, issuer.id, MALLORY),
	issuerName: fc.constantFrom(issuer.name, issuer.name, issuer.name, 'Ministère'),
});

const good = (verdict: string) => verdict.startsWith('valid');

test('of what is nested in a hosted badge, what is believed is what stands at each address', async () => {
	const input = fc.record({
		given: nested,
		same: fc.boolean(),
		copy: nested,
		issuerOfClass: fc.constantFrom<'named' | 'in place' | 'in place, under another name'>(
			'named',
			'in place',
			'in place, under another name',
		),
		silent: fc.constantFrom<'none' | 'class' | 'issuer'>('none', 'none', 'none', 'class', 'issuer'),
	});
	await always(
		{ believed: 60, 'not believed': 150, 'in place and believed': 15, 'said otherwise in place': 55 },
		(met) =>
			fc.asyncProperty(input, async ({ given, same, copy, issuerOfClass, silent }) => {
				const classIssuer = {
					named: issuer.id,
					'in place': issuer,
					'in place, under another name': { ...issuer, name: 'Ministère' },
				}[issuerOfClass];
				const handed = { ...assertion, badge: written(given) };
				const served = same ? handed : { ...assertion, badge: written(copy) };
				const documents: Record<string, unknown> = {
					[ID]: served,
					[badge.id]: silent === 'class' ? undefined : { ...badge, issuer: classIssuer },
					[issuer.id]: silent === 'issuer' ? undefined : issuer,
					[MALLORY]: { ...issuer, id: MALLORY, name: 'Mallory' },
				};
				const report = await verifyBadge(JSON.stringify(handed), at(documents));
				const otherwise =
					given.inPlace &&
					(given.name !== badge.name ||
						given.issuerId !== issuer.id ||
						(given.issuerInPlace && given.issuerName !== issuer.name));
				met('said otherwise in place', otherwise);
				met(good(report.verdict) ? 'believed' : 'not believed');
				if (!good(report.verdict)) return;
				met('in place and believed', given.inPlace);
				// A badge found valid has its class on its issuer's site, and the issuer whose profile is
				// served there.
				const { id = '', name } = report.achievement ?? {};
				expect([id.startsWith(`${SITE}/`), report.issuer?.id]).toEqual([true, issuer.id]);
				if (id === badge.id && silent !== 'class') expect(name).toBe(badge.name);
				if (id === badge.id && silent === 'none') expect(otherwise).toBe(false);
				if (silent !== 'issuer') expect(report.issuer?.name).toBe(issuer.name);
				if (silent === 'issuer') expect(report.verdict).toBe('valid-issuer-unproven');
			}),
		{ numRuns: 400 },
	);
});

test('a class written in place is not believed in the place of a silent site that is not its issuer’s', async () => {
	const own = { ...issuer, id: MALLORY, name: 'Mallory' };
	const here = 'https://mallory.example/a/1';
	const told = async (id: string, more: Readonly<Record<string, unknown>> = {}) => {
		const given = { ...assertion, id: here, badge: { ...badge, id, issuer: MALLORY } };
		const { verdict, checks } = await verifyBadge(
			JSON.stringify(given),
			at({ [here]: given, [MALLORY]: own, ...more }),
		);
		return [verdict, checks[3]?.reason];
	};
	expect(await told('https://mallory.example/class')).toEqual(['valid', 'complete']);
	expect(await told('urn:uuid:1')).toEqual(['valid', 'complete']);
	// Mallory names itself as the issuer of a class whose address, on the school’s site, does not answer.
	expect(await told(`${SITE}/silent`)).toEqual(['unknown', 'class-unreachable']);
	expect((await told(badge.id, { [badge.id]: badge, [issuer.id]: issuer }))[0]).not.toMatch(/^valid/);
});
