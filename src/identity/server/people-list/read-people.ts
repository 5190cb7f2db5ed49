import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { visibleLine } from '#platform';
import type { Audience, Role } from '../../actor.ts';
import { emailProblem, foldEmail } from '../../names.ts';
import { addressesOfLine } from './address-list.ts';
import { audienceNamed, type Column, columnNamed, roleNamed } from './column-words.ts';

/** Most people in one list. */
export const MOST_PEOPLE = 20_000;
/** Most rows that were not understood and are told one by one; the others are counted. */
const MOST_TOLD = 50;
/** Most characters of a name or a school, and of one row with all its cells. */
const [LONGEST_NAME, LONGEST_ROW] = [80, 10_000];

/** Somebody to invite, as a list says. */
export interface ListedPerson {
	/** The line of the list that says so, from 1. */
	readonly line: number;
	/** The address, folded as addresses are stored. */
	readonly email: string;
	readonly name: string | null;
	readonly school: string | null;
	readonly role: Role;
	readonly audience: Audience | null;
}

/** Why a row of a list is not understood. */
export type RowProblem =
	| 'email-missing'
	| 'email-shape'
	| 'role-unknown'
	| 'audience-unknown'
	| 'audience-missing'
	| 'no-learners'
	| 'name-long'
	| 'school-long';

/** A row that was not understood: its line, why, and the words at fault. */
export interface RowNotRead {
	readonly line: number;
	readonly why: RowProblem;
	readonly given: string;
}

/** What stops a whole list from being read, and the line where. */
export interface ListFault {
	readonly code: 'people-none' | 'people-many' | 'people-quote' | 'people-no-column';
	readonly line: number;
}

/** A list of people that was read. */
export interface PeopleRead {
	readonly people: readonly ListedPerson[];
	/** The first rows that were not understood, and how many there are. */
	readonly notRead: readonly RowNotRead[];
	readonly notReadCount: number;
	/** How many rows repeat an address with the same role. */
	readonly repeated: number;
	readonly fault: ListFault | null;
}

/** A list to read: its text, what holds for rows that do not say it, and whether learners may be invited. */
export interface PeopleToRead {
	readonly text: string;
	readonly role: Role;
	readonly audience: Audience | null;
	readonly learners: boolean;
}

type Cells = Partial<Record<Column, string>>;
interface Row {
	readonly line: number;
	readonly cells: Cells;
}
type Rows = readonly Row[] | ListFault;

const DELIMITERS = [';', ',', '\t'];

/** The sign between the cells of a table: the most frequent one in its headers. */
const delimiterOf = (headers: string): string =>
	DELIMITERS.reduce((best, sign) => (headers.split(sign).length > headers.split(best).length ? sign : best));

/** What each column holds. Where there is a first name, the other one is the family's. */
function columnsOf(headers: readonly string[]): (Column | undefined)[] {
	const named = headers.map(columnNamed);
	const parted = named.includes('given') && !named.includes('family');
	return named.map((column) => (parted && column === 'name' ? 'family' : column));
}

interface ParsedRecord {
	readonly record: string[];
	readonly info: { readonly lines: number };
}

function tableRows(text: string, delimiter: string, linesBefore: number): Rows {
	let records: ParsedRecord[];
	try {
		records = parse(text, {
			...{ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
			...{ info: true, to: MOST_PEOPLE + 2, max_record_size: LONGEST_ROW },
		}) as unknown as ParsedRecord[];
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const { lines } = error as CsvError & { readonly lines?: number };
		return { code: 'people-quote', line: (lines ?? 1) + linesBefore };
	}
	const [headers, ...rest] = records;
	const columns = columnsOf(headers?.record ?? []);
	return rest.map(({ record, info }) => {
		const cells: Cells = {};
		for (const [at, value] of record.entries()) {
			const column = columns[at];
			if (column && !cells[column]) cells[column] = value;
		}
		return { line: info.lines + linesBefore, cells };
	});
}

function listRows(text: string): Rows {
	const rows: Row[] = [];
	for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
		for (const { email, name } of addressesOfLine(line)) rows.push({ line: at + 1, cells: { email, name } });
		if (rows.length > MOST_PEOPLE) break;
	}
	return rows;
}

/**
 * The rows of a list: of a table whose headers name a column of addresses, or of addresses written one after
 * the other. Excel may say in a first line which sign stands between cells.
 */
function rowsOf(given: string): Rows {
	const [said = '', sign] = /^\s*sep=([;,\t])\r?\n/i.exec(given) ?? [];
	const text = given.slice(said.length);
	const headers = /\S.*/.exec(text)?.[0] ?? '';
	if (headers === '') return { code: 'people-none', line: 1 };
	if (headers.includes('@')) return listRows(given);
	const delimiter = sign ?? delimiterOf(headers);
	const named = headers.split(delimiter).map((header) => columnNamed(header));
	if (named.includes('email')) return tableRows(text, delimiter, said === '' ? 0 : 1);
	return named.length > 1 ? { code: 'people-no-column', line: 1 } : listRows(given);
}

/** Reads one row: somebody to invite, or why it is not understood. */
function personOf(
	{ line, cells }: Row,
	{ role, audience, learners }: PeopleToRead,
): ListedPerson | RowNotRead {
	const cell = (column: Column) => visibleLine(cells[column] ?? '');
	const refused = (why: RowProblem, given: string): RowNotRead => ({
		line,
		why,
		given: given.slice(0, LONGEST_NAME),
	});
	const email = foldEmail(cell('email'));
	if (email === '') return refused('email-missing', visibleLine(Object.values(cells).join(' ')));
	if (emailProblem(email)) return refused('email-shape', email);
	const name = cell('name') || `${cell('given')} ${cell('family')}`.trim();
	if (name.length > LONGEST_NAME) return refused('name-long', name);
	const school = cell('school');
	if (school.length > LONGEST_NAME) return refused('school-long', school);
	const held = cell('role') === '' ? role : roleNamed(cell('role'));
	if (!held) return refused('role-unknown', cell('role'));
	const given = { line, email, name: name || null, school: school || null, role: held };
	if (held !== 'learner') return { ...given, audience: null };
	if (!learners) return refused('no-learners', email);
	const whose = cell('audience') === '' ? audience : audienceNamed(cell('audience'));
	if (whose === undefined) return refused('audience-unknown', cell('audience'));
	return whose === null ? refused('audience-missing', email) : { ...given, audience: whose };
}

/**
 * Reads a list of people: a table (CSV) whose headers are French or English, or addresses one after the other.
 * Every row is somebody to invite, repeats one above, or is told with its line and why.
 */
export function readPeople(list: PeopleToRead): PeopleRead {
	const nothing = { people: [], notRead: [], notReadCount: 0, repeated: 0 };
	const rows = rowsOf(list.text);
	if ('code' in rows) return { ...nothing, fault: rows };
	if (rows.length === 0) return { ...nothing, fault: { code: 'people-none', line: 1 } };
	if (rows.length > MOST_PEOPLE)
		return { ...nothing, fault: { code: 'people-many', line: rows.at(-1)!.line } };
	const people = new Map<string, ListedPerson>();
	const notRead: RowNotRead[] = [];
	let repeated = 0;
	for (const row of rows) {
		const one = personOf(row, list);
		if ('why' in one) notRead.push(one);
		else if (people.has(`${one.role} ${one.email}`)) repeated += 1;
		else people.set(`${one.role} ${one.email}`, one);
	}
	return {
		people: [...people.values()],
		notRead: notRead.slice(0, MOST_TOLD),
		notReadCount: notRead.length,
		repeated,
		fault: null,
	};
}
