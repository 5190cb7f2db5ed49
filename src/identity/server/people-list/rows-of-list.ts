import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { addressesOfLine } from './address-list.ts';
import { type Column, columnNamed } from './column-words.ts';
import { withoutGuard } from '#platform/threads';

/** Most people in one list. */
export const MOST_PEOPLE = 20_000;
/** Most characters of one row with all its cells. */
const LONGEST_ROW = 10_000;

/** What stops a whole list from being read, and the line where. */
export interface ListFault {
	readonly code: 'people-none' | 'people-many' | 'people-quote' | 'people-no-column';
	readonly line: number;
}

/** One row of a list: its line, from 1, and its cells, by what their column holds and as they were given. */
export interface Row {
	readonly line: number;
	readonly cells: Partial<Record<Column, string>>;
	readonly record: readonly string[];
}

/** The rows of a list, with its headers if it is a table. */
export interface ListRows {
	readonly rows: readonly Row[];
	/** Null for addresses one after the other: each record is then the address and the name. */
	readonly table: { readonly headers: readonly string[]; readonly delimiter: string } | null;
}

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

function tableRows(text: string, delimiter: string, linesBefore: number): ListRows | ListFault {
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
	const rows = rest.map(({ record: given, info }) => {
		const cells: Partial<Record<Column, string>> = {};
		const record = given.map(withoutGuard);
		for (const [at, value] of record.entries()) {
			const column = columns[at];
			if (column && !cells[column]) cells[column] = value;
		}
		return { line: info.lines + linesBefore, cells, record };
	});
	return { rows, table: { headers: headers?.record ?? [], delimiter } };
}

function listRows(text: string): ListRows {
	const rows: Row[] = [];
	for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
		for (const { email, name } of addressesOfLine(line))
			rows.push({ line: at + 1, cells: { email, name }, record: [email, name] });
		if (rows.length > MOST_PEOPLE) break;
	}
	return { rows, table: null };
}

/**
 * The rows of a list: of a table whose headers name a column of addresses, or of addresses written one after
 * the other. Excel may say in a first line which sign stands between cells.
 */
export function rowsOf(given: string): ListRows | ListFault {
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
