import { CsvError, type InfoRecord } from 'csv-parse';
import { parse } from 'csv-parse/sync';

/**
 * Why the rows of a table (CSV) cannot be told apart: a quotation mark that is never closed, one inside a cell
 * that has none around it, or a row that is too long.
 */
export type TableFaultCode = 'quote' | 'stray-quote' | 'long-row';

/** What keeps a table from being read, and the line, from 1, where it begins. */
export interface TableFault {
	readonly code: TableFaultCode;
	readonly line: number;
}

/** A row of a table: the line, from 1, on which it ends, and its cells. */
export interface TableRow {
	readonly line: number;
	readonly cells: readonly string[];
}

/** A table that was read: its first row, and the others. */
export interface Table {
	readonly headers: readonly string[];
	readonly headerLine: number;
	readonly rows: readonly TableRow[];
}

/** How the cells of a table are told apart, and how much of it is read. */
interface Reading {
	readonly delimiter: string;
	/** True where a mark inside a cell that has none around it is only a mark. */
	readonly relax_quotes?: boolean;
	/** Most records, and most characters of one with all its cells. */
	readonly most: number;
	readonly longestRow: number;
}

/** Most characters of one row with all its cells. */
const LONGEST_ROW = 10_000;
const DELIMITERS = [';', ',', '\t'];

/** The sign between the cells of a table: the most frequent one in its headers. */
const delimiterOf = (headers: string): string =>
	DELIMITERS.reduce((best, sign) => (headers.split(sign).length > headers.split(best).length ? sign : best));

function faultOf(error: CsvError, text: string, { last, most }: { last: number; most: number }): TableFault {
	const { code, lines = last + 1 } = error as CsvError & { readonly code: string; readonly lines?: number };
	if (code === 'CSV_QUOTE_NOT_CLOSED') return { code: 'quote', line: last + 1 };
	if (code !== 'CSV_MAX_RECORD_SIZE') return { code: 'stray-quote', line: lines };
	// A row that is too long over several lines is one whose quotation mark was left open.
	const isLine = (text.split(/\r\n?|\n/)[lines - 1] ?? '').length > most;
	return isLine ? { code: 'long-row', line: lines } : { code: 'quote', line: last + 1 };
}

/**
 * The records of a table, each with the line on which it ends, or what keeps them from being told apart. `most`
 * records at most are read.
 */
export function readRecords(
	text: string,
	{ most, longestRow, delimiter, relax_quotes = false }: Reading,
): readonly TableRow[] | TableFault {
	let last = 0;
	try {
		const records = parse(text, {
			...{ delimiter, relax_quotes, relax_column_count: true, skip_empty_lines: true, info: true },
			...{ to: most, max_record_size: longestRow },
			on_record(record: string[], { lines }: InfoRecord) {
				last = lines;
				return record;
			},
		}) as unknown as readonly { record: string[]; info: { lines: number } }[];
		return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		return faultOf(error, text, { last, most: longestRow });
	}
}

/**
 * Reads a table (CSV) whose first row names its columns, between semicolons, commas or tabs, with or without the
 * mark of its encoding and the first line by which Excel says which. Undefined for a text without a letter; one
 * row more than `mostRows` is read, by which too long a table is known.
 */
export function readTable(given: string, mostRows: number): Table | TableFault | undefined {
	const unmarked = given.replace(/^\uFEFF/, '');
	const [said = '', sign] = /^\s*sep=([;,\t])\r?\n/i.exec(unmarked) ?? [];
	const text = unmarked.slice(said.length).replace(/^\uFEFF/, '');
	const before = said === '' ? 0 : said.split('\n').length - 1;
	const first = /\S.*/.exec(text)?.[0];
	if (first === undefined) return undefined;
	const read = readRecords(text, {
		...{ delimiter: sign ?? delimiterOf(first), relax_quotes: true },
		...{ most: mostRows + 2, longestRow: LONGEST_ROW },
	});
	if ('code' in read) return { ...read, line: read.line + before };
	const [head, ...rows] = read.map(({ line, cells }) => ({ line: line + before, cells }));
	return head && { headers: head.cells, headerLine: head.line, rows };
}
