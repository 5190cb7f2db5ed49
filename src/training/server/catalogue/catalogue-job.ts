import { createHash } from 'node:crypto';
import { type Job, mustNotBeServingThread, RECEIVING_THREADS, type Threads } from '#platform/threads';
import {
	type CatalogueRowFault,
	type EntryContent,
	type NamedDimension,
	readCatalogueRows,
} from '../../index.ts';
import { type CatalogueFault, catalogueRows } from './catalogue-csv.ts';

/** Most bytes of the table of a catalogue, pasted or in a file. */
export const LARGEST_CATALOGUE = 4_000_000;
/** How many trainings are handed over together: a whole table at once would hold the serving thread. */
const PER_BLOCK = 200;
/** Most rows at fault that are told one by one; the others are counted. */
const MOST_TOLD = 50;

/** A table to read, and the dimensions that it may name. */
export interface CatalogueToRead {
	readonly text: string;
	readonly dimensions: readonly NamedDimension[];
}

/** A table that was read on another thread; its trainings come in blocks of JSON, each read when it is needed. */
export interface CatalogueHandedOver {
	readonly fault: CatalogueFault | null;
	/** The first rows at fault, and how many there are. */
	readonly faults: readonly CatalogueRowFault[];
	readonly faultCount: number;
	readonly repeated: number;
	readonly count: number;
	readonly blocks: readonly string[];
	/** SHA-256 of the text. */
	readonly digest: string;
}

/** Reads a table, on the calling thread; throws on the one that serves visitors. */
export async function readCatalogueOnCallingThread({
	text,
	dimensions,
}: CatalogueToRead): Promise<CatalogueHandedOver> {
	mustNotBeServingThread('A catalogue was being read');
	const digest = createHash('sha256').update(text).digest('hex');
	const rows = catalogueRows(text);
	if ('code' in rows)
		return { fault: rows, faults: [], faultCount: 0, repeated: 0, count: 0, blocks: [], digest };
	const { entries, faults, repeated } = readCatalogueRows(rows, dimensions);
	const blocks: string[] = [];
	for (let at = 0; at < entries.length; at += PER_BLOCK)
		blocks.push(JSON.stringify(entries.slice(at, at + PER_BLOCK)));
	const told = faults.slice(0, MOST_TOLD);
	return {
		...{ fault: null, faults: told, faultCount: faults.length, repeated },
		...{ count: entries.length, blocks, digest },
	};
}

const READ: Job<CatalogueToRead, CatalogueHandedOver> = {
	name: 'read-catalogue',
	pool: RECEIVING_THREADS,
	here: readCatalogueOnCallingThread,
};

/** Reads the table of a catalogue on another thread wherever visitors are served. Throws the refusals of `Threads`. */
export const readCatalogueElsewhere = (
	threads: Threads,
	table: CatalogueToRead,
): Promise<CatalogueHandedOver> => threads.do(READ, () => ({ input: table }));

/** The trainings of a block of a table that was read. */
export const entriesOfBlock = (block: string): readonly EntryContent[] =>
	JSON.parse(block) as readonly EntryContent[];
