import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseFile, holdFolder, type Settings } from '#platform/server';
import { toDisk } from './files.ts';
import { findJournals } from './find-journals.ts';
import { type MadeGood, makeGood } from './make-good.ts';
import { openCopy, type Unpacked, unpackBackup } from './unpack-backup.ts';

/** What an interrupted restore leaves: the database was not in place yet. */
const STAGING = '.restoring-';
/** Beside a database: the lock of a service that ran here, the journal of its acts, what a disk's own root holds. */
const IDLE = /^(service\.lock(-journal)?|lost\+found|acts\.(.*\.)?journal)$/;

/** What was found of a backup, and once it is in place, what was made good of what happened since. */
export interface Restored extends Unpacked {
	readonly madeGood: MadeGood | undefined;
}

/** The data folder holds something: nothing is ever restored over it. */
export class NotEmpty extends Error {}

/** Restores into a folder that is ours alone for now. */
async function restoreInto(settings: Settings, folder: string, journal?: string): Promise<Restored> {
	const { dataDir } = settings;
	const here = await readdir(dataDir);
	if (here.some((name) => !name.startsWith(STAGING) && !IDLE.test(name))) throw new NotEmpty();
	for (const name of here.filter((one) => one.startsWith(STAGING)))
		await rm(join(dataDir, name), { recursive: true, force: true });
	const staging = await mkdtemp(join(dataDir, STAGING));
	try {
		const unpacked = await unpackBackup(settings, folder, staging);
		if (unpacked.doubts.length > 0) return { ...unpacked, madeGood: undefined };
		const journals = await findJournals(settings, folder, journal);
		const copy = openCopy(settings, staging);
		const madeGood = await makeGood(copy, journals).finally(() => copy.db.close());
		await toDisk(databaseFile(staging));
		await rename(databaseFile(staging), databaseFile(dataDir));
		await toDisk(dataDir);
		return { ...unpacked, madeGood };
	} finally {
		await rm(staging, { recursive: true, force: true });
	}
}

/**
 * Puts a backup's database in an empty data folder, once it was looked at in full; with any doubt, nothing is put
 * there. What happened since is made good from the journals at hand (`journal`: one more). It comes into place whole, at
 * the end. Throws `NotEmpty`; FolderFault where a service holds the folder.
 */
export async function restoreBackup(settings: Settings, folder: string, journal?: string): Promise<Restored> {
	const release = holdFolder(settings.dataDir);
	try {
		return await restoreInto(settings, folder, journal);
	} finally {
		release();
	}
}
