import { readTable, tableCell, type TableFaultCode, withoutGuard } from '#platform/threads';
import {
	CATALOGUE_COLUMNS,
	type CatalogueColumn,
	type CatalogueRow,
	columnNamed,
	type EntryContent,
} from '../../index.ts';

/** Most trainings in one table, and in the catalogue of one institution. */
export const MOST_ENTRIES = 20_000;
/** What a table must say of each training; the rest may be left out. */
const NEEDED = ['title', 'duration', 'audiences', 'dimensions'] as const satisfies readonly CatalogueColumn[];

/** What stops a whole table from being read, and the line where; the column that is missing, if one is. */
export interface CatalogueFault {
	readonly code: 'catalogue-none' | 'catalogue-many' | 'catalogue-no-column' | `catalogue-${TableFaultCode}`;
	readonly line: number;
	readonly column: CatalogueColumn | null;
}

/** The rows of the table of a catalogue, whose headers are French or English. */
export function catalogueRows(text: string): readonly CatalogueRow[] | CatalogueFault {
	const fault = (code: CatalogueFault['code'], line: number, column: CatalogueColumn | null = null) => ({
		...{ code, line, column },
	});
	const table = readTable(text, MOST_ENTRIES);
	if (!table) return fault('catalogue-none', 1);
	if ('code' in table) return fault(`catalogue-${table.code}`, table.line);
	const { headers, headerLine, rows } = table;
	const columns = headers.map(columnNamed);
	const missing = NEEDED.find((column) => !columns.includes(column));
	if (missing) return fault('catalogue-no-column', headerLine, missing);
	if (rows.length === 0) return fault('catalogue-none', headerLine);
	if (rows.length > MOST_ENTRIES) return fault('catalogue-many', rows.at(-1)!.line);
	return rows.map(({ line, cells: given }) => {
		const cells: CatalogueRow['cells'] = {};
		for (const [at, value] of given.entries()) {
			const column = columns[at];
			if (column && cells[column] === undefined) cells[column] = withoutGuard(value);
		}
		return { line, cells };
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
