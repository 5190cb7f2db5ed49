import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { decodeText } from '#platform/threads';
import { readPeople } from './read-people.ts';
import { writeRowsToCorrect } from './rows-to-correct.ts';

const REASONS = {
	...{ 'email-missing': 'L’adresse manque.', 'email-shape': 'Pas une adresse; à corriger.' },
	...{ 'role-unknown': 'Rôle ?', 'audience-unknown': 'Public ?', 'audience-missing': 'Sans public' },
	...{ 'no-learners': 'Personne', 'name-long': 'Nom long', 'school-long': 'École longue' },
};
const list = (text: string) => ({ text, role: 'learner', audience: 'teacher', learners: true }) as const;
const written = (text: string) =>
	writeRowsToCorrect({
		...list(text),
		...{ headers: ['Courriel', 'Nom'], reason: 'À corriger', reasons: REASONS },
	});
const lines = (text: string) => written(text).slice(1).split('\r\n').slice(0, -1);

test('the rows that were not understood keep their columns and their order, with why; the others are left out', () => {
	const given = [
		'Matricule,Nom,Courriel,Rôle',
		'12,Ada,ada@x.ca,apprenante',
		'13,"Roy, Zoé",pas une adresse,',
		'14,"a ""b""",c@x.ca,chef',
		'15,Sans',
		'16,Trop,d@x.ca,chef,de plus',
	].join('\n');
	expect(written(given).startsWith('\u{feff}')).toBe(true);
	expect(lines(given)).toEqual([
		'Matricule,Nom,Courriel,Rôle,,À corriger',
		'13,"Roy, Zoé",pas une adresse,,,"Pas une adresse; à corriger."',
		'14,"a ""b""",c@x.ca,chef,,Rôle ?',
		'15,Sans,,,,L’adresse manque.',
		'16,Trop,d@x.ca,chef,de plus,Rôle ?',
	]);
});

test('addresses one after the other become a table of two columns', () => {
	expect(lines('ada@x.ca\nBo Li <bo.x.ca>\nzut')).toEqual([
		'Courriel;Nom;À corriger',
		'bo.x.ca;Bo Li;"Pas une adresse; à corriger."',
		'zut;;"Pas une adresse; à corriger."',
	]);
	expect(lines('ada@x.ca')).toEqual(['Courriel;Nom;À corriger']);
});

test('a cell that a spreadsheet would run is text, and is read again as it was', () => {
	const given = 'courriel;nom;école\nx;=1+1;@SUM(A1)\ny;+1;-1';
	expect(lines(given).slice(1)).toEqual([
		`x;'=1+1;'@SUM(A1);"Pas une adresse; à corriger."`,
		`y;'+1;'-1;"Pas une adresse; à corriger."`,
	]);
	const corrected = written(given).replace('\nx;', '\nx@x.ca;').replace('\ny;', '\ny@x.ca;');
	expect(readPeople(list(corrected)).people.map(({ email, name, school }) => [email, name, school])).toEqual([
		['x@x.ca', '=1+1', '@SUM(A1)'],
		['y@x.ca', '+1', '-1'],
	]);
});

test('corrected in part and given again, a table has one column of reasons', () => {
	const once = decodeText(new TextEncoder().encode(written('courriel;nom\nx;X\ny;Y')))!.replace(
		'\nx;',
		'\nx@x.ca;',
	);
	expect(lines(once)).toEqual(['courriel;nom;À corriger', 'y;Y;"Pas une adresse; à corriger."']);
});

test('whatever a table holds, what is given again is what was not understood, cell by cell', () => {
	const cell = fc.string({
		unit: fc.constantFrom('a', '=', '-', '@', "'", '"', ';', ',', '\n', ' ', 'é', '+'),
	});
	always({ row: 200, formula: 100 }, (met) =>
		fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
			const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
			const text = [
				'courriel;nom;autre',
				...rows.map(([name, other]) => `x;${quoted(name)};${quoted(other)}`),
			].join('\n');
			const bytes = new TextEncoder().encode(written(text));
			const again = written(decodeText(bytes) ?? '');
			expect(again).toBe(written(text));
			expect(readPeople(list(decodeText(bytes) ?? '')).notReadCount).toBe(rows.length);
			const cells: string[][] = parse(written(text), { delimiter: ';', bom: true });
			expect(cells.flat().filter((one) => /^[=+@-]/.test(one))).toEqual([]);
			met('row', rows.length > 1);
			met(
				'formula',
				rows.some(([name]) => /^[=+@-]/.test(name)),
			);
		}),
	);
});
