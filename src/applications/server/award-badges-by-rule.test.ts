import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPerson } from '#identity/server';
import { Refusal } from '#platform';
import { testWorld, type TestWorld } from '#tests/world';
import { addAwards, awardsOf } from '../../awards/server/award-store.ts';
import { says, shows, trains } from '../../../tests/recognised/cast.ts';
import type { AwardOutcome } from '../../awards/server/issuing/issue-awards.ts';
import { haltIssuing, resumeIssuing } from '../../awards/server/issuing/issuing-halt.ts';
import { awardAt, minute, neighbours } from '../../../tests/recognised/neighbours.ts';
import {
	badgeJustAwardedByRule,
	badgesByRuleListener,
	hasPostponedAwards,
	awardBadgesByRule,
	awardBadgesByRuleToEach,
} from './award-badges-by-rule.ts';

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
});
afterAll(() => world.close());

const halted = new Refusal('recognition.issuing-halted', { status: 503 });
const waiting = (problem: unknown): AwardOutcome => ({ kind: 'waiting', problem });
const issued: AwardOutcome = { kind: 'issued', award: 'a', now: true };

test('what waits for a key or the end of a halt comes later; anything else is told', () => {
	expect(hasPostponedAwards([])).toBe(false);
	expect(hasPostponedAwards([issued])).toBe(false);
	expect(hasPostponedAwards([issued, waiting(halted)])).toBe(true);
	for (const problem of [new Error('disk'), new Refusal('recognition.x', { status: 409 })])
		expect(() => hasPostponedAwards([issued, waiting(halted), waiting(problem)])).toThrow(problem);
	expect(() => hasPostponedAwards([{ kind: 'not-issued', reason: 'person-left' }])).toThrow(
		expect.objectContaining({ status: 404 }),
	);
	expect(() => hasPostponedAwards([{ kind: 'not-issued', reason: 'altered' }])).toThrow('altered');
});

test('given once what is met and was never had, in the language asked, with what it rests on', async () => {
	const { here, ada, bruno } = await neighbours(world);
	await says(world, ada, 'communication', 2);
	await says(world, ada, 'collaboration', 2);
	await trains(world, ada, 'communication', 119);
	await trains(world, ada, 'collaboration', 120);
	await shows(world, ada, 'collaboration', 'advanced');
	await haltIssuing(world, here.institution, 'Incident.');
	world.lines.length = 0;
	expect(await awardBadgesByRule(world, ada.id, 'en')).toEqual([]);
	expect(world.lines.map((line) => JSON.parse(line) as object)).toContainEqual({
		event: 'recognition.postponed',
	});
	await resumeIssuing(world, here.institution);
	world.lines.length = 0;
	const [given, ...others] = await awardBadgesByRule(world, ada.id, 'en');
	expect([given?.badge, others]).toEqual(['exploration-collaboration', []]);
	expect(world.lines.join()).not.toContain('postponed');
	expect(await awardsOf(world.db.read, ada.id)).toMatchObject([
		{
			...{ id: given?.id, locale: 'en', institution: here.institution, decidedBy: null, application: null },
			basis: {
				...{
					said: 'intermediate',
					shown: 'advanced',
					observed: null,
					minutes: 120,
					reflections: 1,
					evidence: 0,
				},
			},
		},
	]);
	expect(await awardBadgesByRule(world, ada.id, 'en')).toEqual([]);
	await trains(world, ada, 'communication', 1, '');
	expect((await awardBadgesByRule(world, ada.id, 'fr')).map(({ badge }) => badge)).toEqual([
		'exploration-communication',
	]);
	// A person who is not a learner gets no badge.
	expect(await awardBadgesByRule(world, bruno.id, 'fr')).toEqual([]);
	const nobody = await createPerson(world, { username: world.newId(), displayName: 'X', memberships: [] });
	expect(await awardBadgesByRule(world, nobody, 'fr')).toEqual([]);
});

test('« Ne s’applique pas » gives no badge; once given, no later answer takes it back', async () => {
	const { ada } = await neighbours(world);
	await trains(world, ada, 'collaboration', 120);
	await says(world, ada, 'collaboration', 'not-applicable');
	expect(await awardBadgesByRule(world, ada.id, 'fr')).toEqual([]);
	await says(world, ada, 'collaboration', 0, 1);
	const [given] = await awardBadgesByRule(world, ada.id, 'fr');
	expect(given?.badge).toBe('exploration-collaboration');
	await says(world, ada, 'collaboration', 'not-applicable', 2);
	expect(await awardBadgesByRule(world, ada.id, 'fr')).toEqual([]);
	expect(await awardsOf(world.db.read, ada.id)).toMatchObject([{ id: given?.id, revokedAt: null }]);
});

test('a reflection of 24 words gives no badge, and one more word does', async () => {
	const { ada } = await neighbours(world);
	await says(world, ada, 'collaboration', 2);
	await trains(world, ada, 'collaboration', 120, `${'mot '.repeat(23)}– mot !`);
	await trains(world, ada, 'communication', 120);
	expect(await awardBadgesByRule(world, ada.id, 'fr')).toEqual([]);
	await trains(world, ada, 'collaboration', 1, 'mot '.repeat(25));
	expect(await awardBadgesByRule(world, ada.id, 'fr')).toMatchObject([
		{ badge: 'exploration-collaboration' },
	]);
	expect(await awardsOf(world.db.read, ada.id)).toMatchObject([{ definitionVersion: 2 }]);
});

test('given to many at once, each what is theirs', async () => {
	const { ada, emile, bruno } = await neighbours(world);
	for (const one of [ada, emile]) await says(world, one, 'collaboration', 2);
	await trains(world, ada, 'collaboration', 120);
	await trains(world, emile, 'collaboration', 119);
	const given = await awardBadgesByRuleToEach(world, [bruno.id, ada.id, emile.id], 'fr');
	const badge = 'exploration-collaboration';
	expect(given).toMatchObject([{ badge }]);
	expect(await awardsOf(world.db.read, ada.id)).toMatchObject([{ id: given[0]?.id }]);
	expect(await awardsOf(world.db.read, emile.id)).toEqual([]);
	expect(await awardBadgesByRuleToEach(world, [], 'fr')).toEqual([]);
});

test('what somebody does may have a badge follow once they logged enough for one they never had', async () => {
	const { ada } = await neighbours(world);
	const may = async (person: string | null = ada.id) => {
		const event = { name: 'assessment.answered', person, about: {} };
		return world.db.write((tx) => badgesByRuleListener.concerns!(tx, world, event));
	};
	expect(await may()).toBe(false);
	await trains(world, ada, 'collaboration', 119);
	expect(await may()).toBe(false);
	await trains(world, ada, 'collaboration', 1, '');
	expect(await may()).toBe(true);
	expect(await may(null)).toBe(false);
	await says(world, ada, 'collaboration', 2);
	expect(await awardBadgesByRule(world, ada.id, 'fr')).toHaveLength(1);
	expect(await may()).toBe(false);
	await trains(world, ada, 'communication', 120);
	expect(await may()).toBe(true);
});

test('the badge that follows an act is in the language of its page, else in that of the account', async () => {
	const { here, ada } = await neighbours(world);
	const given = async (account: 'fr' | 'en', about: { readonly locale?: string }) => {
		const person = await createPerson(world, {
			...{ username: world.newId(), displayName: 'Ada', locale: account },
			memberships: [{ institution: here.institution, role: 'learner', audience: 'teacher' }],
		});
		const actor = { ...ada, id: person };
		await says(world, actor, 'collaboration', 2);
		await trains(world, actor, 'collaboration', 120);
		await badgesByRuleListener.hear(world, { name: 'assessment.answered', person, about }, 'key');
		return (await awardsOf(world.db.read, person)).map(({ locale }) => locale);
	};
	expect(await given('fr', { locale: 'en' })).toEqual(['en']);
	expect(await given('en', { locale: 'fr' })).toEqual(['fr']);
	expect(await given('en', {})).toEqual(['en']);
	expect(await given('fr', {})).toEqual(['fr']);
	expect(await given('en', { locale: 'es' })).toEqual(['en']);
	// Nobody did the act, or the person has left since: no error.
	for (const person of [null, world.newId()])
		await badgesByRuleListener.hear(world, { name: 'assessment.answered', person, about: {} }, 'key');
});

test('announced: the badge given by rule since the act, not an earlier one, an adviser’s, a translation or a neighbour’s', async () => {
	const { here, ada, emile, bruno } = await neighbours(world);
	const held = (badge: string, at: number, set: object = {}, person = ada.id) =>
		awardAt(world, here, person, { badge, awardedAt: minute(at), ...set });
	const earlier = held('exploration-ethics', 4);
	const adviser = held('practice-ethics', 6, { decidedBy: bruno.id });
	const translated = held('exploration-ethics', 6, { translationOf: earlier.id, locale: 'en' });
	const neighbour = held('exploration-ethics', 6, {}, emile.id);
	await world.db.write((tx) => addAwards(tx, [earlier, adviser, translated, neighbour]));
	expect(await badgeJustAwardedByRule(world, ada, minute(5))).toBeNull();
	const now = held('exploration-content', 5);
	await world.db.write((tx) => addAwards(tx, [now]));
	expect(await badgeJustAwardedByRule(world, ada, minute(5))).toMatchObject({
		...{ id: now.id, badge: 'exploration-content' },
	});
	expect(await badgeJustAwardedByRule(world, ada, minute(6))).toBeNull();
});
