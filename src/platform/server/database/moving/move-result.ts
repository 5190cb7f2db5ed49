import type { TableSum } from './canonical-row.ts';
import type { ColumnFault } from './sqlite-rows.ts';

/** The rows of one table on both sides. */
export interface MovedTable {
	readonly table: string;
	readonly from: TableSum;
	/** Undefined when nothing was written. */
	readonly to: TableSum | undefined;
}

/** What a move read, and what it wrote. */
export interface MoveResult {
	readonly tables: readonly MovedTable[];
	/** Values that the other side refuses; with any, nothing was written. */
	readonly faults: readonly ColumnFault[];
	/** Rows that refer to a missing row, by table; with any, nothing was written. */
	readonly orphans: ReadonlyMap<string, number>;
	/** True once what was moved is in place: every sum is the same on both sides. */
	readonly done: boolean;
	/** Where the database that was moved is now, when it was renamed. */
	readonly keptAs: string | undefined;
}

/** What a move is at: it read, copied or compared a table. */
export type OnMoveStep = (step: 'read' | 'copied' | 'compared', table: string) => void | Promise<void>;

/** Whether both sides hold the same rows. */
export const isSame = ({ from, to }: MovedTable): boolean =>
	from.rows === to?.rows && from.sha256 === to.sha256;

/** The name that a folder’s database gets once all of it is elsewhere, so that no service opens it again. */
export const movedName = (now: Date) => `macaron-moved-${now.toISOString().replace(/[:.]/g, '-')}.db`;

/** Whether a name in a data folder is that of a database that was moved elsewhere. */
export const isMovedName = (name: string): boolean => /^macaron-moved-[\dTZ-]+\.db$/.test(name);
