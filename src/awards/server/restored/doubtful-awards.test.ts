import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Threads } from '#platform/server';
import { type TestWorld, testWorld } from '#tests/world';
import type { Award } from '../../award.ts';
import { awardById } from '../award-store.ts';
import { cast } from '../../../../tests/recognised/cast.ts';
import { verifyAwardSample } from './doubtful-awards.ts';
import { issueAward } from '../issuing/issue-award.ts';
import { declareKeyCompromised } from '../issuers/issuer-keys.ts';
import { awardRequestFor } from '../../../../tests/recognised/many.ts';
import { revokeAward } from '../revoke-award.ts';
import { tablesOf } from '../tables.ts';

let world: TestWorld;
let people: Awaited<ReturnType<typeof cast>>;
let award: Award;
beforeAll(async () => {
	world = await testWorld();
	people = await cast(world);
	const { ada, here } = people;
	const given = await issueAward(world, awardRequestFor(world, ada.id, here.id));
	award = (await awardById(world.db.read, given.award))!;
});
afterAll(() => world.close());
const text = () => award.credential ?? '';
const put = (set: { credential?: string | null; kid?: string }) =>
	world.db.write(async (tx) => {
		const { awards } = tablesOf(tx);
		await tx.update(awards).set(set).where(eq(awards.id, award.id));
	});
beforeEach(() => put({ credential: text(), kid: award.kid }));

const sound = { checked: 1, doubtful: [] };
const fails = (step: string) => ({ checked: 1, doubtful: [{ award: award.id, step }] });

test('our own badges are verified by threads that no visitor keeps busy', async () => {
	const pools: string[] = [];
	const threads: Threads = {
		...world.threads,
		do: (job, hand, giving) => (pools.push(job.pool.name), world.threads.do(job, hand, giving)),
	};
	expect(await verifyAwardSample({ ...world, threads }, 5)).toEqual(sound);
	expect(pools).toEqual(['ours']);
});

test('a badge that verifies is not doubtful; no more are looked at than asked; of none, none is', async () => {
	expect(await verifyAwardSample(world, 5)).toEqual(sound);
	expect(await verifyAwardSample(world, 0)).toEqual({ checked: 0, doubtful: [] });
	await put({ credential: null });
	expect(await verifyAwardSample(world, 5)).toEqual({ checked: 0, doubtful: [] });
});

type Json = Record<string, unknown>;
const changed = (change: (badge: Json) => void) => () => {
	const badge = JSON.parse(text()) as Json;
	change(badge);
	return JSON.stringify(badge);
};

test.each<[string, string, () => string]>([
	['is no JSON', 'structure', () => text().slice(1)],
	['says a word of no vocabulary', 'vocabulary', changed((badge) => (badge['inconnu'] = 'x'))],
	[
		'is of an issuer nobody knows',
		'issuer',
		changed((badge) => (badge['issuer'] = { ...(badge['issuer'] as Json), id: 'did:web:inconnu.example' })),
	],
	['was changed after it was signed', 'signature', changed((badge) => (badge['name'] = 'Autre'))],
])('a text that %s fails at %s', async (_what, step, made) => {
	await put({ credential: made() });
	expect(await verifyAwardSample(world, 5)).toEqual(fails(step));
});

test('revoked, a text that was well signed is not doubtful; of a compromised key none is looked at', async () => {
	await revokeAward(world, people.chloe, award.id, { reason: 'Donné par erreur.', key: world.newId() });
	expect(await verifyAwardSample(world, 5)).toEqual(sound);
	const { replacedBy } = await declareKeyCompromised(world, award.kid, 'Volée.');
	expect(await verifyAwardSample(world, 5)).toEqual({ checked: 0, doubtful: [] });
	// The award now names another key, but its text is signed with the stolen one.
	await put({ kid: replacedBy ?? '' });
	expect(await verifyAwardSample(world, 5)).toEqual(fails('binding'));
});
