import { expect, test } from 'vitest';
import {
	readTrainingRows,
	trainingColumnNamed,
	type TrainingRow,
	type TrainingTableReading,
} from './training-table.ts';

const reading: TrainingTableReading = {
	defaults: { title: '', minutes: 0, kind: 'course', dimensions: [] },
	today: '2026-12-01',
	dimensions: [
		{ slug: 'collaboration', number: 4 },
		{ slug: 'communication', number: 5 },
	],
	isReport: false,
};
const cells = { title: 'Coder', date: '2026-11-28', duration: '1 h 30', dimensions: '4; communication' };
const row = (change: TrainingRow['cells'] = {}, line = 2): TrainingRow => ({
	line,
	cells: { ...cells, ...change },
});
const read = (rows: readonly TrainingRow[], change: Partial<TrainingTableReading> = {}) =>
	readTrainingRows(rows, { ...reading, ...change });

test('a row is read in French or English', () => {
	const { trainings } = read([
		row({ kind: 'Échange entre pairs', reflection: ' Vu. ', link: 'formation.example/a' }),
	]);
	expect(trainings).toEqual([
		{
			...{ line: 2, email: '', title: 'Coder', date: '2026-11-28', minutes: 90, kind: 'peer-exchange' },
			...{ dimensions: ['collaboration', 'communication'], reflection: 'Vu.' },
			link: 'https://formation.example/a',
		},
	]);
	expect(
		['Titre', 'DATE', 'Durée', 'Type', 'Réflexion', 'Email address', 'Course complete', 'x'].map(
			trainingColumnNamed,
		),
	).toEqual(['title', 'date', 'duration', 'kind', 'reflection', 'email', 'date', undefined]);
});

test('what a row does not say is what the form says', () => {
	const defaults = { title: 'Cours', minutes: 60, kind: 'reading', dimensions: ['communication'] } as const;
	const bare = { title: '', duration: '', dimensions: '' };
	expect(read([row(bare)], { defaults }).trainings[0]).toMatchObject({
		...{ title: 'Cours', minutes: 60, kind: 'reading', dimensions: ['communication'] },
	});
	expect(read([row()], { defaults }).trainings[0]).toMatchObject({ title: 'Coder', minutes: 90 });
});

test.each([
	[{ title: '' }, 'title', 'training.title-missing', ''],
	[{ title: 'a'.repeat(201) }, 'title', 'training.title-too-long', 'a'.repeat(80)],
	[{ date: 'hier' }, 'date', 'training.date-unreadable', 'hier'],
	[{ date: '' }, 'date', 'training.date-missing', ''],
	[{ date: '3/4/26' }, 'date', 'training.date-ambiguous', '3/4/26'],
	[{ date: '2026-12-02' }, 'date', 'training.date-in-future', '2026-12-02'],
	[{ duration: 'longtemps' }, 'duration', 'training.duration-unreadable', 'longtemps'],
	[{ duration: '' }, 'duration', 'training.duration-missing', ''],
	[{ kind: 'sieste' }, 'kind', 'training.kind-unknown', 'sieste'],
	[{ dimensions: '4, nulle-part' }, 'dimensions', 'training.entry-dimension-unknown', 'nulle-part'],
	[{ dimensions: '' }, 'dimensions', 'training.dimensions-missing', ''],
	[{ link: 'javascript:alert(1)' }, 'link', 'training.link-not-web', 'javascript:alert(1)'],
	[{ reflection: 'a'.repeat(4001) }, 'reflection', 'training.reflection-too-long', 'a'.repeat(80)],
] as const)('%o is told by line and column, with what to do', (change, column, code, given) => {
	expect(read([row(change, 7)]).faults).toEqual([{ line: 7, column, code, given }]);
});

test('the same day and title are one activity, of each person', () => {
	const again = [row(), row({ title: 'CODER' }, 3), row({ date: '2026-11-27' }, 4)];
	expect(read(again)).toMatchObject({ trainings: { length: 2 }, repeated: 1 });
	const two = [row({ email: 'ada@x.example' }), row({ email: 'Emile@x.example' }, 3)];
	expect(read(two).trainings.map(({ email }) => email)).toEqual(['ada@x.example', 'emile@x.example']);
});

test('in a report about people, what has no date is not completed; elsewhere the date is missing', () => {
	expect(read([row({ date: '' })], { isReport: true })).toMatchObject({ unfinished: 1, faults: [] });
	expect(read([row({ date: '' })])).toMatchObject({ unfinished: 0, faults: { length: 1 } });
});

test('one date of the table tells the order of day and month in all', () => {
	const { trainings } = read([row({ date: '3/4/26, 10:00' }), row({ date: '28/11/26, 14:30' }, 3)]);
	expect(trainings.map(({ date }) => date)).toEqual(['2026-04-03', '2026-11-28']);
});
