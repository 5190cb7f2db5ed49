import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	contentsOf,
	databaseFile,
	migrateSqlite,
	migrationHashesIn,
	openWorld,
	type Settings,
	type World,
} from '#platform/server';
import { verifyAwardSample } from '#awards/server';
import type { Doubt } from '../doubts.ts';
import { BACKUP_FILES, type Manifest } from '../manifest.ts';
import { checkBackupFiles } from './backup-files.ts';
import { checksumOf, flushToDisk } from './files.ts';
import { readBackupManifest } from './read-backup.ts';

/** Number of badges to verify in each backup. */
const BADGES = 10;
const SILENT: World['log'] = { info: () => {}, warn: () => {}, error: () => {} };

/** The result of checking a backup; the backup is sound when there is no doubt. */
export interface BackupCheckResult {
	readonly doubts: readonly Doubt[];
	readonly manifest: Manifest | undefined;
	/** Number of badges that were verified. */
	readonly badges: number;
}

const causeOf = (error: unknown) => {
	const { code, message } = error as { code?: string; message?: string };
	return code ?? message ?? 'unknown';
};

/** Checks a copied database against its manifest, and returns the doubts. */
function inDatabase(file: string, manifest: Manifest, known: readonly string[]): readonly Doubt[] {
	const { damage, orphans, counts, migrations } = contentsOf(file);
	if (damage.length > 0) return damage.map((cause) => ({ code: 'database-damaged', cause }));
	const tables = [...new Set([...Object.keys(counts), ...Object.keys(manifest.counts)])];
	const differ = tables.filter((table) => counts[table] !== manifest.counts[table]);
	const doubts: Doubt[] = [
		...[...orphans].map(([table, count]) => ({ code: 'orphans', table, count }) as const),
		...differ.map((table) => {
			const wanted = manifest.counts[table] ?? 0;
			return { code: 'count-differs', table, wanted, found: counts[table] ?? 0 } as const;
		}),
	];
	if (migrations.join() !== manifest.migrations.join()) doubts.push({ code: 'migrations-differ' });
	else if (migrations.length === 0 || migrations.some((one, at) => one !== known[at]))
		doubts.push({ code: 'migrations-unknown' });
	return doubts;
}

/**
 * Opens a copied database as a service would, but without a sealing key, since it signs nothing, and without
 * a folder of backups.
 */
export const openCopiedDatabase = (settings: Settings, dataDir: string): Promise<World> =>
	openWorld(
		{
			...settings,
			dataDir,
			postgres: null,
			backupDir: undefined,
			keyFile: join(dataDir, 'no-key'),
			outbound: false,
		},
		SILENT,
	);

/**
 * Copies a backup's database into an empty folder and checks the copy in full: checksums, integrity, foreign
 * keys, row counts, migrations (missing ones are then applied), the contents of files, and ten badges, verified with the public keys
 * in the copy. Returns every doubt; with any doubt, the copy must not be used.
 */
export async function copyAndCheckBackup(
	settings: Settings,
	folder: string,
	into: string,
): Promise<BackupCheckResult> {
	const read = await readBackupManifest(folder).catch(
		(error: unknown) => ({ doubts: [{ code: 'database-damaged', cause: causeOf(error) }] }) as const,
	);
	if ('doubts' in read) return { doubts: read.doubts, manifest: undefined, badges: 0 };
	const { manifest } = read;
	const ends = (doubts: readonly Doubt[], badges = 0) => ({ doubts, manifest, badges });
	const file = databaseFile(into);
	try {
		await copyFile(join(folder, BACKUP_FILES.database), file);
		await chmod(file, 0o600);
		const sum = await checksumOf(file);
		const wanted = manifest.files[BACKUP_FILES.database];
		if (sum.sha256 !== wanted?.sha256 || sum.bytes !== wanted.bytes)
			return ends([{ code: 'file-altered', file: BACKUP_FILES.database }]);
		await flushToDisk(file);
		const migrations = join(settings.migrationsDir, 'sqlite');
		const doubts = [
			...inDatabase(file, manifest, migrationHashesIn(migrations)),
			...(await checkBackupFiles(folder, contentsOf(file).files)),
		];
		if (doubts.length > 0) return ends(doubts);
		try {
			migrateSqlite(file, migrations);
		} catch (error) {
			return ends([{ code: 'migration-failed', cause: causeOf(error) }]);
		}
		const world = await openCopiedDatabase(settings, into);
		try {
			const { checked, doubtful } = await verifyAwardSample(world, BADGES);
			return ends(
				doubtful.map((one) => ({ code: 'badge-doubtful', ...one })),
				checked,
			);
		} finally {
			await world.db.close();
		}
	} catch (error) {
		return ends([{ code: 'database-damaged', cause: causeOf(error) }]);
	}
}
