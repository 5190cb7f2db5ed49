import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { withoutGuard } from '#platform/threads';
import { rosterColumns, type RosterRow } from '../../roster/roster-table.ts';

/** Most people in one roster. */
export const MOST_IN_ROSTER = 20_000;
/** Most characters of one row with all its cells. */
const LONGEST_ROW = 10_000;
const DELIMITERS = [';', ',', '\t'];

/** What stops a whole roster from being read, the line where, and the file or column that is missing if one is. */
export interface WholeRosterFault {
	readonly code:
		| 'roster-none'
		| 'roster-many'
		| 'roster-quote'
		| 'roster-no-name'
		| 'roster-bundle-file'
		| 'roster-bundle-column'
		| 'roster-bundle-broken';
	readonly line: number;
	readonly given: string;
}

/** One record of a table: its cells as they were given, and its line, from 1. */
export interface TableRecord {
	readonly record: readonly string[];
	readonly line: number;
}

/** The sign between the cells of a table: the most frequent one in its headers. */
const delimiterOf = (headers: string): string =>
	DELIMITERS.reduce((best, sign) => (headers.split(sign).length > headers.split(best).length ? sign : best));

/**
 * The records of a table (CSV), its headers first; Excel may say in a first line which sign stands between cells.
 * A fault where a quote is not closed or a row has no end.
 */
export function tableRecords(given: string, most: number): readonly TableRecord[] | WholeRosterFault {
	const start = given.replace(/^\uFEFF/, '');
	const [said = '', sign] = /^\s*sep=([;,\t])\r?\n/i.exec(start) ?? [];
	const text = start.slice(said.length);
	const before = said === '' ? 0 : 1;
	const headers = /\S.*/.exec(text)?.[0] ?? '';
	try {
		const records = parse(text, {
			...{ delimiter: sign ?? delimiterOf(headers), relax_column_count: true, relax_quotes: true },
			...{ skip_empty_lines: true, info: true, to: most, max_record_size: LONGEST_ROW },
		}) as unknown as readonly { record: string[]; info: { lines: number } }[];
		return records.map(({ record, info }) => ({ record, line: info.lines + before }));
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const { lines } = error as CsvError & { readonly lines?: number };
		return { code: 'roster-quote', line: (lines ?? 1) + before, given: '' };
	}
}

/** The rows of a roster, and the headers of its columns that are left unread. */
export interface RosterRows {
	readonly rows: readonly RosterRow[];
	readonly unread: readonly string[];
}

/** The rows of a roster as a table (CSV), whose headers are French or English. */
export function rosterRows(given: string): RosterRows | WholeRosterFault {
	const records = tableRecords(given, MOST_IN_ROSTER + 2);
	if ('code' in records) return records;
	const [first, ...rest] = records;
	if (!first) return { code: 'roster-none', line: 1, given: '' };
	const columns = rosterColumns(first.record);
	if (!columns.some((column) => column === 'name' || column === 'family' || column === 'given'))
		return { code: 'roster-no-name', line: first.line, given: first.record.join(', ').slice(0, 80) };
	const filled = rest.filter(({ record }) => record.some((cell) => cell.trim() !== ''));
	if (filled.length === 0) return { code: 'roster-none', line: first.line, given: '' };
	if (filled.length > MOST_IN_ROSTER) return { code: 'roster-many', line: filled.at(-1)!.line, given: '' };
	const rows = filled.map(({ record, line }) => {
		const cells: Partial<RosterRow['cells']> = {};
		for (const [at, value] of record.entries()) {
			const column = columns[at];
			if (column && !cells[column]) cells[column] = withoutGuard(value);
		}
		const extra = record.slice(columns.length).filter((cell) => cell.trim() !== '').length;
		return { line, cells, extra };
	});
	const unread = first.record.filter((header, at) => !columns[at] && header.trim() !== '');
	return { rows, unread: unread.map((header) => header.trim().slice(0, 40)).slice(0, 30) };
}
