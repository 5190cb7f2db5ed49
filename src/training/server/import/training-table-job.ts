import { createHash } from 'node:crypto';
import { foldEmail } from '#identity';
import {
	type Job,
	mustNotBeServingThread,
	readTable,
	RECEIVING_THREADS,
	type TableFaultCode,
	type Threads,
	withoutGuard,
} from '#platform/threads';
import {
	type ListedTraining,
	readTrainingRows,
	type TrainingColumn,
	trainingColumnNamed,
	type TrainingRow,
	type TrainingRowFault,
	type TrainingTableReading,
} from '../../index.ts';

/** Most bytes of a table of learning activities, pasted or in a file. */
export const LARGEST_TRAINING_TABLE = 4_000_000;
/** Most learning activities in one table, and in the log of one person. */
export const MOST_TRAININGS = 20_000;
/** How many activities are handed over together: a whole table at once would hold the serving thread. */
const PER_BLOCK = 200;
/** Most rows at fault that are told one by one; the others are counted. */
const MOST_TOLD = 50;

/** Whose activities a table holds: those of one person, who may have a verified address, or those of several. */
export type WhoseTable = { readonly email: string | null } | 'several';

/** A table to read. */
export interface TrainingTableToRead extends Omit<TrainingTableReading, 'isReport'> {
	readonly text: string;
	readonly whose: WhoseTable;
}

/** What stops a whole table from being read, and the line where; the column that is missing, if one is. */
export interface TrainingTableFault {
	readonly code: 'none' | 'many' | 'no-column' | 'unverified' | TableFaultCode;
	readonly line: number;
	readonly column: TrainingColumn | null;
}

/** A table that was read on another thread; its activities come in blocks of JSON, each read when it is needed. */
export interface TrainingTableHandedOver {
	readonly fault: TrainingTableFault | null;
	/** The first rows at fault, and how many there are. */
	readonly faults: readonly TrainingRowFault[];
	readonly faultCount: number;
	readonly repeated: number;
	readonly unfinished: number;
	/** Rows about other people, in a table of which one person takes their own. */
	readonly others: number;
	readonly count: number;
	readonly blocks: readonly string[];
	/** SHA-256 of the text. */
	readonly digest: string;
}

/** What a table must name in its headers, unless its form says it for all rows. */
function missingColumn(
	columns: readonly (TrainingColumn | undefined)[],
	{ defaults, whose }: TrainingTableToRead,
): TrainingColumn | undefined {
	const needed: TrainingColumn[] = ['date'];
	if (whose === 'several') needed.push('email');
	if (defaults.title === '') needed.push('title');
	if (defaults.minutes === 0) needed.push('duration');
	if (defaults.dimensions.length === 0) needed.push('dimensions');
	return needed.find((column) => !columns.includes(column));
}

type Rows = { readonly rows: readonly TrainingRow[]; readonly isReport: boolean } | TrainingTableFault;

function rowsOf(table: TrainingTableToRead): Rows {
	const fault = (code: TrainingTableFault['code'], line: number, column: TrainingColumn | null = null) => ({
		...{ code, line, column },
	});
	const read = readTable(table.text, MOST_TRAININGS);
	if (!read) return fault('none', 1);
	if ('code' in read) return fault(read.code, read.line);
	const { headers, headerLine, rows } = read;
	const columns = headers.map(trainingColumnNamed);
	const missing = missingColumn(columns, table);
	if (missing) return fault('no-column', headerLine, missing);
	const isReport = columns.includes('email');
	if (isReport && table.whose !== 'several' && table.whose.email === null)
		return fault('unverified', headerLine);
	if (rows.length === 0) return fault('none', headerLine);
	if (rows.length > MOST_TRAININGS) return fault('many', rows.at(-1)!.line);
	const named = rows.map(({ line, cells: given }) => {
		const cells: TrainingRow['cells'] = {};
		for (const [at, value] of given.entries()) {
			const column = columns[at];
			if (column && cells[column] === undefined) cells[column] = withoutGuard(value);
		}
		return { line, cells };
	});
	return { rows: named, isReport };
}

/** Reads a table of learning activities, on the calling thread; throws on the one that serves visitors. */
export async function readTrainingTableOnCallingThread(
	table: TrainingTableToRead,
): Promise<TrainingTableHandedOver> {
	mustNotBeServingThread('A table of learning activities was being read');
	const digest = createHash('sha256').update(table.text).digest('hex');
	const found = rowsOf(table);
	const nothing = { faults: [], faultCount: 0, repeated: 0, unfinished: 0, others: 0, count: 0, blocks: [] };
	if ('code' in found) return { ...nothing, fault: found, digest };
	const { whose, defaults, today, dimensions } = table;
	const { isReport } = found;
	const mine = found.rows.filter(
		({ cells }) => whose === 'several' || !isReport || foldEmail(cells.email ?? '') === whose.email,
	);
	const { trainings, faults, ...counts } = readTrainingRows(mine, { defaults, today, dimensions, isReport });
	const blocks: string[] = [];
	for (let at = 0; at < trainings.length; at += PER_BLOCK)
		blocks.push(JSON.stringify(trainings.slice(at, at + PER_BLOCK)));
	return {
		...{ ...counts, fault: null, faults: faults.slice(0, MOST_TOLD), faultCount: faults.length },
		...{ others: found.rows.length - mine.length, count: trainings.length, blocks, digest },
	};
}

const READ: Job<TrainingTableToRead, TrainingTableHandedOver> = {
	name: 'read-training-table',
	pool: RECEIVING_THREADS,
	here: readTrainingTableOnCallingThread,
};

/** Reads a table of learning activities on another thread wherever visitors are served. Throws the refusals of `Threads`. */
export const readTrainingTableElsewhere = (
	threads: Threads,
	table: TrainingTableToRead,
): Promise<TrainingTableHandedOver> => threads.do(READ, () => ({ input: table }));

/** The learning activities of a block of a table that was read. */
export const trainingsOfBlock = (block: string): readonly ListedTraining[] =>
	JSON.parse(block) as readonly ListedTraining[];
