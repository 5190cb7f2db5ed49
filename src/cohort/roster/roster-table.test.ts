import { describe, expect, test } from 'vitest';
import { readRosterRows, rosterColumns, rosterKey, type RosterProblem } from './roster-table.ts';

const row = (cells: object, extra = 0) => ({ line: 7, cells, extra });
const read = (...cells: object[]) => readRosterRows(cells.map((one, at) => ({ ...row(one), line: at + 2 })));

describe('the columns of a roster', () => {
	test.each([
		['Numéro;Nom;Prénom;Groupe', ['number', 'family', 'given', 'group']],
		['Nom;Groupe', ['name', 'group']],
		['No étudiant;Nom de famille;Prénom;Classe', ['number', 'family', 'given', 'group']],
		['Student ID;Full name;Section', ['number', 'name', 'group']],
		['Matricule;Nom;Date de naissance;Code permanent', ['number', 'name', undefined, undefined]],
		['Courriel;Téléphone;NAS;Adresse', [undefined, undefined, undefined, undefined]],
	])('%s', (headers, columns) => {
		expect(rosterColumns(headers.split(';'))).toEqual(columns);
	});
});

test('a person is read without what surrounds their name, with or without a number', () => {
	expect(read({ given: ' Ada ', family: 'Lovelace', number: '0012345', group: '101 ' }).people).toEqual([
		{ number: '0012345', name: 'Ada Lovelace', group: '101' },
	]);
	expect(read({ name: 'Émile Nelligan' }).people).toEqual([
		{ number: null, name: 'Émile Nelligan', group: '' },
	]);
});

/** What is wrong in a row, and the first thing told of it. */
const DAMAGE: readonly [string, object, RosterProblem][] = [
	['no cell', {}, 'name-missing'],
	['an empty name', { name: '' }, 'name-missing'],
	['spaces for a name', { name: ' \u00a0\t' }, 'name-missing'],
	['a number alone', { number: '123' }, 'name-missing'],
	['invisible signs for a name', { name: '\u200b\u200d' }, 'name-missing'],
	['a name without end', { name: 'n'.repeat(81) }, 'name-long'],
	['two halves too long', { given: 'n'.repeat(40), family: 'n'.repeat(41) }, 'name-long'],
	['digits for a name', { name: '2034567' }, 'name-digits'],
	['a dash for a name', { name: '-' }, 'name-digits'],
	['a telephone for a name', { name: '(418) 555-0101' }, 'name-digits'],
	['an address for a name', { name: 'ada@exemple.ca' }, 'name-address'],
	['an address beside a name', { name: 'Ada <ada@exemple.ca>' }, 'name-address'],
	['1,23E+09', { name: 'Ada', number: '1,23E+09' }, 'number-scientific'],
	['1.23E+09', { name: 'Ada', number: '1.23E+09' }, 'number-scientific'],
	['2E9', { name: 'Ada', number: '2E9' }, 'number-scientific'],
	['-1,2e-5', { name: 'Ada', number: '-1,2e-5' }, 'number-scientific'],
	['2,0345670E+06', { name: 'Ada', number: '2,0345670E+06' }, 'number-scientific'],
	['a date as ISO', { name: 'Ada', number: '2026-12-01' }, 'number-date'],
	['a date that is not', { name: 'Ada', number: '2026-02-31' }, 'number-date'],
	['a date in slashes', { name: 'Ada', number: '01/12/2026' }, 'number-date'],
	['a date of Excel', { name: 'Ada', number: '12-déc' }, 'number-date'],
	['a date of Excel with its year', { name: 'Ada', number: '1-mars-26' }, 'number-date'],
	['#REF!', { name: 'Ada', number: '#REF!' }, 'number-error'],
	['#N/A', { name: 'Ada', number: '#N/A' }, 'number-error'],
	['#VALEUR!', { name: 'Ada', number: '#VALEUR!' }, 'number-error'],
	['signs too narrow for it', { name: 'Ada', number: '########' }, 'number-shape'],
	['a decimal', { name: 'Ada', number: '2034567.0' }, 'number-shape'],
	['a decimal comma', { name: 'Ada', number: '2034567,00' }, 'number-shape'],
	['spaces within', { name: 'Ada', number: '2 034 567' }, 'number-shape'],
	['a formula', { name: 'Ada', number: '=A2+1' }, 'number-shape'],
	['two numbers', { name: 'Ada', number: '12/34' }, 'number-shape'],
	['a number without end', { name: 'Ada', number: '1'.repeat(33) }, 'number-shape'],
	['a dash alone', { name: 'Ada', number: '-' }, 'number-shape'],
	['a dash at the end', { name: 'Ada', number: '123-' }, 'number-shape'],
	['an address for a number', { name: 'Ada', number: 'ada@exemple.ca' }, 'number-shape'],
	['markup', { name: 'Ada', number: '<b>1</b>' }, 'number-shape'],
	['a group without end', { name: 'Ada', group: 'g'.repeat(81) }, 'group-long'],
	['UTF-8 read as Windows-1252', { name: 'Ã‰mile' }, 'encoding'],
	['UTF-8 read as Latin-1', { name: 'Ren\u00c3\u00a9' }, 'encoding'],
	['a replaced letter', { name: 'Ren\ufffd' }, 'encoding'],
	['a broken apostrophe', { name: 'Dâ€™Amours' }, 'encoding'],
	['a broken group', { name: 'Ada', group: 'Fran\u00c3\u00a7ais' }, 'encoding'],
];
test.each(DAMAGE)('%s is told, with its line: %o → %s', (_name, cells, why) => {
	const { people, faults } = read(cells);
	expect(people).toEqual([]);
	expect(faults).toMatchObject([{ line: 2, file: null, why }]);
	expect(faults[0]!.given.length).toBeLessThanOrEqual(60);
});

test.each(['0012345', 'ABC-12', 'é12', '1', '12.34.56', 'a'.repeat(32), '2E', 'E9', '12_34'])(
	'%s is a number that an institution may give',
	(number) => {
		expect(read({ name: 'Ada', number }).people).toMatchObject([{ number }]);
	},
);

test('a row with more cells than columns is told', () => {
	expect(readRosterRows([row({ name: 'Ada' }, 2)]).faults).toMatchObject([{ line: 7, why: 'cells-many' }]);
});

test('somebody named again counts once; a number that two people have is told', () => {
	const again = read(
		{ number: '12a', name: 'Ada Lovelace', group: '1' },
		{ number: '12A', name: 'ADA  LOVELACE', group: '2' },
		{ number: '12A', name: 'Grace Hopper', group: '2' },
		{ name: 'Émile', group: '1' },
		{ name: 'Emile', group: '1' },
		{ name: 'Émile', group: '2' },
	);
	expect(again.people.map(({ name, group }) => [name, group])).toEqual([
		['Ada Lovelace', '1'],
		['Émile', '1'],
		['Émile', '2'],
	]);
	expect(again).toMatchObject({
		repeated: 2,
		faults: [{ line: 4, why: 'number-twice', given: '12A' }],
	});
});

test('a number recognises somebody whatever their name becomes, a name only in its group', () => {
	const ada = { number: '12', name: 'Ada', group: '1' };
	expect(rosterKey({ ...ada, name: 'Ada Lovelace', group: '2' })).toBe(rosterKey(ada));
	expect(rosterKey({ ...ada, number: null })).not.toBe(rosterKey(ada));
	expect(rosterKey({ number: null, name: 'n:12', group: '' })).not.toBe(rosterKey(ada));
	expect(rosterKey({ number: null, name: 'ADA', group: '1' })).toBe(rosterKey({ ...ada, number: null }));
	expect(rosterKey({ number: null, name: 'Ada', group: '2' })).not.toBe(rosterKey({ ...ada, number: null }));
});
