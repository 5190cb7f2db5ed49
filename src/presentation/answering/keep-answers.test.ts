import { afterAll, beforeAll, expect, test } from 'vitest';
import { badgesByRuleListener } from '#applications/server';
import { actorPseudonym } from '#identity/server';
import { cast, trains } from '#tests/recognised/cast';
import { type TestWorld, testWorld } from '#tests/world';
import { keepAnswers } from './keep-answers.server.ts';

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
});
afterAll(() => world.close());

test('answers sent again, because their response was lost, announce the badge again; those sent later do not', async () => {
	const heard = {
		...world,
		listeners: { 'assessment.answered': { 'badges-by-rule': badgesByRuleListener } },
	};
	const { ada } = await cast(world);
	await trains(world, ada, 'collaboration', 150);
	const locals = { world: heard, actor: ada, locale: 'fr' } as unknown as App.Locals;
	const send = (answer: 2 | 3, revision: number, key: string) =>
		keepAnswers(
			{
				...{ key, holder: actorPseudonym(ada) ?? undefined, continue: undefined },
				answers: [{ statement: 'teacher-collaboration-2', answer, revision }],
			},
			locals,
		);
	const key = world.newId();
	const { awarded } = await send(2, 0, key);
	expect(awarded?.name).toBe('Exploration · Collaboration');
	world.setNow(new Date(world.now().getTime() + 20_000));
	expect(await send(2, 0, key)).toEqual({ revisions: { 'teacher-collaboration-2': 1 }, awarded });
	expect((await send(3, 1, world.newId())).awarded).toBeNull();
});
