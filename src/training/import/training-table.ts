import { searchable } from '#identity';
import { visibleLine } from '#platform';
import type { NamedDimension } from '../catalogue/catalogue-table.ts';
import { durationInMinutes } from '../duration.ts';
import { TRAINING_KINDS, type TrainingKind } from '../kinds.ts';
import { readLink } from '../link.ts';
import { type TrainingContent, trainingProblem } from '../rules.ts';
import { dateOrder, type DateOrder, writtenDate } from './written-date.ts';

/** What a column of a table of learning activities may hold, in the order in which they are described. */
export const TRAINING_COLUMNS = [
	'title',
	'date',
	'duration',
	'kind',
	'dimensions',
	'reflection',
	'link',
	'email',
] as const;

/** What a column of a table of learning activities holds. */
export type TrainingColumn = (typeof TRAINING_COLUMNS)[number];

/** Headers are compared by their letters and digits. The last words are those of exports of Moodle. */
const HEADERS: Readonly<Record<TrainingColumn, readonly string[]>> = {
	title: [
		'title',
		'titre',
		'activite',
		'activity',
		'formation',
		'cours',
		'course',
		'nomducours',
		'coursename',
	],
	date: [
		...['date', 'dateactivite', 'jour', 'coursecomplete', 'coursecompleted', 'completiondate', 'completed'],
		...['datecompleted', 'timecompleted', 'completedon', 'coursacheve', 'courstermine', 'achevementdecours'],
		...['achevementducours', 'dateachevement', 'datedachevement', 'termine', 'termineele', 'acheve'],
	],
	duration: ['duration', 'duree', 'minutes'],
	kind: ['kind', 'type', 'genre', 'sorte'],
	dimensions: ['dimension', 'dimensions'],
	reflection: ['reflection', 'reflexion', 'notes', 'commentaire', 'commentaires', 'comment', 'comments'],
	link: ['link', 'lien', 'url', 'address', 'adresse', 'trace', 'evidence'],
	email: [
		...['email', 'mail', 'courriel', 'emailaddress', 'adressecourriel', 'adressedecourriel', 'adresseemail'],
		...['adressemail', 'adressedemessagerie'],
	],
};

/** What a header says that its column holds, in French or English; undefined for another column. */
export const trainingColumnNamed = (header: string): TrainingColumn | undefined =>
	TRAINING_COLUMNS.find((column) => HEADERS[column].includes(searchable(header)));

const KIND_WORDS: Readonly<Record<TrainingKind, readonly string[]>> = {
	course: ['course', 'cours', 'coursenligne', 'autoformation', 'onlinecourse', 'formation', 'training'],
	workshop: ['workshop', 'atelier', 'conference', 'webinaire', 'webinar'],
	reading: ['reading', 'lecture', 'lectureouvideo', 'readingorvideo', 'video'],
	'peer-exchange': ['peerexchange', 'echangeentrepairs', 'echange', 'exchangewithpeers'],
	experimentation: ['experimentation', 'essai', 'essaienclasse', 'essaienclasseouenstage', 'trial'],
	instructor: ['instructor', 'formateur', 'formatrice', 'animation', 'facilitation'],
};

/** What holds for each row of a table that does not say it, as its form says. */
export interface TrainingDefaults {
	readonly title: string;
	/** Minutes; zero where the form says none. */
	readonly minutes: number;
	readonly kind: TrainingKind;
	readonly dimensions: readonly string[];
}

/** How a table is read: what holds for rows that do not say it, the day it is, and what it is about. */
export interface TrainingTableReading {
	readonly defaults: TrainingDefaults;
	/** Today’s civil date, the latest that is accepted. */
	readonly today: string;
	readonly dimensions: readonly NamedDimension[];
	/** True for a report about people, in which a row without a date says what is not completed. */
	readonly isReport: boolean;
}

/** A row of a table: its line, from 1, and its cells by what their column holds. */
export interface TrainingRow {
	readonly line: number;
	readonly cells: Partial<Record<TrainingColumn, string>>;
}

/** A learning activity of a table, and the address of whom it is, folded; '' where the table names nobody. */
export interface ListedTraining extends TrainingContent {
	readonly line: number;
	readonly email: string;
}

/** Why a row was not understood: its line, the column, the code of what to do, and the words at fault. */
export interface TrainingRowFault {
	readonly line: number;
	readonly column: TrainingColumn;
	readonly code: string;
	readonly given: string;
}

const LONGEST_TOLD = 80;
/** The column that a field of a learning activity is in. */
const COLUMN_OF: Readonly<Record<string, TrainingColumn>> = { hours: 'duration' };

const parts = (cell: string): string[] =>
	cell
		.split(/[,;|]/)
		.map((one) => one.trim())
		.filter((one) => one !== '');

/** Reads one row: a learning activity, or the first thing wrong with it. */
function trainingOfRow(
	{ line, cells }: TrainingRow,
	{ defaults, today, dimensions }: TrainingTableReading,
	order: DateOrder,
): ListedTraining | TrainingRowFault {
	const cell = (column: TrainingColumn) => visibleLine(cells[column] ?? '');
	const fault = (column: TrainingColumn, code: string, given = cell(column)): TrainingRowFault => ({
		...{ line, column, code },
		given: given.slice(0, LONGEST_TOLD),
	});
	const when = writtenDate(cell('date'), order);
	if ('code' in when) return fault('date', cell('date') === '' ? 'training.date-missing' : when.code);
	const minutes = durationInMinutes(cell('duration'), 'minutes');
	if (minutes === undefined) return fault('duration', 'training.duration-unreadable');
	const word = searchable(cell('kind'));
	const kind = word === '' ? defaults.kind : TRAINING_KINDS.find((one) => KIND_WORDS[one].includes(word));
	if (!kind) return fault('kind', 'training.kind-unknown');
	const slugs: string[] = [];
	for (const named of parts(cell('dimensions'))) {
		const found = dimensions.find(({ slug, number }) => slug === named || String(number) === named);
		if (!found) return fault('dimensions', 'training.entry-dimension-unknown', named);
		if (!slugs.includes(found.slug)) slugs.push(found.slug);
	}
	const link = cell('link') === '' ? null : readLink(cell('link'));
	if (typeof link === 'string') return fault('link', link);
	const training: ListedTraining = {
		...{ line, email: cell('email').toLowerCase(), title: cell('title') || defaults.title, date: when.date },
		...{ minutes: minutes || defaults.minutes, kind, reflection: (cells.reflection ?? '').trim() },
		dimensions: slugs.length > 0 ? slugs : defaults.dimensions,
		link: link?.address ?? null,
	};
	const known = dimensions.map(({ slug }) => slug);
	const wrong = trainingProblem(training, today, known);
	return wrong ? fault(COLUMN_OF[wrong.field] ?? (wrong.field as TrainingColumn), wrong.code) : training;
}

/** What makes two learning activities of one person the same: their day and their title. */
export const trainingKey = ({ date, title }: Pick<TrainingContent, 'date' | 'title'>): string =>
	`${date} ${searchable(title)}`;

/** What a table says: activities that are sound, rows that are not, and how many rows are left for a reason. */
export interface TrainingTableRead {
	readonly trainings: readonly ListedTraining[];
	readonly faults: readonly TrainingRowFault[];
	/** Rows that repeat one above. */
	readonly repeated: number;
	/** Rows of a report without a date: what is not completed yet. */
	readonly unfinished: number;
}

/** Reads the rows of a table, each activity of each person once. */
export function readTrainingRows(
	rows: readonly TrainingRow[],
	reading: TrainingTableReading,
): TrainingTableRead {
	const trainings = new Map<string, ListedTraining>();
	const faults: TrainingRowFault[] = [];
	const order = dateOrder(rows.map(({ cells }) => visibleLine(cells.date ?? '')));
	let [repeated, unfinished] = [0, 0];
	for (const row of rows) {
		if (reading.isReport && visibleLine(row.cells.date ?? '') === '') {
			unfinished += 1;
			continue;
		}
		const one = trainingOfRow(row, reading, order);
		const key = 'code' in one ? '' : `${one.email} ${trainingKey(one)}`;
		if ('code' in one) faults.push(one);
		else if (trainings.has(key)) repeated += 1;
		else trainings.set(key, one);
	}
	return { trainings: [...trainings.values()], faults, repeated, unfinished };
}
