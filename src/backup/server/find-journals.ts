import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Act, JOURNAL_NAME, journalAt, type JournalText, type Settings } from '#platform/server';

/** A journal that was found, and where. */
export interface FoundJournal {
	readonly path: string;
	readonly text: JournalText;
}

/** All that journals say of one database, each act once, in order. */
export interface Journal {
	readonly acts: readonly Act[];
	/** Where it was read. */
	readonly paths: readonly string[];
	/** Lines that no journal holds whole: what they said is lost. */
	readonly damaged: readonly { readonly path: string; readonly line: number }[];
	/** Acts up to this number were removed from every journal. */
	readonly droppedTo: number;
}

type Folders = Pick<Settings, 'dataDir' | 'backupDir'>;

/** Where a journal may lie: where somebody says, beside the backup, in the folder of backups, in the data folder. */
async function places(
	settings: Folders,
	backup: string | undefined,
	given: string | undefined,
): Promise<string[]> {
	const folders = [backup && dirname(backup), settings.backupDir, settings.dataDir];
	const paths = given === undefined ? [] : [given];
	for (const folder of new Set(folders)) {
		if (folder === undefined) continue;
		const names = await readdir(folder).catch(() => [] as string[]);
		// One that was put aside for another database is known by its own head.
		const own = names.filter((name) => name === JOURNAL_NAME || /^acts\..*\.journal$/.test(name));
		paths.push(...own.sort().map((name) => join(folder, name)));
	}
	return [...new Set(paths)];
}

/** Every journal at hand. */
export async function findJournals(
	settings: Folders,
	backup: string | undefined,
	given: string | undefined,
): Promise<readonly FoundJournal[]> {
	const found: FoundJournal[] = [];
	for (const path of await places(settings, backup, given)) {
		const text = await journalAt(path);
		if (text) found.push({ path, text });
	}
	return found;
}

/**
 * Joins the journals of one database. A line that is damaged in one is nothing where another holds as many acts or more
 * without damage. Undefined when none is of this database.
 */
export function joinJournals(
	found: readonly FoundJournal[],
	service: string | undefined,
): Journal | undefined {
	const own = found.filter(({ text }) => text.head !== undefined && text.head.service === service);
	if (own.length === 0) return undefined;
	const acts = new Map<string, Act>();
	for (const { text } of own) for (const act of text.acts) if (!acts.has(act.id)) acts.set(act.id, act);
	const whole = own.some(({ text }) => text.damaged.length === 0 && text.acts.length >= acts.size);
	return {
		acts: [...acts.values()].sort((a, b) => a.n - b.n || a.at.getTime() - b.at.getTime()),
		paths: own.map(({ path }) => path),
		damaged: whole ? [] : own.flatMap(({ path, text }) => text.damaged.map((line) => ({ path, line }))),
		droppedTo: Math.min(...own.map(({ text }) => text.head?.droppedTo ?? 0)),
	};
}
