import { beforeEach, expect, test } from 'vitest';
import { neighbours } from '#tests/neighbours';
import { eachDialect } from '#tests/world';
import type { Training } from '../index.ts';
import {
	addTraining,
	deleteTraining,
	findTraining,
	replaceTraining,
	totalsAndMinutesSince,
	totalsOf,
	trainingsOf,
	trainingSum,
} from './training-store.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 15, minute));

eachDialect('the store of trainings', (world) => {
	let [ada, emile] = ['', ''];
	const read = () => world().db.read;
	const training = (person: string, set: Partial<Training> = {}): Training => ({
		id: world().newId(),
		person,
		frameworkVersion: 'crcn-2019',
		title: 'Écrire à plusieurs',
		date: '2026-11-20',
		minutes: 90,
		kind: 'workshop',
		dimensions: ['collaboration', 'communication'],
		reflection: 'Je retiens ceci.',
		link: null,
		...{ suggestion: null, receivedFrom: null, before: null, now: null, helped: null },
		revision: 1,
		createdAt: at(0),
		updatedAt: at(0),
		...set,
	});
	const add = async (one: Training) => {
		await world().db.write((tx) => addTraining(tx, one));
		return one;
	};
	const ids = (trainings: readonly Training[]) => trainings.map(({ id }) => id);

	beforeEach(async () => {
		const { here } = await neighbours(world());
		[ada, emile] = [here.learners[0].id, here.learners[1].id];
	});

	test('a training is found as it was kept, its dimensions in order', async () => {
		await add(training(ada, { title: 'Autre', dimensions: ['creativity'] }));
		const one = await add(
			training(ada, { dimensions: ['productivity', 'collaboration'], link: 'https://exemple.example/' }),
		);
		expect(await findTraining(read(), one.id)).toEqual({
			...one,
			dimensions: ['collaboration', 'productivity'],
		});
		expect(await findTraining(read(), world().newId())).toBeUndefined();
	});

	test('what is logged since a date is added up once each, beside the totals, in one query', async () => {
		expect(await totalsAndMinutesSince(read(), ada, '2026-07-01')).toEqual({ totals: new Map(), minutes: 0 });
		await add(training(ada, { date: '2026-06-30', minutes: 500 }));
		await add(training(ada, { date: '2026-07-01', minutes: 20, reflection: '' }));
		await add(training(ada, { date: '2026-11-20', minutes: 15, dimensions: ['creativity'] }));
		await add(training(emile, { minutes: 77 }));
		const found = await totalsAndMinutesSince(read(), ada, '2026-07-01');
		expect(found).toEqual({ totals: await totalsOf(read(), ada), minutes: 35 });
		expect(found.totals.get('communication')).toEqual({ minutes: 520, count: 2, reflections: 1 });
		expect(found.totals.size).toBe(3);
	});

	test('a change is written over the revision before it, and over no other; one is deleted alone', async () => {
		const [one, beside, his] = [
			await add(training(ada)),
			await add(training(ada, { date: '2026-11-19' })),
			await add(training(emile)),
		];
		const next: Training = { ...one, title: 'Autre', dimensions: ['creativity'], revision: 2 };
		const replace = (to: Training) => world().db.write((tx) => replaceTraining(tx, to));
		expect(await replace(next)).toBe(true);
		expect(await replace({ ...next, title: 'Trop tard' })).toBe(false);
		expect(await replace({ ...next, title: 'Trop tôt', dimensions: ['communication'], revision: 4 })).toBe(
			false,
		);
		expect(await trainingsOf(read(), ada)).toEqual([next, beside]);
		expect(await trainingsOf(read(), emile)).toEqual([his]);
		await world().db.write((tx) => deleteTraining(tx, one.id));
		expect(await trainingsOf(read(), ada)).toEqual([beside]);
		expect(await trainingsOf(read(), emile)).toEqual([his]);
		expect([...(await totalsOf(read(), ada)).keys()].sort()).toEqual(['collaboration', 'communication']);
	});

	test('the trainings of a person are theirs, the newest date first, some at a time', async () => {
		await add(training(emile, { date: '2026-11-21' }));
		const old = await add(training(ada, { date: '2026-11-01', createdAt: at(9) }));
		const recent = await add(training(ada, { date: '2026-11-21' }));
		const late = await add(training(ada, { createdAt: at(5) }));
		const same = [
			await add(training(ada, { createdAt: at(3) })),
			await add(training(ada, { createdAt: at(3) })),
		].toSorted((one, other) => (one.id < other.id ? 1 : -1));
		const all = ids([recent, late, ...same, old]);
		expect(ids(await trainingsOf(read(), ada))).toEqual(all);
		expect(ids(await trainingsOf(read(), ada, { limit: 2 }))).toEqual(all.slice(0, 2));
		expect(ids(await trainingsOf(read(), ada, { limit: 2, offset: 2 }))).toEqual(all.slice(2, 4));
		expect(await trainingsOf(read(), world().newId())).toEqual([]);
	});

	test('of one dimension, they are those that worked on it', async () => {
		const both = await add(training(ada, { date: '2026-11-22' }));
		const one = await add(training(ada, { dimensions: ['collaboration'] }));
		const other = await add(training(ada, { dimensions: ['communication'] }));
		await add(training(emile));
		expect(ids(await trainingsOf(read(), ada, { dimension: 'collaboration' }))).toEqual(ids([both, one]));
		expect(ids(await trainingsOf(read(), ada, { dimension: 'communication' }))).toEqual(ids([both, other]));
		expect(await trainingsOf(read(), ada, { dimension: 'creativity' })).toEqual([]);
	});

	test('the sums are those of one person, in all and by dimension', async () => {
		await add(training(ada, { minutes: 90 }));
		await add(training(ada, { minutes: 30, dimensions: ['collaboration'], reflection: '' }));
		await add(training(emile, { minutes: 7, dimensions: ['collaboration', 'creativity'] }));
		expect(await trainingSum(read(), ada)).toEqual({ count: 2, minutes: 120 });
		expect(await trainingSum(read(), emile)).toEqual({ count: 1, minutes: 7 });
		expect(await trainingSum(read(), world().newId())).toEqual({ count: 0, minutes: 0 });
		expect(await totalsOf(read(), ada)).toEqual(
			new Map([
				['collaboration', { minutes: 120, count: 2, reflections: 1 }],
				['communication', { minutes: 90, count: 1, reflections: 1 }],
			]),
		);
		expect([...(await totalsOf(read(), emile)).keys()].sort()).toEqual(['collaboration', 'creativity']);
		expect((await totalsOf(read(), world().newId())).size).toBe(0);
	});
});
