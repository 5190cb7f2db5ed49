import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isBackupName } from '../manifest.ts';
import { readBackupManifest } from './read-backup.ts';
import { flushToDisk } from './files.ts';

/**
 * Suffix added to the folder name of a backup that failed its check, which then no longer counts as a backup.
 */
const REFUSED = '.refused';

/**
 * Renames the folder of a backup that failed its check, so that it no longer counts as a backup; returns the
 * new path.
 */
export async function renameRefused(folder: string): Promise<string> {
	await rename(folder, folder + REFUSED);
	return folder + REFUSED;
}

/**
 * Deletes all but the latest `keep` backups of a folder, and every refused one; call it only after a newer
 * backup was verified. `actsInAll` is the number of the last act in the oldest backup kept: every remaining
 * backup contains the acts up to it. It is 0 when that backup's manifest cannot be read.
 */
export async function deleteOldBackups(
	into: string,
	keep: number,
): Promise<{ readonly removed: number; readonly actsInAll: number }> {
	const names = await readdir(into);
	const backups = names.filter(isBackupName).sort();
	const refused = names.filter(
		(name) => name.endsWith(REFUSED) && isBackupName(name.slice(0, -REFUSED.length)),
	);
	const old = [...backups.slice(0, -keep), ...refused];
	for (const name of old) await rm(join(into, name), { recursive: true, force: true });
	if (old.length > 0) await flushToDisk(into);
	const [oldest] = backups.slice(-keep);
	const read = oldest === undefined ? undefined : await readBackupManifest(join(into, oldest));
	return { removed: old.length, actsInAll: read && 'manifest' in read ? read.manifest.lastAct : 0 };
}
