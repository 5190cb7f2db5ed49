import { expect, test } from 'vitest';
import { type CatalogueRow, columnNamed, entryOfRow, readCatalogueRows } from './catalogue-table.ts';
import { entryKey, searchedWords } from './entry.ts';

const dimensions = [
	{ slug: 'collaboration', number: 4 },
	{ slug: 'communication', number: 5 },
];
const cells = {
	...{ title: 'Coder', provider: 'RÉCIT', address: 'formation.example/coder', duration: '1 h 30' },
	...{
		language: 'Français',
		audiences: 'enseignant; Étudiants',
		dimensions: '4, communication',
		cost: 'Gratuit',
	},
};
const row = (change: Partial<CatalogueRow['cells']> = {}, line = 2): CatalogueRow => ({
	line,
	cells: { ...cells, ...change },
});

test('a row is read in French or English, its dimensions by number or slug', () => {
	expect(entryOfRow(row(), dimensions)).toEqual({
		...{ title: 'Coder', provider: 'RÉCIT', address: 'https://formation.example/coder', minutes: 90 },
		...{ language: 'fr', audiences: ['teacher', 'student'], dimensions: ['collaboration', 'communication'] },
		cost: 'Gratuit',
	});
	const english = {
		language: 'both',
		audiences: 'staff',
		duration: '45',
		address: '',
		cost: '',
		provider: '',
	};
	expect(entryOfRow(row(english), dimensions)).toMatchObject({
		...{ language: 'both', audiences: ['staff'], minutes: 45, address: null, cost: '', provider: '' },
	});
	expect(entryOfRow(row({ language: '' }), dimensions)).toMatchObject({ language: 'fr' });
	expect(['Titre', 'ORGANISME', 'coût', 'Durée', 'Publics', 'URL', 'x'].map(columnNamed)).toEqual([
		...['title', 'provider', 'cost', 'duration', 'audiences', 'address', undefined],
	]);
});

test.each([
	[{ title: '' }, 'title', 'training.title-missing', ''],
	[{ title: 'a'.repeat(201) }, 'title', 'training.title-too-long', 'a'.repeat(80)],
	[{ provider: 'a'.repeat(121) }, 'provider', 'training.entry-provider-long', 'a'.repeat(80)],
	[{ duration: 'une heure' }, 'duration', 'training.duration-unreadable', 'une heure'],
	[{ duration: '' }, 'duration', 'training.duration-missing', ''],
	[{ language: 'allemand' }, 'language', 'training.entry-language', 'allemand'],
	[{ audiences: 'parents' }, 'audiences', 'training.entry-audience', 'parents'],
	[{ audiences: '' }, 'audiences', 'training.entry-audience', ''],
	[{ dimensions: '4, 13' }, 'dimensions', 'training.entry-dimension-unknown', '13'],
	[{ dimensions: 'collaborations' }, 'dimensions', 'training.entry-dimension-unknown', 'collaborations'],
	[{ dimensions: '' }, 'dimensions', 'training.dimensions-missing', ''],
	[{ address: 'javascript:alert(1)' }, 'address', 'training.link-not-web', 'javascript:alert(1)'],
	[{ address: 'https://a:b@c.example' }, 'address', 'training.link-with-password', 'https://a:b@c.example'],
	[{ cost: 'a'.repeat(61) }, 'cost', 'training.entry-cost-long', 'a'.repeat(80).slice(0, 61)],
] as const)('%o is told by line and column, with what to do', (change, column, code, given) => {
	expect(entryOfRow(row(change, 7), dimensions)).toEqual({ line: 7, column, code, given });
});

test('the same address, or without one the same title and provider, is one training', () => {
	const other = { title: 'Autre titre' };
	const bare = { address: '', title: 'Les licences', provider: 'École branchée' };
	const rows = [
		row(),
		row(other, 3),
		row(bare, 4),
		row({ ...bare, title: 'LES LICENCES' }, 5),
		row({ dimensions: 'x' }, 6),
	];
	const { entries, faults, repeated } = readCatalogueRows(rows, dimensions);
	expect(entries.map(({ title }) => title)).toEqual(['Coder', 'Les licences']);
	expect(faults.map(({ line }) => line)).toEqual([6]);
	expect(repeated).toBe(2);
	expect(new Set(entries.map(entryKey)).size).toBe(2);
});

test('words looked for hold letters and digits alone', () => {
	expect(searchedWords(' L’École  « 100 % » _ d’été ')).toEqual(['lecole', '100', 'dete']);
	expect(searchedWords(' ')).toEqual([]);
});
