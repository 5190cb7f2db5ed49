import { visibleLine } from '#platform';
import type { Audience, Role } from '../../actor.ts';
import { emailProblem, foldEmail } from '../../names.ts';
import { audienceNamed, type Column, roleNamed } from './column-words.ts';
import { type ListFault, type ListRows, MOST_PEOPLE, type Row, rowsOf } from './rows-of-list.ts';

/** Most rows that were not understood and are told one by one; the others are counted. */
const MOST_TOLD = 50;
/** Most characters of a name or a school. */
const LONGEST_NAME = 80;

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

/** The rows of a list that has some, and not too many; otherwise what stops it from being read. */
function readableRows(text: string): ListRows | ListFault {
	const found = rowsOf(text);
	if ('code' in found) return found;
	if (found.rows.length === 0) return { code: 'people-none', line: 1 };
	return found.rows.length > MOST_PEOPLE ? { code: 'people-many', line: found.rows.at(-1)!.line } : found;
}

/** The rows of a list that were not understood, each as it was given and why; none of a list that cannot be read. */
export function rowsNotUnderstood(list: PeopleToRead): {
	readonly table: ListRows['table'];
	readonly rows: readonly { readonly record: readonly string[]; readonly why: RowProblem }[];
} {
	const found = readableRows(list.text);
	if ('code' in found) return { table: null, rows: [] };
	const rows = found.rows.flatMap((row) => {
		const one = personOf(row, list);
		return 'why' in one ? [{ record: row.record, why: one.why }] : [];
	});
	return { table: found.table, rows };
}

/**
 * Reads a list of people: a table (CSV) whose headers are French or English, or addresses one after the other.
 * Every row is somebody to invite, repeats one above, or is told with its line and why.
 */
export function readPeople(list: PeopleToRead): PeopleRead {
	const nothing = { people: [], notRead: [], notReadCount: 0, repeated: 0 };
	const rows = readableRows(list.text);
	if ('code' in rows) return { ...nothing, fault: rows };
	const people = new Map<string, ListedPerson>();
	const notRead: RowNotRead[] = [];
	let repeated = 0;
	for (const row of rows.rows) {
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
