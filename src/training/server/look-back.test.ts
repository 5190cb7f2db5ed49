import { expect, test } from 'vitest';
import type { PersonActor } from '#identity';
import { createInstitution } from '#identity/server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import {
	changeTraining,
	helpfulness,
	lookBack,
	lookingBackForm,
	personalData,
	putBackTraining,
	recordTraining,
	removeTraining,
	SUGGESTIONS,
	trainingById,
} from './index.ts';

const [catalogued] = SUGGESTIONS;
const suggestion = catalogued!.id;
const draft = {
	...{ title: 'Lire une politique', date: '2026-11-20', minutes: 30, kind: 'reading' as const },
	...{ dimensions: ['collaboration'], reflection: '', link: null },
};
const HOUR = 3_600_000;

eachDialect('looking back on a learning activity', (open) => {
	const key = () => open().newId();
	let institution: string | undefined;
	async function learner(name = 'Ada'): Promise<PersonActor> {
		const slug = { slug: 'ecole', name: 'École', kind: 'service-centre' } as const;
		institution ??= (await createInstitution(open(), slug)).id;
		return newcomer(open(), [{ institution, role: 'learner', audience: 'teacher' }], name);
	}
	const log = (who: PersonActor, from?: string) =>
		recordTraining(open(), who, { ...draft, suggestion: from, key: key() });
	const of = (who: PersonActor, id: string) => trainingById(open(), who, id);
	const said = (before: 0 | 1 | 2 | null, now: 3 | 4 | null, helped: boolean | null) => ({
		before,
		now,
		helped,
	});
	/** Moves the clock to the next hour, when answers are counted again. */
	const nextHour = () => open().setNow(new Date(open().now().getTime() + HOUR));

	test('two answers are kept, changed, taken away; the activity keeps its revision and is edited around them', async () => {
		const ada = await learner();
		const { id } = await log(ada);
		expect(await of(ada, id)).toMatchObject({ ...said(null, null, null), suggestion: null });
		await lookBack(open(), ada, { id, ...said(1, 3, null), key: key() });
		expect(await of(ada, id)).toMatchObject({ ...said(1, 3, null), revision: 1 });
		await changeTraining(open(), ada, { ...draft, id, title: 'Relire', revision: 1, key: key() });
		expect(await of(ada, id)).toMatchObject({ title: 'Relire', ...said(1, 3, null) });
		await lookBack(open(), ada, { id, ...said(null, 4, null), key: key() });
		expect(await of(ada, id)).toMatchObject(said(null, 4, null));
		expect(JSON.stringify(await personalData(open(), ada.id))).toContain('"now":4');
	});

	test('what was said comes back with an activity that was removed', async () => {
		const ada = await learner();
		const { id } = await log(ada, suggestion);
		await lookBack(open(), ada, { id, ...said(0, 3, false), key: key() });
		await removeTraining(open(), ada, { id, key: key() });
		await putBackTraining(open(), ada, { id, key: key() });
		expect(await of(ada, id)).toMatchObject({ ...said(0, 3, false), suggestion });
	});

	test('whether it helped is asked of the catalogue’s alone; an unknown one of it is no catalogue’s', async () => {
		const ada = await learner();
		for (const from of [undefined, 'nothing-of-the-kind']) {
			const { id } = await log(ada, from);
			await lookBack(open(), ada, { id, ...said(1, 3, true), key: key() });
			expect(await of(ada, id)).toMatchObject({ ...said(1, 3, null), suggestion: null });
		}
	});

	test('nobody looks back on somebody else’s', async () => {
		const [ada, emile] = [await learner(), await learner('Emile')];
		const { id } = await log(ada);
		for (const one of [id, key()])
			await expect(
				lookBack(open(), emile, { id: one, ...said(1, 3, null), key: key() }),
			).rejects.toMatchObject({ status: 404 });
		expect(await of(ada, id)).toMatchObject(said(null, null, null));
	});

	test('people are counted once each, by the hour; who removes their activity is not counted', async () => {
		nextHour();
		const before = (await helpfulness(open())).get(suggestion) ?? { answers: 0, helped: 0 };
		const [ada, bea, carl] = [await learner(), await learner('Bea'), await learner('Carl')];
		for (const helped of [true, false, true]) {
			const { id } = await log(ada, suggestion);
			await lookBack(open(), ada, { id, ...said(null, null, helped), key: key() });
		}
		const { id: hers } = await log(bea, suggestion);
		await lookBack(open(), bea, { id: hers, ...said(null, null, false), key: key() });
		const { id: his } = await log(carl, suggestion);
		await lookBack(open(), carl, { id: his, ...said(null, null, true), key: key() });
		await log(await learner('Dora'), suggestion);
		expect((await helpfulness(open())).get(suggestion) ?? before).toEqual(before);
		nextHour();
		expect((await helpfulness(open())).get(suggestion)).toEqual({
			answers: before.answers + 3,
			helped: before.helped + 2,
		});
		await removeTraining(open(), carl, { id: his, key: key() });
		nextHour();
		expect((await helpfulness(open())).get(suggestion)).toEqual({
			answers: before.answers + 2,
			helped: before.helped + 1,
		});
	});
});

test('the form reads two steps and a yes or no, each if one wishes; « effacer » takes all away', () => {
	const sent = { before: '0', now: '4', helped: 'no', key: 'k' };
	expect(lookingBackForm.parse(sent)).toEqual({ before: 0, now: 4, helped: false, key: 'k' });
	expect(lookingBackForm.parse({ key: 'k' })).toEqual({ before: null, now: null, helped: null, key: 'k' });
	expect(lookingBackForm.parse({ ...sent, clear: '1' })).toMatchObject({
		before: null,
		now: null,
		helped: null,
	});
	for (const wrong of [{ before: '5' }, { now: 'x' }, { helped: 'maybe' }, { clear: '2' }])
		expect(lookingBackForm.safeParse({ ...sent, ...wrong }).success).toBe(false);
});
