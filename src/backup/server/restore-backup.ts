import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { contentsOf, databaseFile, lockFolder, openFileStore, type Settings } from '#platform/server';
import { putFilesBack } from './backup-files.ts';
import { flushToDisk } from './files.ts';
import { findActJournals } from './find-journals.ts';
import { type ReplayResult, replayAfterRestore } from './replay-after-restore.ts';
import type { BackupCheckResult } from './check-result.ts';
import { copyAndCheckBackup } from './copy-and-check-backup.ts';
import { openCopiedDatabase } from './open-copied-database.ts';
import { restoreIntoPostgres } from './postgres/restore-into-postgres.ts';

/**
 * Prefix of the temporary folder in which a restore works. A folder that remains was left by a restore that
 * was interrupted before the database was in place.
 */
const STAGING = '.restoring-';
/**
 * Names that may be in an otherwise empty data folder: the lock of an earlier service, journals of acts, files
 * that people gave (each named by its content, so that none is replaced by another), a database that was moved
 * to PostgreSQL, and `lost+found` of a disk's root.
 */
const IDLE = /^(service\.lock(-journal)?|lost\+found|files|acts\.(.*\.)?journal|macaron-moved-[\dTZ-]+\.db)$/;

/** The result of checking a backup and, once it is restored, of applying again what happened since. */
export interface RestoreResult extends BackupCheckResult {
	readonly madeGood: ReplayResult | undefined;
}

/** Thrown when the data folder is not empty: nothing is ever restored over existing data. */
export class DataFolderNotEmpty extends Error {}

/** Restores a backup into the data folder, whose lock the caller holds. */
async function restoreInto(settings: Settings, folder: string, journal?: string): Promise<RestoreResult> {
	const { dataDir, postgres } = settings;
	const here = await readdir(dataDir);
	// With PostgreSQL, what must be empty is its database.
	if (postgres === null && here.some((name) => !name.startsWith(STAGING) && !IDLE.test(name)))
		throw new DataFolderNotEmpty();
	for (const name of here.filter((one) => one.startsWith(STAGING)))
		await rm(join(dataDir, name), { recursive: true, force: true });
	const staging = await mkdtemp(join(dataDir, STAGING));
	try {
		if (postgres !== null)
			return await restoreIntoPostgres({ ...settings, postgres }, folder, staging, journal);
		const unpacked = await copyAndCheckBackup(settings, folder, staging);
		if (unpacked.doubts.length > 0) return { ...unpacked, madeGood: undefined };
		const journals = await findActJournals(settings, folder, journal);
		const copy = await openCopiedDatabase(settings, staging);
		const madeGood = await replayAfterRestore(copy, journals).finally(() => copy.db.close());
		// Before the database is in place, so that it never names a file that is not there; of a restore that is
		// interrupted, the next one writes them again.
		await putFilesBack(openFileStore(settings), contentsOf(databaseFile(staging)).files, folder);
		await flushToDisk(databaseFile(staging));
		await rename(databaseFile(staging), databaseFile(dataDir));
		await flushToDisk(dataDir);
		return { ...unpacked, madeGood };
	} finally {
		await rm(staging, { recursive: true, force: true });
	}
}

/**
 * Restores a backup's database and files into an empty data folder, or into an empty PostgreSQL database, after a full check; with any doubt, it puts nothing
 * there. Applies again what happened since, from every journal found and from `journal`, and puts the
 * database in place only at the end, complete. Throws `DataFolderNotEmpty`, and `FolderFault` when a service
 * uses the folder.
 */
export async function restoreBackup(
	settings: Settings,
	folder: string,
	journal?: string,
): Promise<RestoreResult> {
	const release = lockFolder(settings.dataDir);
	try {
		return await restoreInto(settings, folder, journal);
	} finally {
		release();
	}
}
