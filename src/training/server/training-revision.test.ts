import { expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import { cast } from '../../../tests/recognised/cast.ts';
import { recordTraining } from './index.ts';
import { findTraining, replaceTraining } from './training-store.ts';

eachDialect('a training in the database', (world) => {
	test('is written over the revision before its own alone, with its dimensions', async () => {
		const { ada } = await cast(world());
		const { id } = await recordTraining(world(), ada, {
			...{ title: 'Première', date: '2026-11-20', minutes: 60, kind: 'workshop', reflection: '', link: null },
			...{ dimensions: ['collaboration'], key: world().newId() },
		});
		const { db } = world();
		const kept = await findTraining(db.read, id);
		expect(kept?.revision).toBe(1);
		const over = (revision: number) =>
			db.write((tx) =>
				replaceTraining(tx, { ...kept!, title: 'Corrigée', dimensions: ['communication'], revision }),
			);
		for (const revision of [1, 3, 9]) expect([revision, await over(revision)]).toEqual([revision, false]);
		expect(await findTraining(db.read, id)).toEqual(kept);
		expect(await over(2)).toBe(true);
		expect(await findTraining(db.read, id)).toMatchObject({
			...{ title: 'Corrigée', dimensions: ['communication'], revision: 2 },
		});
	});
});
