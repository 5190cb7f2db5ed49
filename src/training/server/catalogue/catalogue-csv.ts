import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { tableCell, withoutGuard } from '#platform/threads';
import {
	CATALOGUE_COLUMNS,
	type CatalogueColumn,
	type CatalogueRow,
	columnNamed,
	type EntryContent,
} from '../../index.ts';

/** Most trainings in one table, and in the catalogue of one institution. */
export const MOST_ENTRIES = 20_000;
/** Most characters of one row with all its cells. */
const LONGEST_ROW = 10_000;
const DELIMITERS = [';', ',', '\t'];
/** What a table must say of each training; the rest may be left out. */
const NEEDED = ['title', 'duration', 'audiences', 'dimensions'] as const satisfies readonly CatalogueColumn[];

/** What stops a whole table from being read, and the line where; the column that is missing, if one is. */
export interface CatalogueFault {
	readonly code: 'catalogue-none' | 'catalogue-many' | 'catalogue-quote' | 'catalogue-no-column';
	readonly line: number;
	readonly column: CatalogueColumn | null;
}

interface ParsedRecord {
	readonly record: readonly string[];
	readonly info: { readonly lines: number };
}

/** The sign between the cells of a table: the most frequent one in its headers. */
const delimiterOf = (headers: string): string =>
	DELIMITERS.reduce((best, sign) => (headers.split(sign).length > headers.split(best).length ? sign : best));

/**
 * The rows of the table of a catalogue, whose headers are French or English. Excel may say in a first line which
 * sign stands between cells.
 */
export function catalogueRows(given: string): readonly CatalogueRow[] | CatalogueFault {
	const [said = '', sign] = /^\s*sep=([;,\t])\r?\n/i.exec(given) ?? [];
	const text = given.slice(said.length).replace(/^\uFEFF/, '');
	const before = said === '' ? 0 : 1;
	const headers = /\S.*/.exec(text)?.[0] ?? '';
	const fault = (code: CatalogueFault['code'], line: number, column: CatalogueColumn | null = null) => ({
		...{ code, line, column },
	});
	if (headers === '') return fault('catalogue-none', 1);
	let records: readonly ParsedRecord[];
	try {
		records = parse(text, {
			...{ delimiter: sign ?? delimiterOf(headers), relax_column_count: true, relax_quotes: true },
			...{ skip_empty_lines: true, info: true, to: MOST_ENTRIES + 2, max_record_size: LONGEST_ROW },
		}) as unknown as readonly ParsedRecord[];
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const { lines } = error as CsvError & { readonly lines?: number };
		return fault('catalogue-quote', (lines ?? 1) + before);
	}
	const [first, ...rest] = records;
	const columns = first?.record.map(columnNamed) ?? [];
	const missing = NEEDED.find((column) => !columns.includes(column));
	if (missing) return fault('catalogue-no-column', 1 + before, missing);
	if (rest.length === 0) return fault('catalogue-none', 1 + before);
	if (rest.length > MOST_ENTRIES) return fault('catalogue-many', rest.at(-1)!.info.lines + before);
	return rest.map(({ record, info }) => {
		const cells: CatalogueRow['cells'] = {};
		for (const [at, value] of record.entries()) {
			const column = columns[at];
			if (column && cells[column] === undefined) cells[column] = withoutGuard(value);
		}
		return { line: info.lines + before, cells };
	});
}

const DELIMITER = ';';

/** A row of a table, with its line end. */
const rowText = (cells: readonly string[]) =>
	`${cells.map((cell) => tableCell(cell, DELIMITER)).join(DELIMITER)}\r\n`;

/** The first row of the table of a catalogue, after the mark by which Excel knows its encoding. */
export const catalogueHeader = (): string => `\uFEFF${rowText(CATALOGUE_COLUMNS)}`;

/** A training as a row of the table of a catalogue. */
export const catalogueRowText = (entry: EntryContent): string =>
	rowText([
		...[entry.title, entry.provider, entry.address ?? '', String(entry.minutes), entry.language],
		...[entry.audiences.join(', '), entry.dimensions.join(', '), entry.cost],
	]);
