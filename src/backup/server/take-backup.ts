import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { applicationVersion, contentsOf, copySqlite, databaseFile, type Settings } from '#platform/server';
import { BACKUP_FILES, backupName, FORMAT, type Manifest, manifestText } from '../manifest.ts';
import { sumOf, toDisk, writeOnDisk } from './files.ts';

/** A backup that is whole, on the disk and under its name; not verified yet. */
export interface Backup {
	readonly folder: string;
	readonly manifest: Manifest;
}

const PARTIAL = /^\.macaron-.*\.partial$/;
const DAY = 86_400_000;

/** Removes what an interrupted backup left; a day later, so that none under way is touched. */
async function removeLeftovers(folder: string, now: Date): Promise<void> {
	for (const name of await readdir(folder)) {
		if (!PARTIAL.test(name)) continue;
		const { mtimeMs } = await stat(join(folder, name));
		if (now.getTime() - mtimeMs > DAY) await rm(join(folder, name), { recursive: true, force: true });
	}
}

/**
 * Copies the service's database, in use or not, into a new folder of `into`: one file as it stood at one instant, a
 * manifest, and the manifest's own sum. Written under another name, on the disk, then renamed: a backup is whole or it
 * is not there. The sealing key is never in it.
 */
export async function takeBackup(
	settings: Pick<Settings, 'dataDir' | 'migrationsDir'>,
	into: string,
	now: () => Date,
): Promise<Backup> {
	await mkdir(into, { recursive: true, mode: 0o700 });
	await removeLeftovers(into, now());
	const began = now();
	const name = backupName(began);
	const partial = join(into, `.${name}.partial`);
	await mkdir(partial, { mode: 0o700 });
	try {
		const database = join(partial, BACKUP_FILES.database);
		await copySqlite(databaseFile(settings.dataDir), database);
		const { counts, migrations, damage, lastAct } = contentsOf(database);
		if (damage[0] !== undefined) throw new Error(damage[0]);
		await toDisk(database);
		const manifest: Manifest = {
			format: FORMAT,
			beganAt: began.toISOString(),
			application: applicationVersion(settings),
			migrations,
			lastAct,
			files: { [BACKUP_FILES.database]: await sumOf(database) },
			counts,
		};
		const text = manifestText(manifest);
		await writeOnDisk(join(partial, BACKUP_FILES.manifest), text);
		const sum = createHash('sha256').update(text).digest('hex');
		await writeOnDisk(join(partial, BACKUP_FILES.sum), `${sum}\n`);
		await toDisk(partial);
		const folder = resolve(into, name);
		await rename(partial, folder);
		await toDisk(into);
		return { folder, manifest };
	} catch (error) {
		await rm(partial, { recursive: true, force: true });
		throw error;
	}
}
