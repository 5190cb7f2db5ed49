/** How a spreadsheet recognises a formula, or the end of the cell before it. */
const FORMULA = /^[=+\-@\t\r]/;
const GUARDED = /^'[=+\-@\t\r]/;

/**
 * Writes a value as a cell of a table (CSV): quoted where it must be, and begun with an apostrophe where a
 * spreadsheet would take it for a formula.
 */
export function tableCell(value: string, delimiter: string): string {
	const safe = FORMULA.test(value) ? `'${value}` : value;
	// A spreadsheet may take another separator than ours: none stands outside quotes.
	const quoted = /["\r\n;,\t]/.test(safe) || safe.includes(delimiter) || safe !== safe.trim();
	return quoted ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The value of a cell without the apostrophe that keeps it from being a formula. */
export const withoutGuard = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);
