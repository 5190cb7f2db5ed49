import { expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import { cast } from '../../../tests/recognised/cast.ts';
import { answerTo, answerHistoryOfAssessment, storeAnswer } from './answer-store.ts';
import { recordAnswer } from './index.ts';
import { tables } from './tables.ts';

eachDialect('an answer in the database', (world) => {
	test('is written over the revision before its own alone, which is the one its person saw', async () => {
		const { ada } = await cast(world());
		const statement = 'teacher-collaboration-2';
		await recordAnswer(world(), ada, { statement, answer: 1, revision: 0, key: world().newId() });
		const { db } = world();
		const { answers } = tables(db);
		const [row] = await db.read.select().from(answers);
		const assessment = row?.assessment ?? '';
		const kept = await answerTo(db.read, assessment, statement);
		expect(kept).toMatchObject({ answer: 1, revision: 1 });
		const over = (revision: number) =>
			db.write((tx) => storeAnswer(tx, assessment, { ...kept!, answer: 3, revision }));
		// A revision that is already taken, or that skips one, writes nothing, nor does it write in the
		// history.
		for (const revision of [1, 3, 9]) expect([revision, await over(revision)]).toEqual([revision, false]);
		expect(await answerTo(db.read, assessment, statement)).toEqual(kept);
		expect(await answerHistoryOfAssessment(db.read, assessment)).toHaveLength(1);
		expect(await over(2)).toBe(true);
		expect(await answerTo(db.read, assessment, statement)).toMatchObject({ answer: 3, revision: 2 });
		expect(await answerHistoryOfAssessment(db.read, assessment)).toHaveLength(2);
	});
});
