import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
	type JournalledAct,
	JOURNAL_NAME,
	journalAt,
	type ParsedJournal,
	type Settings,
} from '#platform/server';

/** A journal of acts that was found: its path and its parsed contents. */
export interface FoundActJournal {
	readonly path: string;
	readonly journal: ParsedJournal;
}

/** All acts in the journals of one database together, each once, in order. */
export interface JoinedActJournals {
	readonly acts: readonly JournalledAct[];
	/** Paths of the journals that were joined. */
	readonly paths: readonly string[];
	/** Damaged lines whose acts may be lost, because no undamaged journal has every act. */
	readonly damaged: readonly { readonly path: string; readonly line: number }[];
	/** Acts up to this number were removed from every one of the journals. */
	readonly droppedTo: number;
}

type Folders = Pick<Settings, 'dataDir' | 'backupDir'>;

/**
 * The paths where a journal of acts may be: the given one, beside the backup, in the folder of backups, in
 * the data folder.
 */
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
		// Journals that were renamed are included: the first line of each says which database it belongs to.
		const own = names.filter((name) => name === JOURNAL_NAME || /^acts\..*\.journal$/.test(name));
		paths.push(...own.sort().map((name) => join(folder, name)));
	}
	return [...new Set(paths)];
}

/**
 * Reads every journal of acts that can be found: at the given path, beside the backup, in the folder of
 * backups and in the data folder.
 */
export async function findActJournals(
	settings: Folders,
	backup: string | undefined,
	given: string | undefined,
): Promise<readonly FoundActJournal[]> {
	const found: FoundActJournal[] = [];
	for (const path of await places(settings, backup, given)) {
		const journal = await journalAt(path);
		if (journal) found.push({ path, journal });
	}
	return found;
}

/**
 * Joins the journals that belong to one database (`service` is its id); undefined when none does. Damaged
 * lines are left out when one undamaged journal has every act.
 */
export function joinActJournals(
	found: readonly FoundActJournal[],
	service: string | undefined,
): JoinedActJournals | undefined {
	const own = found.filter(({ journal }) => journal.head !== undefined && journal.head.service === service);
	if (own.length === 0) return undefined;
	const acts = new Map<string, JournalledAct>();
	for (const { journal } of own) for (const act of journal.acts) if (!acts.has(act.id)) acts.set(act.id, act);
	const whole = own.some(({ journal }) => journal.damaged.length === 0 && journal.acts.length >= acts.size);
	return {
		acts: [...acts.values()].sort((a, b) => a.n - b.n || a.at.getTime() - b.at.getTime()),
		paths: own.map(({ path }) => path),
		damaged: whole ? [] : own.flatMap(({ path, journal }) => journal.damaged.map((line) => ({ path, line }))),
		droppedTo: Math.min(...own.map(({ journal }) => journal.head?.droppedTo ?? 0)),
	};
}
