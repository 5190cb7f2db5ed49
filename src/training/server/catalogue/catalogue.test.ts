import { beforeEach, expect, test } from 'vitest';
import { ANONYMOUS, type PersonActor } from '#identity';
import { createInstitution } from '#identity/server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import type { EntryContent } from '../../index.ts';
import {
	addEntry,
	catalogueItem,
	changeEntry,
	editedCatalogue,
	entryToEdit,
	recordTraining,
	searchCatalogue,
	setEntryRetired,
	SUGGESTIONS,
	trainingById,
} from '../index.ts';

const content: EntryContent = {
	...{ title: 'L’évaluation à l’ère de l’IA', provider: 'École branchée', minutes: 90, language: 'fr' },
	...{ address: 'https://formation.example/ia', audiences: ['teacher'], dimensions: ['collaboration'] },
	cost: 'Gratuit',
};
const lost = expect.objectContaining({ status: 404 });

eachDialect('the catalogue of an institution', (open) => {
	const key = () => open().newId();
	let bruno: PersonActor;
	let ada: PersonActor;
	let emile: PersonActor;
	let institution: string;
	const place = async () =>
		(
			await createInstitution(open(), {
				...{ slug: `lieu-${key().slice(0, 8)}`, name: 'École', kind: 'service-centre' },
			})
		).id;
	beforeEach(async () => {
		institution = await place();
		bruno = await newcomer(open(), [{ institution, role: 'adviser' }], 'Bruno');
		ada = await newcomer(open(), [{ institution, role: 'learner', audience: 'teacher' }]);
		emile = await newcomer(open(), [{ institution, role: 'learner', audience: 'student' }], 'Emile');
	});
	const add = (change: Partial<EntryContent> = {}, who = bruno) =>
		addEntry(open(), who, { ...content, ...change, key: key() });
	const find = async (who: PersonActor, words = '', dimension: string | null = null) =>
		searchCatalogue(open(), who, { words, dimension, locale: 'fr' });
	const titles = async (who: PersonActor, words = '', dimension: string | null = null) =>
		(await find(who, words, dimension)).entries.map(({ title }) => title);

	test('an adviser and an administrator add trainings, which whoever learns there finds', async () => {
		const chloe = await newcomer(open(), [{ institution, role: 'administrator' }], 'Chloe');
		await add();
		await add({ title: 'Coder', audiences: ['teacher', 'student'] }, chloe);
		expect(await titles(ada)).toEqual(['Coder', content.title]);
		expect(await titles(emile)).toEqual(['Coder']);
		const noe = await newcomer(open(), [
			{ institution: await place(), role: 'learner', audience: 'teacher' },
		]);
		expect(await titles(noe)).toEqual([]);
	});

	test.each([
		['evaluation IA', 1],
		["L'ÉVALUATION", 1],
		['lere branchee', 1],
		['ecole-branchée', 1],
		['évaluation robotique', 0],
		['%', 0],
		['_', 0],
		['« »', 0],
		['   ', 1],
	])('« %s » finds %i', async (words, count) => {
		await add();
		expect(await find(ada, words)).toMatchObject({ count });
	});

	test('a dimension narrows what is found, common activities too; exercises have no address', async () => {
		await add();
		await add({ title: 'Coder', dimensions: ['content-production', 'collaboration'] });
		expect(await titles(ada, '', 'content-production')).toEqual(['Coder']);
		const { common, exercises } = await find(ada, '', 'content-production');
		for (const one of [...common, ...exercises]) {
			expect(one.dimensions).toContain('content-production');
			expect(one.audiences).toContain('teacher');
		}
		const all = await find(ada);
		expect(all.common.every(({ address }) => address !== null)).toBe(true);
		expect(all.exercises.every(({ address, kind }) => address === null && kind !== 'course')).toBe(true);
		expect(all.exercises.length).toBeGreaterThan(10);
		expect((await find(ada, 'politique confidentialite')).exercises.map(({ id }) => id)).toContain(
			'read-your-privacy-policy',
		);
	});

	test('one is logged from it with its title, duration and dimensions, and remembered', async () => {
		const id = await add();
		const item = await catalogueItem(open(), ada, id, 'fr');
		expect(item).toEqual({
			...{ id, title: content.title, minutes: 90, kind: 'course', link: content.address },
			dimensions: ['collaboration'],
		});
		const draft = { ...item!, date: '2026-11-20', reflection: '' };
		const { id: logged } = await recordTraining(open(), ada, { ...draft, suggestion: id, key: key() });
		expect(await trainingById(open(), ada, logged)).toMatchObject({ suggestion: id, link: content.address });
		const [common] = SUGGESTIONS;
		expect(await catalogueItem(open(), ada, common!.id, 'en')).toMatchObject({ title: common!.title.en });
		expect(await catalogueItem(open(), ada, '', 'fr')).toBeUndefined();
		const noe = await newcomer(open(), [
			{ institution: await place(), role: 'learner', audience: 'teacher' },
		]);
		expect(await catalogueItem(open(), noe, id, 'fr')).toBeUndefined();
	});

	test('it is changed by its revision, and by nobody elsewhere', async () => {
		const id = await add();
		const change = { ...content, id, title: 'Renommée', revision: 1 };
		expect(await changeEntry(open(), bruno, { ...change, key: key() })).toBe(2);
		expect(await entryToEdit(open(), bruno, id)).toMatchObject({ title: 'Renommée', revision: 2 });
		expect(await titles(ada, 'renommee')).toEqual(['Renommée']);
		await expect(changeEntry(open(), bruno, { ...change, key: key() })).rejects.toMatchObject({
			code: 'training.entry-stale',
			status: 409,
		});
		const odile = await newcomer(open(), [{ institution: await place(), role: 'adviser' }]);
		await expect(changeEntry(open(), odile, { ...change, revision: 2, key: key() })).rejects.toEqual(lost);
		await expect(setEntryRetired(open(), odile, { id, retired: true, key: key() })).rejects.toEqual(lost);
		await expect(entryToEdit(open(), odile, id)).rejects.toEqual(lost);
	});

	test('once retired it is offered to nobody, what was logged stays, and it may be offered again', async () => {
		const id = await add();
		const draft = { ...content, link: null, date: '2026-11-20', reflection: '', kind: 'course' as const };
		const { id: logged } = await recordTraining(open(), ada, { ...draft, suggestion: id, key: key() });
		expect(await setEntryRetired(open(), bruno, { id, retired: true, key: key() })).toBe(content.title);
		expect(await titles(ada)).toEqual([]);
		expect(await catalogueItem(open(), ada, id, 'fr')).toBeUndefined();
		expect(await trainingById(open(), ada, logged)).toMatchObject({ suggestion: id });
		const asked = { page: 1, words: '' };
		expect(await editedCatalogue(open(), bruno, { ...asked, retired: true })).toMatchObject({ count: 1 });
		expect(await editedCatalogue(open(), bruno, { ...asked, retired: false })).toMatchObject({ count: 0 });
		await setEntryRetired(open(), bruno, { id, retired: false, key: key() });
		expect(await titles(ada)).toEqual([content.title]);
	});

	test('whoever edits reads which common ones lack an address; learners do not find them', async () => {
		const { toComplete } = await editedCatalogue(open(), bruno, { page: 1, retired: false, words: '' });
		expect(toComplete.length).toBeGreaterThan(0);
		const { common, exercises } = await find(ada);
		const found = [...common, ...exercises].map(({ id }) => id);
		expect(toComplete.filter(({ id }) => found.includes(id))).toEqual([]);
		await expect(editedCatalogue(open(), bruno, { page: 2, retired: false, words: '' })).rejects.toEqual(
			lost,
		);
	});

	test('a learner, a visitor and an adviser by an agreement edit nothing', async () => {
		const byAgreement = { agreement: 'a', service: 'r', reviews: true };
		const karine = { ...bruno, memberships: [{ ...bruno.memberships[0]!, byAgreement }] };
		for (const who of [ada, karine]) {
			await expect(add({}, who)).rejects.toEqual(lost);
			await expect(editedCatalogue(open(), who, { page: 1, retired: false, words: '' })).rejects.toEqual(
				lost,
			);
		}
		await expect(addEntry(open(), ANONYMOUS, { ...content, key: key() })).rejects.toMatchObject({
			status: 401,
		});
		await expect(find(bruno)).rejects.toEqual(lost);
	});

	test.each([
		[{ title: '' }, 'title', 'training.title-missing'],
		[{ title: 'a'.repeat(201) }, 'title', 'training.title-too-long'],
		[{ provider: 'a'.repeat(121) }, 'provider', 'training.entry-provider-long'],
		[{ cost: 'a'.repeat(61) }, 'cost', 'training.entry-cost-long'],
		[{ minutes: 0 }, 'duration', 'training.duration-missing'],
		[{ audiences: [] }, 'audiences', 'training.entry-audience'],
		[{ dimensions: [] }, 'dimensions', 'training.dimensions-missing'],
		[{ dimensions: ['nowhere'] }, 'dimensions', 'training.dimensions-unknown'],
		[{ language: 'de' as never }, 'language', 'training.entry-language'],
		[{ address: 'javascript:alert(1)' }, 'address', 'training.link-not-web'],
	] as const)('%o is refused, beside its field', async (change, field, code) => {
		await expect(add(change as Partial<EntryContent>)).rejects.toMatchObject({ field, code });
		expect(await titles(ada)).toEqual([]);
	});
});
