import { expect, test } from 'vitest';
import { ANONYMOUS, type PersonActor } from '#identity';
import { createInstitution, erase } from '#identity/server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import type { TrainingDraft } from '../index.ts';
import {
	changeTraining,
	listTrainings,
	personalData,
	recordTraining,
	removeTraining,
	todayOf,
	trainingById,
	trainingsInDimension,
	trainingTotals,
} from './index.ts';

const draft: TrainingDraft = {
	title: 'Repérer les biais d’une IA générative',
	date: '2026-11-20',
	minutes: 90,
	kind: 'workshop',
	dimensions: ['information-literacy', 'critical-thinking'],
	reflection: '',
	link: null,
};

const refusal = (code: string, status: number) => expect.objectContaining({ code, status });

eachDialect('autoformations', (open) => {
	let institution: string | undefined;

	async function learner(): Promise<PersonActor> {
		const slug = { slug: 'recit', name: 'RÉCIT', kind: 'school' } as const;
		institution ??= (await createInstitution(open(), slug)).id;
		return newcomer(open(), [{ institution, role: 'learner', audience: 'teacher' }]);
	}

	const record = (who: PersonActor, change: Partial<TrainingDraft> = {}, key = open().newId()) =>
		recordTraining(open(), who, { ...draft, ...change, key });

	test('Ada logs one and it counts whole in each of its dimensions', async () => {
		const ada = await learner();
		await record(ada);
		await record(ada, { minutes: 45, dimensions: ['critical-thinking'], reflection: ' J’ai comparé. ' });
		const totals = await trainingTotals(open(), ada.id);
		expect(Object.keys(totals)).toHaveLength(12);
		expect(totals['information-literacy']).toEqual({ minutes: 90, count: 1, reflections: 0 });
		expect(totals['critical-thinking']).toEqual({ minutes: 135, count: 2, reflections: 1 });
		expect(totals['collaboration']).toEqual({ minutes: 0, count: 0, reflections: 0 });
		expect(await listTrainings(open(), ada, 1)).toMatchObject({ count: 2, minutes: 135, pages: 1 });
	});

	test('what was typed is kept as it should be', async () => {
		const ada = await learner();
		const { id } = await record(ada, {
			title: '  Un titre  ',
			link: 'recit.qc.ca/atelier',
			dimensions: ['critical-thinking', 'ethical-citizenship'],
		});
		expect(await trainingById(open(), ada, id)).toMatchObject({
			title: 'Un titre',
			link: 'https://recit.qc.ca/atelier',
			dimensions: ['critical-thinking', 'ethical-citizenship'],
			frameworkVersion: 'crcn-2019',
			revision: 1,
		});
	});

	test('sent twice, it is logged once', async () => {
		const ada = await learner();
		const key = open().newId();
		const first = await record(ada, {}, key);
		expect(await record(ada, {}, key)).toEqual(first);
		expect((await listTrainings(open(), ada, 1)).count).toBe(1);
	});

	test.each<[Partial<TrainingDraft>, string, string]>([
		[{ title: ' ' }, 'title', 'training.title-missing'],
		[{ title: 'a'.repeat(201) }, 'title', 'training.title-too-long'],
		[{ minutes: 0 }, 'hours', 'training.duration-missing'],
		[{ minutes: 12_001 }, 'hours', 'training.duration-too-long'],
		[{ date: '2026-11-23' }, 'date', 'training.date-in-future'],
		[{ date: '2026-02-30' }, 'date', 'training.date-invalid'],
		[{ date: '1999-12-31' }, 'date', 'training.date-too-old'],
		[{ kind: 'party' as never }, 'kind', 'training.kind-missing'],
		[{ dimensions: [] }, 'dimensions', 'training.dimensions-missing'],
		[{ dimensions: ['juggling'] }, 'dimensions', 'training.dimensions-unknown'],
		[{ dimensions: ['collaboration', 'collaboration'] }, 'dimensions', 'training.dimensions-unknown'],
		[{ reflection: 'a'.repeat(4001) }, 'reflection', 'training.reflection-too-long'],
		[{ link: 'javascript:alert(1)' }, 'link', 'training.link-not-web'],
	])('refused, nothing kept: %#', async (change, field, code) => {
		const ada = await learner();
		await expect(record(ada, change)).rejects.toMatchObject({ field, code, status: 422 });
		expect((await listTrainings(open(), ada, 1)).count).toBe(0);
	});

	test('today is the institution’s, not Greenwich’s', async () => {
		const ada = await learner();
		const before = open().now();
		open().setNow(new Date('2026-11-23T03:30:00Z'));
		expect(await todayOf(open(), ada)).toBe('2026-11-22');
		await expect(record(ada, { date: '2026-11-23' })).rejects.toMatchObject({
			code: 'training.date-in-future',
		});
		open().setNow(before);
	});

	test('a change made elsewhere meanwhile is not written over', async () => {
		const ada = await learner();
		const { id } = await record(ada);
		const change = (title: string, revision: number, key = open().newId()) =>
			changeTraining(open(), ada, { ...draft, title, id, revision, key, dimensions: ['collaboration'] });
		const key = open().newId();
		expect(await change('Deux', 1, key)).toEqual({ revision: 2 });
		expect(await change('Deux', 1, key)).toEqual({ revision: 2 });
		await expect(change('Trois', 1)).rejects.toEqual(refusal('training.stale', 409));
		expect(await trainingById(open(), ada, id)).toMatchObject({
			title: 'Deux',
			revision: 2,
			dimensions: ['collaboration'],
		});
	});

	test('removed, it leaves the list, the totals and nothing behind; twice is once', async () => {
		const ada = await learner();
		const { id } = await record(ada);
		const key = open().newId();
		await removeTraining(open(), ada, { id, key });
		expect(await removeTraining(open(), ada, { id, key })).toEqual({ title: draft.title });
		await expect(trainingById(open(), ada, id)).rejects.toEqual(refusal('not-found', 404));
		await expect(removeTraining(open(), ada, { id, key: open().newId() })).rejects.toEqual(
			refusal('not-found', 404),
		);
		expect((await trainingTotals(open(), ada.id))['critical-thinking']?.count).toBe(0);
	});

	test('somebody else’s is not found, to read, to change or to remove', async () => {
		const [ada, emile] = [await learner(), await learner()];
		const { id } = await record(ada);
		const missing = refusal('not-found', 404);
		const key = open().newId();
		await expect(trainingById(open(), emile, id)).rejects.toEqual(missing);
		await expect(changeTraining(open(), emile, { ...draft, id, revision: 1, key })).rejects.toEqual(missing);
		await expect(removeTraining(open(), emile, { id, key })).rejects.toEqual(missing);
		await expect(trainingById(open(), ANONYMOUS, id)).rejects.toEqual(refusal('identity.sign-in', 401));
		expect((await trainingById(open(), ada, id)).revision).toBe(1);
	});

	test('the list comes by twenty, the newest first, and ends', async () => {
		const ada = await learner();
		for (let day = 1; day <= 22; day += 1) {
			const date = `2026-10-${String(day).padStart(2, '0')}`;
			await record(ada, { title: date, date, dimensions: ['collaboration'] });
		}
		const first = await listTrainings(open(), ada, 1);
		expect(first).toMatchObject({ count: 22, pages: 2 });
		expect(first.items.map((one) => one.date)).toEqual(
			Array.from({ length: 20 }, (_, at) => `2026-10-${String(22 - at).padStart(2, '0')}`),
		);
		expect((await listTrainings(open(), ada, 2)).items.map((one) => one.title)).toEqual([
			'2026-10-02',
			'2026-10-01',
		]);
		await expect(listTrainings(open(), ada, 3)).rejects.toEqual(refusal('not-found', 404));
		expect(await trainingsInDimension(open(), ada.id, 'collaboration')).toHaveLength(22);
		expect(await trainingsInDimension(open(), ada.id, 'communication')).toEqual([]);
	});

	test('erasing a person leaves nobody else’s touched', async () => {
		const [ada, emile] = [await learner(), await learner()];
		await record(ada);
		await record(emile);
		await open().db.write((tx) => erase(tx, ada.id));
		expect(await personalData(open(), ada.id)).toEqual({ trainings: [] });
		expect(await personalData(open(), emile.id)).toMatchObject({ trainings: [{ title: draft.title }] });
		expect((await trainingTotals(open(), ada.id))['critical-thinking']?.count).toBe(0);
	});
});
