import { beforeEach, expect, test } from 'vitest';
import type { PersonActor } from '#identity';
import { createInstitution } from '#identity/server';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import { CATALOGUE_COLUMNS } from '../../index.ts';
import {
	addEntry,
	editedCatalogue,
	exportCatalogue,
	importCatalogue,
	previewCatalogue,
	setEntryRetired,
} from '../index.ts';
import { catalogueRows, MOST_ENTRIES } from './catalogue-csv.ts';

const HEAD = 'Titre;Organisme;Adresse;Durée;Langue;Publics;Dimensions;Coût';
const ROW = 'Coder;RÉCIT;https://formation.example/coder;90;fr;enseignant;1, 2;Gratuit';
const lost = expect.objectContaining({ status: 404 });

eachDialect('a catalogue as a table', (open) => {
	const key = () => open().newId();
	let bruno: PersonActor;
	const adviser = async () => {
		const { id: institution } = await createInstitution(open(), {
			...{ slug: `lieu-${key().slice(0, 8)}`, name: 'École', kind: 'service-centre' },
		});
		return newcomer(open(), [{ institution, role: 'adviser' }], 'Bruno');
	};
	beforeEach(async () => {
		bruno = await adviser();
	});
	const preview = (text: string) => previewCatalogue(open(), bruno, text);
	const take = (content: string, form = key()) => importCatalogue(open(), bruno, { content, key: form });
	const held = async (who = bruno) =>
		(await editedCatalogue(open(), who, { page: 1, retired: false, words: '' })).entries;

	test('a dry run says what would be added, changed and left, and writes nothing', async () => {
		const text = `${HEAD}\n${ROW}\n${ROW}\nLire;;;30;en;staff;3;`;
		expect(await preview(text)).toEqual({
			...{ fault: null, faults: [], faultCount: 0, tooMany: false },
			...{ added: 2, changed: 0, same: 0, repeated: 1 },
		});
		expect(await held()).toEqual([]);
		expect(await take(text)).toEqual({ added: 2, changed: 0 });
		expect(await preview(text)).toMatchObject({ added: 0, changed: 0, same: 2 });
		const [coder] = await held();
		expect(coder).toMatchObject({ title: 'Coder', minutes: 90, audiences: ['teacher'], cost: 'Gratuit' });
		const other = text.replace('Coder;', 'Programmer;').replace(';Gratuit', ';40 $');
		expect(await preview(other)).toMatchObject({ changed: 1, same: 1 });
		expect(await take(other)).toEqual({ added: 0, changed: 1 });
		expect((await held()).map(({ title, revision }) => [title, revision])).toEqual([
			['Lire', 1],
			['Programmer', 2],
		]);
	});

	test('one row at fault and nothing is imported; each is told by line, column and what to do', async () => {
		const text = `${HEAD}\n${ROW}\nLire;;;longtemps;en;staff;3;\nVoir;;;30;en;staff;nulle-part;`;
		const found = await preview(text);
		expect(found.faults.map(({ line, column }) => [line, column])).toEqual([
			[3, 'duration'],
			[4, 'dimensions'],
		]);
		await expect(take(text)).rejects.toMatchObject({ code: 'training.catalogue-faults', field: 'file' });
		expect(await held()).toEqual([]);
	});

	test('the same form is imported once; a table of somebody who edits nothing, never', async () => {
		const form = key();
		const text = `${HEAD}\n${ROW}`;
		expect(await take(text, form)).toEqual({ added: 1, changed: 0 });
		expect(await take(text, form)).toEqual({ added: 1, changed: 0 });
		expect(await held()).toHaveLength(1);
		await expect(take(`${text}\n`, form)).rejects.toMatchObject({ status: 409 });
		const ada = await newcomer(open(), [
			{ institution: bruno.memberships[0]!.institution, role: 'learner', audience: 'teacher' },
		]);
		await expect(previewCatalogue(open(), ada, text)).rejects.toEqual(lost);
		await expect(importCatalogue(open(), ada, { content: text, key: key() })).rejects.toEqual(lost);
		await expect(exportCatalogue(open(), ada)).rejects.toEqual(lost);
	});

	test('what is exported is imported elsewhere as it was, a formula harmless on the way', async () => {
		await take(`${HEAD}\n${ROW}\n"=HYPERLINK(""https://x.example"")";"+1";;"30";both;staff;3;"-"`);
		await addEntry(open(), bruno, {
			...{ title: 'Retirée', provider: '', address: null, minutes: 5, language: 'fr', cost: '' },
			...{ audiences: ['staff'], dimensions: ['collaboration'], key: key() },
		});
		const retired = (await held()).find(({ title }) => title === 'Retirée')!;
		await setEntryRetired(open(), bruno, { id: retired.id, retired: true, key: key() });
		const text = await exportCatalogue(open(), bruno);
		expect(text.startsWith(`\uFEFF${CATALOGUE_COLUMNS.join(';')}\r\n`)).toBe(true);
		expect(text).not.toContain('Retirée');
		for (const line of text.slice(1).split('\r\n')) expect(line).not.toMatch(/(^|;)"?[=+\-@]/);
		const odile = await adviser();
		expect(await importCatalogue(open(), odile, { content: text, key: key() })).toMatchObject({ added: 2 });
		const content = (all: Awaited<ReturnType<typeof held>>) =>
			all.map(({ title, provider, address, minutes, language, audiences, dimensions, cost }) => ({
				...{ title, provider, address, minutes, language, audiences, dimensions, cost },
			}));
		expect(content(await held(odile))).toEqual(content(await held()));
		expect((await held(odile)).map(({ title }) => title)).toContain('=HYPERLINK("https://x.example")');
	});

	test('a retired one that a table names is offered again', async () => {
		await take(`${HEAD}\n${ROW}`);
		const [{ id } = { id: '' }] = await held();
		await setEntryRetired(open(), bruno, { id, retired: true, key: key() });
		expect(await preview(`${HEAD}\n${ROW}`)).toMatchObject({ changed: 1 });
		await take(`${HEAD}\n${ROW}`);
		expect(await held()).toHaveLength(1);
	});
});

test.each([
	['nothing', '', { code: 'catalogue-none', line: 1, column: null }],
	['headers alone', HEAD, { code: 'catalogue-none', line: 1, column: null }],
	[
		'no column of durations',
		'Titre;Publics;Dimensions\na;b;c',
		{ code: 'catalogue-no-column', line: 1, column: 'duration' },
	],
	[
		'a quote never closed',
		`${HEAD}\n"Coder`,
		{ code: 'catalogue-quote', line: expect.any(Number), column: null },
	],
])('a table with %s is refused whole, and why', (_what, text, fault) => {
	expect(catalogueRows(text)).toEqual(fault);
});

test('20,000 rows are read, and one more is refused', () => {
	const table = (rows: number) => `${HEAD}\n${`${ROW}\n`.repeat(rows)}`;
	expect(catalogueRows(table(MOST_ENTRIES))).toHaveLength(MOST_ENTRIES);
	expect(catalogueRows(table(MOST_ENTRIES + 1))).toMatchObject({ code: 'catalogue-many' });
});

test.each([
	['commas', `title,duration,audience,dimensions\nCoder,90,teacher,1`],
	['tabs', `title\tduration\taudience\tdimensions\nCoder\t90\tteacher\t1`],
	['what Excel says in a first line', `sep=;\r\ntitle;duration;audience;dimensions\r\nCoder;90;teacher;1`],
	['a mark of its encoding', `\uFEFFtitle;duration;audience;dimensions\nCoder;90;teacher;1`],
])('a table with %s is read', (_what, text) => {
	const rows = catalogueRows(text);
	expect(rows).toMatchObject([{ cells: { title: 'Coder', duration: '90' } }]);
});
