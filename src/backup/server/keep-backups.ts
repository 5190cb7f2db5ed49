import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isBackupName } from '../manifest.ts';
import { readBackup } from './read-backup.ts';
import { toDisk } from './files.ts';

/** The name of a backup that was found doubtful: it is no backup any more. */
const REFUSED = '.refused';

/** Puts a doubtful backup under a name that is taken for no backup; gives where it is. */
export async function putAside(folder: string): Promise<string> {
	await rename(folder, folder + REFUSED);
	return folder + REFUSED;
}

/**
 * Once a newer one was verified: removes all but the latest backups of a folder, and those that were refused. Gives the
 * number of the last act that the oldest of those kept holds: acts up to it are in every backup.
 */
export async function keepLatest(
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
	if (old.length > 0) await toDisk(into);
	const [oldest] = backups.slice(-keep);
	const read = oldest === undefined ? undefined : await readBackup(join(into, oldest));
	return { removed: old.length, actsInAll: read && 'manifest' in read ? read.manifest.lastAct : 0 };
}
