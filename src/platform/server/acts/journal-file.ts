import { constants } from 'node:fs';
import { mkdir, open, readFile, rename, rm, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
	type JournalledAct,
	actLine,
	headLine,
	type JournalHead,
	type ParsedJournal,
	readJournal,
} from './act.ts';

/** File name of a journal of acts. One is kept beside the database, another in the backup folder. */
export const JOURNAL_NAME = 'acts.journal';

/**
 * Flags that append to a file without creating it: a journal that disappeared must not be recreated without
 * its first line.
 */
const APPEND = constants.O_WRONLY | constants.O_APPEND;

/** Writes text to a file (appending, or creating it with `wx`), and resolves once it is on disk. */
async function writeThrough(path: string, flags: number | 'wx', text: string): Promise<void> {
	const handle = await open(path, flags, 0o600);
	try {
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

async function folderToDisk(path: string): Promise<void> {
	const handle = await open(dirname(path), 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Reads and parses the journal at this path; undefined when there is no file. */
export async function journalAt(path: string): Promise<ParsedJournal | undefined> {
	try {
		return readJournal(await readFile(path));
	} catch (error) {
		if ((error as { code?: string }).code === 'ENOENT') return undefined;
		throw error;
	}
}

/**
 * Replaces the journal at this path, atomically, by one with this first line and these acts; creates its
 * folder if needed.
 */
export async function replaceJournal(
	path: string,
	head: JournalHead,
	acts: readonly JournalledAct[],
): Promise<void> {
	const partial = `${path}.partial`;
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	await rm(partial, { force: true });
	await writeThrough(partial, 'wx', headLine(head) + acts.map(actLine).join(''));
	await rename(partial, path);
	await folderToDisk(path);
}

/** Appends acts to the journal at this path, in one write; resolves once the acts are on disk. */
export const appendActs = (path: string, acts: readonly JournalledAct[]): Promise<void> =>
	writeThrough(path, APPEND, acts.map(actLine).join(''));

/**
 * Prepares a journal for appending, and returns its head and the ids of its acts. Creates the file when it is
 * missing, and cuts off an unfinished last line. Renames a journal of another database, or with an unreadable
 * head, and starts a new one; `aside` is then the path of the renamed file.
 */
export async function openJournal(
	path: string,
	service: string,
	now: Date,
): Promise<{
	readonly held: ReadonlySet<string>;
	readonly head: JournalHead;
	readonly aside: string | undefined;
}> {
	const found = await journalAt(path);
	const fresh = { service, droppedTo: 0 };
	if (found?.head?.service === service) {
		if (found.tornAt !== undefined) await truncate(path, found.tornAt);
		return { held: new Set(found.acts.map(({ id }) => id)), head: found.head, aside: undefined };
	}
	let aside: string | undefined;
	if (found) {
		aside = path.replace(/\.journal$/, `.${now.toISOString().replace(/[:.]/g, '-')}.journal`);
		await rename(path, aside);
	}
	await replaceJournal(path, fresh, []);
	return { held: new Set(), head: fresh, aside };
}
