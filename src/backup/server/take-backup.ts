import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
	applicationVersion,
	contentsOf,
	copySqlite,
	databaseFile,
	openFileStore,
	type PostgresContents,
	type Settings,
} from '#platform/server';
import { copyFilesToBackup } from './backup-files.ts';
import { dumpPostgres } from './postgres/dump.ts';
import { backupFolderIn } from './read-backup.ts';
import { BACKUP_FILES, backupName, FORMAT, type Manifest, manifestText } from '../manifest.ts';
import { checksumOf, flushToDisk, writeAndFlushNewFile } from './files.ts';

/** A complete backup, on the disk under its final name, but not verified yet. */
export interface Backup {
	readonly folder: string;
	readonly manifest: Manifest;
	/** How many files in use the service itself had lost, or found altered: they are not in the backup. */
	readonly lostFiles: number;
}

const PARTIAL = /^\.macaron-.*\.partial$/;
const DAY = 86_400_000;

/**
 * Deletes the temporary folders of interrupted backups, if they are older than a day, so as not to touch a
 * backup in progress.
 */
async function removeLeftovers(folder: string, now: Date): Promise<void> {
	for (const name of await readdir(folder)) {
		if (!PARTIAL.test(name)) continue;
		const { mtimeMs } = await stat(join(folder, name));
		if (now.getTime() - mtimeMs > DAY) await rm(join(folder, name), { recursive: true, force: true });
	}
}

/**
 * Copies the service's database into the folder of a backup, as it stood at one instant; returns the name of
 * the file, and what it contains.
 */
async function copyDatabase(
	{ dataDir, postgres }: Pick<Settings, 'dataDir' | 'postgres'>,
	folder: string,
): Promise<PostgresContents & { readonly held: string }> {
	if (postgres !== null) {
		const held = BACKUP_FILES.dump;
		return { held, ...(await dumpPostgres(postgres, join(folder, held))) };
	}
	const held = BACKUP_FILES.database;
	await copySqlite(databaseFile(dataDir), join(folder, held));
	const { damage, ...contents } = contentsOf(join(folder, held));
	if (damage[0] !== undefined) throw new Error(damage[0]);
	return { held, ...contents };
}

/**
 * Backs up the service's database, in use or not, into a new folder of `into`: the database as of a single
 * moment, the contents of the files it names, a manifest, and the manifest's checksum. Everything is flushed to the disk under a temporary name,
 * then renamed, so that a backup is complete or absent. Never contains the sealing key.
 */
export async function takeBackup(
	settings: Pick<Settings, 'dataDir' | 'postgres' | 'migrationsDir' | 'filesBucket'>,
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
		const { held, counts, migrations, lastAct, files } = await copyDatabase(settings, partial);
		const database = join(partial, held);
		await flushToDisk(database);
		const earlier = await backupFolderIn(into);
		const lostFiles = await copyFilesToBackup(
			openFileStore(settings),
			files,
			partial,
			earlier === into ? undefined : earlier,
		);
		const manifest: Manifest = {
			format: FORMAT,
			beganAt: began.toISOString(),
			application: applicationVersion(settings),
			migrations,
			lastAct,
			files: { [held]: await checksumOf(database) },
			counts,
		};
		const text = manifestText(manifest);
		await writeAndFlushNewFile(join(partial, BACKUP_FILES.manifest), text);
		const sum = createHash('sha256').update(text).digest('hex');
		await writeAndFlushNewFile(join(partial, BACKUP_FILES.sum), `${sum}\n`);
		await flushToDisk(partial);
		const folder = resolve(into, name);
		await rename(partial, folder);
		await flushToDisk(into);
		return { folder, manifest, lostFiles };
	} catch (error) {
		await rm(partial, { recursive: true, force: true });
		throw error;
	}
}
