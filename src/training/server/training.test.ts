import { CURRENT_VERSION } from '#framework';
import { expect, test } from 'vitest';
import { ANONYMOUS, type PersonActor } from '#identity';
import { createInstitution, erase } from '#identity/server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import type { TrainingContent } from '../index.ts';
import {
	changeTraining,
	eraseOldRemovedTrainings,
	eraseTrainingForGood,
	recentTrainingDimensions,
	listTrainings,
	personalData,
	putBackTraining,
	recentlyRemoved,
	recordTraining,
	removeTraining,
	searchTrainings,
	storeTrainings,
	todayOf,
	trainingById,
	trainingsInDimension,
	trainingTotals,
} from './index.ts';

const draft: TrainingContent = {
	title: 'Repérer les biais d’une IA générative',
	date: '2026-11-20',
	minutes: 90,
	kind: 'workshop',
	dimensions: ['information-literacy', 'critical-thinking'],
	reflection: '',
	link: null,
};

const refusal = (code: string, status: number) => expect.objectContaining({ code, status });

eachDialect('learning activities', (open) => {
	let institution: string | undefined;

	async function learner(): Promise<PersonActor> {
		const slug = { slug: 'recit', name: 'RÉCIT', kind: 'service-centre' } as const;
		institution ??= (await createInstitution(open(), slug)).id;
		return newcomer(open(), [{ institution, role: 'learner', audience: 'teacher' }]);
	}

	const record = (who: PersonActor, change: Partial<TrainingContent> = {}, key = open().newId()) =>
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

	test('the dimensions of the last five come first, each once; nobody else’s', async () => {
		const ada = await learner();
		expect(await recentTrainingDimensions(open(), ada)).toEqual([]);
		const on = (day: string, ...dimensions: string[]) => record(ada, { date: `2026-11-${day}`, dimensions });
		await on('01', 'innovation-and-creativity');
		for (const day of ['02', '03', '04']) await on(day, 'problem-solving');
		await on('06', 'collaboration', 'critical-thinking');
		await on('05', 'critical-thinking', 'communication');
		expect(await recentTrainingDimensions(open(), ada)).toEqual([
			'collaboration',
			'critical-thinking',
			'communication',
			'problem-solving',
		]);
		expect(await recentTrainingDimensions(open(), await learner())).toEqual([]);
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
			frameworkVersion: CURRENT_VERSION,
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

	test.each<[Partial<TrainingContent>, string, string]>([
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
		expect(await change('Deux', 1, key)).toMatchObject({ revision: 2 });
		expect(await change('Deux', 1, key)).toMatchObject({ revision: 2 });
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

	const DAY = 24 * 3_600_000;

	test('what was removed is in no list or total, and can be put back as it was, once, for a day', async () => {
		const [ada, emile] = [await learner(), await learner()];
		const { id } = await record(ada, { reflection: 'J’ai comparé.', link: 'recit.qc.ca/atelier' });
		const before = await trainingById(open(), ada, id);
		await removeTraining(open(), ada, { id, key: open().newId() });
		expect(await listTrainings(open(), ada, 1)).toMatchObject({ count: 0, minutes: 0 });
		expect((await searchTrainings(open(), ada, 'comparé')).count).toBe(0);
		const until = new Date(open().now().getTime() + DAY);
		expect(await recentlyRemoved(open(), ada)).toEqual([{ id, title: draft.title, until }]);
		expect(await recentlyRemoved(open(), emile)).toEqual([]);
		expect(await personalData(open(), ada.id)).toMatchObject({
			trainings: [],
			recentlyRemoved: [{ id, reflection: 'J’ai comparé.', erasedAt: until.toISOString() }],
		});
		const missing = refusal('not-found', 404);
		const key = open().newId();
		await expect(putBackTraining(open(), emile, { id, key })).rejects.toEqual(missing);
		await expect(eraseTrainingForGood(open(), emile, { id, key })).rejects.toEqual(missing);
		await expect(putBackTraining(open(), ANONYMOUS, { id, key })).rejects.toMatchObject({ status: 401 });
		expect(await putBackTraining(open(), ada, { id, key })).toEqual({ title: draft.title });
		expect(await putBackTraining(open(), ada, { id, key })).toEqual({ title: draft.title });
		expect(await trainingById(open(), ada, id)).toEqual({ ...before, revision: 2, updatedAt: open().now() });
		expect(await recentlyRemoved(open(), ada)).toEqual([]);
		await expect(putBackTraining(open(), ada, { id, key: open().newId() })).rejects.toEqual(missing);
	});

	test('what was removed is erased at once when asked, and by itself after a day', async () => {
		const ada = await learner();
		const [first, second] = [await record(ada), await record(ada, { title: 'Un autre' })];
		for (const { id } of [first, second]) await removeTraining(open(), ada, { id, key: open().newId() });
		const key = open().newId();
		for (let twice = 0; twice < 2; twice += 1)
			expect(await eraseTrainingForGood(open(), ada, { id: first.id, key })).toBe(true);
		expect(await recentlyRemoved(open(), ada)).toMatchObject([{ id: second.id }]);
		const begin = open().now();
		open().setNow(new Date(begin.getTime() + DAY - 1));
		await eraseOldRemovedTrainings(open());
		expect(await recentlyRemoved(open(), ada)).toHaveLength(1);
		open().setNow(new Date(begin.getTime() + DAY));
		// Out of reach even before the hour that erases it.
		expect(await recentlyRemoved(open(), ada)).toEqual([]);
		const late = { id: second.id, key: open().newId() };
		await expect(putBackTraining(open(), ada, late)).rejects.toEqual(refusal('not-found', 404));
		await eraseOldRemovedTrainings(open());
		open().setNow(begin);
		expect(await recentlyRemoved(open(), ada)).toEqual([]);
	});

	test('words are found in the title, the reflection and the host, whatever their accents and apostrophes', async () => {
		const ada = await learner();
		const emile = await learner();
		await record(ada, { title: 'L’école à l’heure de l’IA', date: '2026-11-01' });
		await record(ada, { title: 'Atelier', reflection: "Ce que l'École m’apprend.", date: '2026-11-02' });
		await record(ada, { title: 'Balado', link: 'https://ecole-ouverte.ca/balado', date: '2026-11-03' });
		await record(emile, { title: 'L’école d’Émile' });
		const titles = async (words: string, who = ada) =>
			(await searchTrainings(open(), who, words)).items.map(({ title }) => title);
		expect(await titles('ECOLE')).toEqual(['Balado', 'Atelier', 'L’école à l’heure de l’IA']);
		expect(await titles("l'ecole")).toEqual(['Atelier', 'L’école à l’heure de l’IA']);
		expect(await titles('ia  école')).toEqual(['L’école à l’heure de l’IA']);
		expect(await titles('« école »')).toEqual(['Balado', 'Atelier', 'L’école à l’heure de l’IA']);
		expect(await titles('école inconnue')).toEqual([]);
		expect(await titles('« »')).toEqual([]);
		expect(await titles('’')).toEqual([]);
		expect(await titles('école', emile)).toEqual(['L’école d’Émile']);
		await expect(searchTrainings(open(), ANONYMOUS, 'école')).rejects.toEqual(
			refusal('identity.sign-in', 401),
		);
	});

	test('a search lists the fifty newest, among the five hundred newest', async () => {
		const ada = await learner();
		for (let n = 0; n < 52; n += 1) await record(ada, { title: `Lecture ${n}`, date: '2026-10-01' });
		const { items, count, among } = await searchTrainings(open(), ada, 'lecture');
		expect([items.length, count, among]).toEqual([50, 52, null]);
		const old = { ...draft, title: 'Ancienne', date: '2020-01-01', person: ada.id, at: open().now() };
		await open().db.write((tx) =>
			storeTrainings(
				tx,
				open(),
				Array.from({ length: 450 }, () => old),
			),
		);
		expect(await searchTrainings(open(), ada, 'ancienne')).toMatchObject({ count: 448, among: 500 });
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
		expect(await personalData(open(), ada.id)).toEqual({
			...{ trainings: [], recentlyRemoved: [], received: [], hoursShares: [] },
		});
		expect(await personalData(open(), emile.id)).toMatchObject({ trainings: [{ title: draft.title }] });
		expect((await trainingTotals(open(), ada.id))['critical-thinking']?.count).toBe(0);
	});
});
