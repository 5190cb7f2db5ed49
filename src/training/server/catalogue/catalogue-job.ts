import { createHash } from 'node:crypto';
import {
	decodeText,
	type FormFields,
	type Job,
	type JobOptions,
	mustNotBeServingThread,
	parseForm,
	RECEIVING_THREADS,
	type Threads,
} from '#platform/threads';
import {
	type CatalogueRowFault,
	type EntryContent,
	type NamedDimension,
	readCatalogueRows,
} from '../../index.ts';
import { type CatalogueFault, catalogueRows } from './catalogue-csv.ts';

/** Most bytes of the table of a catalogue, pasted or in a file. */
export const LARGEST_CATALOGUE = 4_000_000;
/** The field of the table in its form; a file that is sent takes its place. */
const FIELD = 'content';
/** Most parts of that form. */
const MOST_PARTS = 20;
/** How many trainings are handed over together: a whole table at once would hold the serving thread. */
const PER_BLOCK = 200;
/** Most rows at fault that are told one by one; the others are counted. */
const MOST_TOLD = 50;

interface SentForm {
	readonly body: Uint8Array<ArrayBuffer>;
	readonly type: string;
	/** The field of the file. */
	readonly field: string;
}

/** A form that gives a table: its fields, and whether its file is no text. */
export interface CatalogueForm {
	readonly fields: FormFields;
	readonly isNoText: boolean;
}

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

/** Takes apart a form that gives a table, on the calling thread; throws on the one that serves visitors. */
export async function receiveCatalogueOnCallingThread({
	body,
	type,
	field,
}: SentForm): Promise<CatalogueForm | 'unreadable'> {
	mustNotBeServingThread('A catalogue was being received');
	const parsed = await parseForm(body, type, MOST_PARTS);
	if (typeof parsed === 'string') return 'unreadable';
	const { [field]: file, ...fields } = parsed.fields;
	if (!(file instanceof Uint8Array)) return { fields, isNoText: false };
	const text = decodeText(file);
	return text === undefined
		? { fields, isNoText: true }
		: { fields: { ...fields, [FIELD]: text }, isNoText: false };
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

const RECEIVE: Job<SentForm, CatalogueForm | 'unreadable'> = {
	name: 'receive-catalogue',
	pool: RECEIVING_THREADS,
	here: receiveCatalogueOnCallingThread,
};
const READ: Job<CatalogueToRead, CatalogueHandedOver> = {
	name: 'read-catalogue',
	pool: RECEIVING_THREADS,
	here: readCatalogueOnCallingThread,
};

/**
 * Takes apart a form that gives the table of a catalogue, on another thread wherever visitors are served.
 * `unreadable`: it is no form. Throws the refusals of `Threads`.
 */
export const receiveCatalogue = (
	threads: Threads,
	sent: SentForm,
	giving: JobOptions = {},
): Promise<CatalogueForm | 'unreadable'> => threads.do(RECEIVE, () => ({ input: sent }), giving);

/** Reads the table of a catalogue on another thread wherever visitors are served. Throws the refusals of `Threads`. */
export const readCatalogueElsewhere = (
	threads: Threads,
	table: CatalogueToRead,
): Promise<CatalogueHandedOver> => threads.do(READ, () => ({ input: table }));

/** The trainings of a block of a table that was read. */
export const entriesOfBlock = (block: string): readonly EntryContent[] =>
	JSON.parse(block) as readonly EntryContent[];
