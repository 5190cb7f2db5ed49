import { constants } from 'node:fs';
import { mkdir, open, readFile, rename, rm, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Act, actLine, headLine, type JournalHead, type JournalText, readJournal } from './act.ts';

/** The name of a journal, beside the database and in the folder of backups. */
export const JOURNAL_NAME = 'acts.journal';

/** At the end of what is there; a journal that is gone is not begun anew without its head. */
const APPEND = constants.O_WRONLY | constants.O_APPEND;

/** Writes a text at the end of a file that is there, or to a new one, and waits until the disk has it. */
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

/** What a journal holds; undefined where there is none. */
export async function journalAt(path: string): Promise<JournalText | undefined> {
	try {
		return readJournal(await readFile(path));
	} catch (error) {
		if ((error as { code?: string }).code === 'ENOENT') return undefined;
		throw error;
	}
}

/** Replaces a journal file atomically. */
export async function replaceJournal(path: string, head: JournalHead, acts: readonly Act[]): Promise<void> {
	const partial = `${path}.partial`;
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	await rm(partial, { force: true });
	await writeThrough(partial, 'wx', headLine(head) + acts.map(actLine).join(''));
	await rename(partial, path);
	await folderToDisk(path);
}

/** Adds acts at the end, in one write; on the disk when it returns. */
export const appendActs = (path: string, acts: readonly Act[]): Promise<void> =>
	writeThrough(path, APPEND, acts.map(actLine).join(''));

/**
 * Makes a journal fit to be added to, and gives the ids of the acts it holds: a new one where there is none, the last
 * line cut off where it was never finished. One of another database, or whose head cannot be read, is put aside under
 * another name, never lost.
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
