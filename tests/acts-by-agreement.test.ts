import { expect, test } from 'vitest';
import { identityTables, reloadActor } from '#identity/server';
import { signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import { ACTS, stageFor } from './acts.fixture.ts';

const advising = ACTS.filter(({ role, notByAgreement }) => role === 'adviser' && !notByAgreement);
const ownAlone = ACTS.filter(({ notByAgreement }) => notByAgreement);

eachDialect('an act by virtue of an agreement', (open) => {
	const entries = async () => {
		const { agreementEntries: t } = identityTables(open().db);
		return open().db.read.select().from(t);
	};

	test.each(advising.map((one) => [one.name, one] as const))(
		'%s: stands by name where the institution reads who uses it',
		async (_name, one) => {
			const world = open();
			const { agreementEntries: t } = identityTables(world.db);
			const stage = await stageFor(world, { bridging: true });
			const perform = await one.stage(stage);
			// As for somebody who chose the place before the agreement: no page was opened since.
			await world.db.write(async (tx) => void (await tx.delete(t)));
			const me = await reloadActor(world.db.read, stage.bruno, world.now());
			const agreement = me.memberships[0]?.byAgreement?.agreement;
			const key = world.newId();
			await perform(me, key, false);
			const first = await entries();
			expect(first).toEqual([{ agreement, person: me.id, firstAt: world.now(), lastAt: world.now() }]);
			if (!one.says) return;
			// A form sent again is no other act.
			const at = world.now();
			world.setNow(new Date(at.getTime() + 1000));
			await perform(me, key, false);
			expect(await entries()).toEqual(first);
		},
	);

	test.each(ownAlone.map((one) => [one.name, one] as const))(
		'%s: not by virtue of an agreement',
		async (_name, one) => {
			const world = open();
			const own = await stageFor(world, {});
			const perform = await one.stage(own);
			const { bruno } = await stageFor(world, { bridging: true });
			const me = await reloadActor(world.db.read, bruno, world.now());
			expect(me.memberships[0]?.byAgreement).toBeDefined();
			await expect(perform(me, world.newId(), false)).rejects.toMatchObject({ status: 404 });
		},
	);

	test('is none where the same person acts for themselves, nor where an adviser of the institution acts', async () => {
		const world = open();
		const { agreementEntries: t } = identityTables(world.db);
		const stage = await stageFor(world, { bridging: true });
		const own = ACTS.find(({ name }) => name === 'chooses whether news reach them by mail')!;
		const perform = await own.stage({ ...stage, ada: stage.bruno });
		await world.db.write(async (tx) => void (await tx.delete(t)));
		await perform(stage.bruno, world.newId(), false);
		for (const one of advising) {
			const ofIts = await stageFor(world);
			const act = await one.stage(ofIts);
			await act(await signedIn(world, ofIts.bruno), world.newId(), false);
		}
		expect(await entries()).toEqual([]);
	});
});
