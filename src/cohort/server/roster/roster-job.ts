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
import { readRosterRows, type RosterFault, type RosterPerson } from '../../roster/roster-table.ts';
import { bundleRows, bundleText, isBundleText, isZip } from './one-roster.ts';
import { rosterRows, type WholeRosterFault } from './roster-csv.ts';

/** Most bytes of a roster in its form: a table, or the files of a bundle. */
export const LARGEST_ROSTER = 6_000_000;
/** The field of the roster in its form; a file that is sent takes its place. */
const FIELD = 'content';
/** Most parts of that form. */
const MOST_PARTS = 20;
/** How many people are handed over together: a whole roster at once would hold the serving thread. */
const PER_BLOCK = 200;
/** Most rows at fault that are told one by one; the others are counted. */
const MOST_TOLD = 50;

interface SentForm {
	readonly body: Uint8Array<ArrayBuffer>;
	readonly type: string;
	/** The field of the file. */
	readonly field: string;
}

/** A form that gives a roster: its fields, and whether its file can be no roster. */
export interface RosterForm {
	readonly fields: FormFields;
	readonly isNoText: boolean;
}

/** A roster to read, and whom its bundle enrols in the role that counts. */
export interface RosterToRead {
	readonly text: string;
	readonly role: 'student' | 'teacher';
}

/** A roster that was read on another thread; its people come in blocks of JSON, each read when it is needed. */
export interface RosterHandedOver {
	readonly fault: WholeRosterFault | null;
	/** The first rows at fault, and how many there are. */
	readonly faults: readonly RosterFault[];
	readonly faultCount: number;
	readonly repeated: number;
	/** The headers of columns that are left unread. */
	readonly unread: readonly string[];
	readonly count: number;
	readonly blocks: readonly string[];
	/** SHA-256 of the text. */
	readonly digest: string;
}

/** Takes apart a form that gives a roster, on the calling thread; throws on the one that serves visitors. */
export async function receiveRosterOnCallingThread({
	body,
	type,
	field,
}: SentForm): Promise<RosterForm | 'unreadable'> {
	mustNotBeServingThread('A roster was being received');
	const parsed = await parseForm(body, type, MOST_PARTS);
	if (typeof parsed === 'string') return 'unreadable';
	const { [field]: file, ...fields } = parsed.fields;
	if (!(file instanceof Uint8Array)) return { fields, isNoText: false };
	const text = isZip(file) ? bundleText(file) : decodeText(file);
	return text === undefined
		? { fields, isNoText: true }
		: { fields: { ...fields, [FIELD]: text }, isNoText: false };
}

/** Reads a roster, on the calling thread; throws on the one that serves visitors. */
export async function readRosterOnCallingThread({ text, role }: RosterToRead): Promise<RosterHandedOver> {
	mustNotBeServingThread('A roster was being read');
	const digest = createHash('sha256').update(text).digest('hex');
	const found = isBundleText(text) ? bundleRows(text, role) : rosterRows(text);
	const nothing = { faults: [], faultCount: 0, repeated: 0, unread: [], count: 0, blocks: [] };
	if ('code' in found) return { ...nothing, fault: found, digest };
	const { people, faults: ofRows, repeated } = readRosterRows(found.rows);
	const faults = [...('faults' in found ? found.faults : []), ...ofRows];
	const blocks: string[] = [];
	for (let at = 0; at < people.length; at += PER_BLOCK)
		blocks.push(JSON.stringify(people.slice(at, at + PER_BLOCK)));
	return {
		...{ fault: null, faults: faults.slice(0, MOST_TOLD), faultCount: faults.length, repeated },
		...{ unread: 'unread' in found ? found.unread : [], count: people.length, blocks, digest },
	};
}

const RECEIVE: Job<SentForm, RosterForm | 'unreadable'> = {
	name: 'receive-roster',
	pool: RECEIVING_THREADS,
	here: receiveRosterOnCallingThread,
};
const READ: Job<RosterToRead, RosterHandedOver> = {
	name: 'read-roster',
	pool: RECEIVING_THREADS,
	here: readRosterOnCallingThread,
};

/**
 * Takes apart a form that gives a roster, on another thread wherever visitors are served. `unreadable`: it is no
 * form. Throws the refusals of `Threads`.
 */
export const receiveRoster = (
	threads: Threads,
	sent: SentForm,
	giving: JobOptions = {},
): Promise<RosterForm | 'unreadable'> => threads.do(RECEIVE, () => ({ input: sent }), giving);

/** Reads a roster on another thread wherever visitors are served. Throws the refusals of `Threads`. */
export const readRosterElsewhere = (threads: Threads, roster: RosterToRead): Promise<RosterHandedOver> =>
	threads.do(READ, () => ({ input: roster }));

/** The people of a block of a roster that was read. */
export const peopleOfBlock = (block: string): readonly RosterPerson[] =>
	JSON.parse(block) as readonly RosterPerson[];
