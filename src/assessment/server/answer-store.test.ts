import { beforeEach, describe, expect, test } from 'vitest';
import type { FrameworkVersion } from '#framework';
import { neighbours } from '#tests/neighbours';
import { eachDialect } from '#tests/world';
import type { Answer, Mode } from '../index.ts';
import {
	answersOf,
	answersOfEach,
	answerTo,
	type Assessment,
	assessmentInVersion,
	assessmentsOf,
	makeAssessmentCurrent,
	currentAssessment,
	finishAssessment,
	answerHistoryOfAssessment,
	storeAnswer,
	findOrAddAssessment,
} from './answer-store.ts';
import { addChoice, choicesOfEach, type MadeChoice } from './situation-store.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 15, minute));

eachDialect('the stores of the self-assessment', (world) => {
	let [ada, emile, denis] = ['', '', ''];
	const read = () => world().db.read;

	const begun = (person: string, set: Partial<Assessment> = {}): Assessment => ({
		id: world().newId(),
		person,
		frameworkVersion: 'crcn-2019',
		audience: 'teacher',
		mode: 'express',
		startedAt: at(0),
		chosenAt: null,
		finishedAt: null,
		...set,
	});
	const begin = (one: Assessment) => world().db.write((tx) => findOrAddAssessment(tx, one));
	const answer = (assessment: string, statement: string, value: Answer, revision = 1, minute = revision) =>
		world().db.write((tx) =>
			storeAnswer(tx, assessment, {
				statement,
				dimension: `dimension of ${statement}`,
				answer: value,
				revision,
				answeredAt: at(minute),
			}),
		);
	const kept = async (assessment: string) =>
		(await answersOf(read(), assessment)).map((one) => [one.statement, one.answer, one.revision]).toSorted();

	beforeEach(async () => {
		const { here, there } = await neighbours(world());
		[ada, emile, denis] = [here.learners[0].id, here.learners[1].id, there.learners[0].id];
	});

	test('the self-assessments of a person are theirs, the oldest first; one a version', async () => {
		const recent = await begin(begun(ada, { startedAt: at(5) }));
		const old = await begin(
			begun(ada, { frameworkVersion: 'crcn-2025', startedAt: at(1), mode: 'complete', audience: 'staff' }),
		);
		const his = await begin(begun(emile));
		expect(await assessmentsOf(read(), ada)).toEqual([old, recent]);
		expect(await assessmentsOf(read(), emile)).toEqual([his]);
		expect(await assessmentInVersion(read(), ada, 'crcn-2019')).toEqual(recent);
		expect(await assessmentInVersion(read(), ada, 'crcn-2025')).toEqual(old);
		expect(await assessmentInVersion(read(), emile, 'crcn-2019')).toEqual(his);
		expect(await assessmentInVersion(read(), emile, 'crcn-2025')).toBeUndefined();
		// A self-assessment begun meanwhile on another device is returned, and stays the only one.
		expect(await begin(begun(ada, { mode: 'complete' }))).toEqual(recent);
		expect(await assessmentsOf(read(), ada)).toHaveLength(2);
	});

	test('a person is in the version they chose last, or began last where they chose none', async () => {
		expect(await currentAssessment(read(), ada)).toBeUndefined();
		const one = await begin(begun(ada, { startedAt: at(1) }));
		const other = await begin(begun(ada, { frameworkVersion: 'crcn-2025', startedAt: at(5) }));
		const his = await begin(begun(emile, { startedAt: at(30) }));
		const current = async () => (await currentAssessment(read(), ada))?.id;
		const choose = (id: string, mode: Mode, minute: number) =>
			world().db.write((tx) => makeAssessmentCurrent(tx, id, { mode, at: at(minute) }));
		expect(await current()).toBe(other.id);
		await choose(one.id, 'complete', 9);
		expect(await current()).toBe(one.id);
		expect(await assessmentInVersion(read(), ada, 'crcn-2019')).toEqual({
			...one,
			mode: 'complete',
			chosenAt: at(9),
		});
		expect(await assessmentInVersion(read(), ada, 'crcn-2025')).toEqual(other);
		expect(await assessmentsOf(read(), emile)).toEqual([his]);
		await choose(other.id, 'express', 10);
		expect(await current()).toBe(other.id);
	});

	test('the one that is finished is finished alone', async () => {
		const one = await begin(begun(ada));
		const [other, his] = [
			await begin(begun(ada, { frameworkVersion: 'crcn-2025' })),
			await begin(begun(emile)),
		];
		await world().db.write((tx) => finishAssessment(tx, one.id, at(40)));
		expect((await assessmentInVersion(read(), ada, 'crcn-2019'))?.finishedAt).toEqual(at(40));
		expect((await assessmentInVersion(read(), ada, 'crcn-2025'))?.finishedAt).toBeNull();
		expect(await assessmentsOf(read(), emile)).toEqual([his]);
		expect(other.finishedAt).toBeNull();
	});

	describe('answers', () => {
		test('are written over the revision before, and over nothing else', async () => {
			const mine = await begin(begun(ada));
			const his = await begin(begun(emile));
			for (const { id } of [mine, his])
				for (const statement of ['one', 'two']) expect(await answer(id, statement, 1)).toBe(true);
			expect(await answer(mine.id, 'one', 4)).toBe(false);
			expect(await answer(mine.id, 'one', 3, 2)).toBe(true);
			expect(await answer(mine.id, 'one', 0, 2)).toBe(false);
			expect(await answer(mine.id, 'one', 0, 4)).toBe(false);
			expect(await answer(mine.id, 'three', 0, 2)).toBe(false);
			expect(await kept(mine.id)).toEqual([
				['one', 3, 2],
				['two', 1, 1],
			]);
			expect(await kept(his.id)).toEqual([
				['one', 1, 1],
				['two', 1, 1],
			]);
		});

		test('are found one by one, as they were kept', async () => {
			const [mine, his] = [await begin(begun(ada)), await begin(begun(emile))];
			await answer(his.id, 'one', 4);
			await answer(mine.id, 'two', 2, 1, 7);
			await answer(mine.id, 'one', 0, 1, 8);
			await answer(mine.id, 'one', 'not-applicable', 2, 9);
			expect(await answerTo(read(), mine.id, 'one')).toEqual({
				statement: 'one',
				dimension: 'dimension of one',
				answer: 'not-applicable',
				revision: 2,
				answeredAt: at(9),
			});
			expect(await answerTo(read(), mine.id, 'two')).toMatchObject({ answer: 2, answeredAt: at(7) });
			expect(await answerTo(read(), his.id, 'one')).toMatchObject({ answer: 4 });
			expect(await answerTo(read(), his.id, 'two')).toBeUndefined();
		});

		test('leave their history, the oldest first, in the order of the revisions at one instant', async () => {
			const [mine, his] = [await begin(begun(ada)), await begin(begun(emile))];
			await answer(his.id, 'one', 4);
			await answer(mine.id, 'one', 0, 1, 5);
			await answer(mine.id, 'one', 'not-applicable', 2, 5);
			await answer(mine.id, 'one', 3, 3, 6);
			await answer(mine.id, 'two', 1, 1, 2);
			expect(await answerHistoryOfAssessment(read(), mine.id)).toEqual([
				{ statement: 'two', answer: 1, revision: 1, answeredAt: at(2) },
				{ statement: 'one', answer: 0, revision: 1, answeredAt: at(5) },
				{ statement: 'one', answer: 'not-applicable', revision: 2, answeredAt: at(5) },
				{ statement: 'one', answer: 3, revision: 3, answeredAt: at(6) },
			]);
		});

		test('of several people are those of the version asked for, and of nobody else', async () => {
			for (const person of [ada, emile, denis])
				for (const frameworkVersion of ['crcn-2019', 'crcn-2025'] as const) {
					const { id } = await begin(begun(person, { frameworkVersion }));
					await answer(id, `${frameworkVersion} of ${person}`, 2);
				}
			const found = async (people: readonly string[], version: FrameworkVersion) =>
				(await answersOfEach(read(), people, version)).map((one) => [one.person, one.statement]).toSorted();
			expect(await found([ada, denis], 'crcn-2025')).toEqual(
				[ada, denis].map((person) => [person, `crcn-2025 of ${person}`]).toSorted(),
			);
			expect(await found([emile], 'crcn-2019')).toEqual([[emile, `crcn-2019 of ${emile}`]]);
			expect(await found([], 'crcn-2019')).toEqual([]);
		});
	});

	test('choices in situations: one a day for each person, situation and version, the oldest first', async () => {
		const choice = (person: string, set: Partial<MadeChoice> = {}): MadeChoice => ({
			id: world().newId(),
			person,
			frameworkVersion: 'crcn-2019',
			dimension: 'collaboration',
			situation: 'teacher-collaboration',
			choice: 'a',
			shows: 'beginner',
			day: '2026-11-22',
			chosenAt: at(10),
			...set,
		});
		const choose = (one: MadeChoice) => world().db.write((tx) => addChoice(tx, one));
		const first = choice(ada);
		expect(await choose(first)).toBe(true);
		expect(await choose(choice(ada, { choice: 'b', shows: 'advanced' }))).toBe(false);
		const others = [
			choice(emile, { shows: null, chosenAt: at(5) }),
			choice(ada, { situation: 'teacher-communication', chosenAt: at(4) }),
			choice(ada, { day: '2026-11-23', chosenAt: at(6) }),
			choice(ada, { frameworkVersion: 'crcn-2025', chosenAt: at(3) }),
			choice(denis, { chosenAt: at(2) }),
		] as const;
		for (const one of others) expect(await choose(one)).toBe(true);
		const [his, elsewhere, later, anew, far] = others;
		expect(await choicesOfEach(read(), [ada])).toEqual([anew, elsewhere, later, first]);
		expect(await choicesOfEach(read(), [ada, emile], 'crcn-2019')).toEqual([elsewhere, his, later, first]);
		expect(await choicesOfEach(read(), [ada], 'crcn-2025')).toEqual([anew]);
		expect(await choicesOfEach(read(), [denis], 'crcn-2019')).toEqual([far]);
		expect(await choicesOfEach(read(), [])).toEqual([]);
	});
});
