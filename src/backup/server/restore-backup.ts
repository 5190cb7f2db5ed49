import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseFile, holdFolder, type Settings } from '#platform/server';
import { toDisk } from './files.ts';
import { type Unpacked, unpackBackup } from './unpack-backup.ts';

/** What an interrupted restore leaves: the database was not in place yet. */
const STAGING = '.restoring-';
/** Beside a database, none of it people's: the lock of a service that ran here, and what a disk's own root holds. */
const IDLE = new Set(['service.lock', 'service.lock-journal', 'lost+found']);

/** The data folder holds something: nothing is ever restored over it. */
export class NotEmpty extends Error {}

/** Restores into a folder that is ours alone for now. */
async function restoreInto(settings: Settings, folder: string): Promise<Unpacked> {
	const { dataDir } = settings;
	const here = await readdir(dataDir);
	if (here.some((name) => !name.startsWith(STAGING) && !IDLE.has(name))) throw new NotEmpty();
	for (const name of here.filter((one) => one.startsWith(STAGING)))
		await rm(join(dataDir, name), { recursive: true, force: true });
	const staging = await mkdtemp(join(dataDir, STAGING));
	try {
		const unpacked = await unpackBackup(settings, folder, staging);
		if (unpacked.doubts.length > 0) return unpacked;
		await toDisk(databaseFile(staging));
		await rename(databaseFile(staging), databaseFile(dataDir));
		await toDisk(dataDir);
		return unpacked;
	} finally {
		await rm(staging, { recursive: true, force: true });
	}
}

/**
 * Puts a backup's database in an empty data folder, once it was looked at in full; with any doubt, nothing is put
 * there. It comes into place whole, at the end. Throws `NotEmpty`; FolderFault where a service holds the folder.
 */
export async function restoreBackup(settings: Settings, folder: string): Promise<Unpacked> {
	const release = holdFolder(settings.dataDir);
	try {
		return await restoreInto(settings, folder);
	} finally {
		release();
	}
}
