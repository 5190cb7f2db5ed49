import { isReasonHeader } from './column-words.ts';
import { type PeopleToRead, type RowProblem, rowsNotUnderstood } from './read-people.ts';
import { tableCell } from '#platform/threads';

/** A list of people, and the words of the table of what is to correct in it. */
export interface RowsToCorrect extends PeopleToRead {
	/** The headers of a list that has none: of addresses and of names. */
	readonly headers: readonly [string, string];
	/** The header of the column that says why; see `isReasonHeader`. */
	readonly reason: string;
	readonly reasons: Readonly<Record<RowProblem, string>>;
}

/** The sign between the cells where the list had none: Excel opens it in French as in English, Canada. */
const DELIMITER = ';';

/**
 * Writes the rows of a list that were not understood as a table (CSV, UTF-8 with its mark) of the same columns,
 * in the same order, and why each was not. Given again once corrected, it is read like any list: its last column
 * is left unread.
 */
export function writeRowsToCorrect({ headers: ofList, reason, reasons, ...list }: RowsToCorrect): string {
	const { table, rows } = rowsNotUnderstood(list);
	const { headers, delimiter } = table ?? { headers: ofList, delimiter: DELIMITER };
	// Of a table corrected once already, the reasons of the time before.
	const kept = (cells: readonly string[]) => cells.filter((_, at) => !isReasonHeader(headers[at] ?? ''));
	const width = rows.reduce((most, { record }) => Math.max(most, kept(record).length), kept(headers).length);
	const line = (cells: readonly string[], last: string) =>
		[...Array.from({ length: width }, (_, at) => cells[at] ?? ''), last]
			.map((cell) => tableCell(cell, delimiter))
			.join(delimiter);
	const lines = [
		line(kept(headers), reason),
		...rows.map(({ record, why }) => line(kept(record), reasons[why])),
	];
	return `\u{feff}${lines.join('\r\n')}\r\n`;
}
