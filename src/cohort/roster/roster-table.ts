import { nameSortKey, searchable } from '#identity';
import { visibleLine } from '#platform';

/** What a column of a roster holds; `given` and `family` are the two parts of a name. */
export type RosterColumn = 'number' | 'name' | 'given' | 'family' | 'group';

/** Somebody whom a roster names. */
export interface RosterPerson {
	/** The number that the institution gives them; null where the roster has none. */
	readonly number: string | null;
	readonly name: string;
	/** Their class or group; empty where the roster has none. */
	readonly group: string;
}

/** A row of a roster before it is understood: its line, its cells by column, and how many cells no header names. */
export interface RosterRow {
	readonly line: number;
	readonly cells: Partial<Record<RosterColumn, string>>;
	readonly extra: number;
}

/** Why a row of a roster is not understood. */
export type RosterProblem =
	| 'name-missing'
	| 'name-long'
	| 'name-digits'
	| 'name-address'
	| 'number-scientific'
	| 'number-date'
	| 'number-error'
	| 'number-shape'
	| 'number-twice'
	| 'group-long'
	| 'encoding'
	| 'cells-many'
	| 'class-unknown'
	| 'user-unknown'
	| 'date-impossible';

/** A row that is not understood: its line, in which file of a bundle, why, and the words at fault. */
export interface RosterFault {
	readonly line: number;
	readonly file: string | null;
	readonly why: RosterProblem;
	readonly given: string;
}

/** Most characters of a name or a group. */
const LONGEST = 80;
/** Most characters of words at fault that are told. */
const LONGEST_TOLD = 60;

const COLUMNS = new Map<string, RosterColumn>(
	(
		[
			['number', 'numero no num numeroetudiant nodetudiant numerodetudiant noetudiant numeroda da nofiche'],
			['number', 'numerodefiche fiche matricule identifiant studentnumber studentid number id identifier'],
			['name', 'nom name nomcomplet fullname displayname nometprenom prenometnom'],
			['given', 'prenom givenname firstname given first'],
			['family', 'nomdefamille familyname lastname surname family last'],
			['group', 'groupe group classe class section sousgroupe subgroup nogroupe groupcode'],
		] as const
	).flatMap(([column, words]) => words.split(' ').map((word) => [word, column] as const)),
);

/** What a column of a roster holds, from its header in French or English; undefined for one that is left unread. */
export const rosterColumnNamed = (header: string): RosterColumn | undefined =>
	COLUMNS.get(searchable(header));

/** What each header of a roster holds. Where there is a first name, the other one is the family’s. */
export function rosterColumns(headers: readonly string[]): (RosterColumn | undefined)[] {
	const named = headers.map(rosterColumnNamed);
	const parted = named.includes('given') && !named.includes('family');
	return named.map((column) => (parted && column === 'name' ? 'family' : column));
}

/** What a wrong encoding leaves of accented letters. */
const BROKEN = /\uFFFD|Ã[\u0080-\u00BF\u0152-\u2122]|â€/;
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d*)?E[+-]?\d+$/i;
const DATE = /^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\/\d{1,2}\/\d{2,4}|\d{1,2}-\p{L}{3,9}\.?(?:-\d{2,4})?)$/u;
const SPREADSHEET_ERROR = /^#[\p{L}\d/!?]+$/u;
const NUMBER = /^[\p{L}\d](?:[\p{L}\d._-]{0,30}[\p{L}\d])?$/u;

function problemOfNumber(number: string): RosterProblem | null {
	if (number === '') return null;
	if (SCIENTIFIC.test(number)) return 'number-scientific';
	if (DATE.test(number)) return 'number-date';
	if (SPREADSHEET_ERROR.test(number)) return 'number-error';
	return NUMBER.test(number) && !/^\d+\.\d+$/.test(number) ? null : 'number-shape';
}

function problemOfName(name: string): RosterProblem | null {
	if (name === '') return 'name-missing';
	if (name.length > LONGEST) return 'name-long';
	if (name.includes('@')) return 'name-address';
	return /\p{L}/u.test(name) ? null : 'name-digits';
}

/** Reads one row of a roster: somebody, or the first thing wrong with it. */
export function personOfRosterRow({ line, cells, extra }: RosterRow): RosterPerson | RosterFault {
	const cell = (column: RosterColumn) => visibleLine(cells[column] ?? '');
	const fault = (why: RosterProblem, given: string): RosterFault => ({
		...{ line, file: null, why },
		given: given.slice(0, LONGEST_TOLD),
	});
	const number = cell('number');
	const name = `${cell('given')} ${cell('family') || cell('name')}`.trim();
	const group = cell('group');
	const broken = [number, name, group].find((text) => BROKEN.test(text));
	if (broken !== undefined) return fault('encoding', broken);
	if (extra > 0) return fault('cells-many', name);
	const [wrongName, wrongNumber] = [problemOfName(name), problemOfNumber(number)];
	if (wrongName) return fault(wrongName, name || number);
	if (wrongNumber) return fault(wrongNumber, number);
	if (group.length > LONGEST) return fault('group-long', group);
	return { number: number || null, name, group };
}

/**
 * By what a roster that is imported again recognises somebody: their number, or else their name in their group.
 * Accents, case and spaces do not count.
 */
export const rosterKey = ({ number, name, group }: RosterPerson): string =>
	number === null ? `p:${nameSortKey(name)}|${searchable(group)}` : `n:${searchable(number)}`;

/** What a roster says: its people, the rows that are not understood, and how many repeat one above. */
export interface RosterRead {
	readonly people: readonly RosterPerson[];
	readonly faults: readonly RosterFault[];
	readonly repeated: number;
}

/**
 * Reads the rows of a roster, each person once. A number that two names share is a fault; the same person named
 * again, in another group too, is counted and left out.
 */
export function readRosterRows(rows: readonly RosterRow[]): RosterRead {
	const people = new Map<string, RosterPerson>();
	const faults: RosterFault[] = [];
	let repeated = 0;
	for (const row of rows) {
		const one = personOfRosterRow(row);
		if ('why' in one) {
			faults.push(one);
			continue;
		}
		const key = rosterKey(one);
		const before = people.get(key);
		if (!before) people.set(key, one);
		else if (nameSortKey(before.name) === nameSortKey(one.name)) repeated += 1;
		else faults.push({ line: row.line, file: null, why: 'number-twice', given: one.number ?? one.name });
	}
	return { people: [...people.values()], faults, repeated };
}
