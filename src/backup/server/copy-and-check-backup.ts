import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentsOf, databaseFile, migrateSqlite, migrationHashesIn, type Settings } from '#platform/server';
import type { Doubt } from '../doubts.ts';
import { BACKUP_FILES, type Manifest } from '../manifest.ts';
import { checkBackupFiles } from './backup-files.ts';
import { type BackupCheckResult, causeOf, checkBadges } from './check-result.ts';
import { differencesFrom } from './compare-contents.ts';
import { checksumOf, flushToDisk } from './files.ts';
import { openCopiedDatabase } from './open-copied-database.ts';
import { checkDump } from './postgres/check-dump.ts';
import { readBackupManifest } from './read-backup.ts';

/** Checks a copied SQLite database against its manifest, and returns the doubts. */
function inDatabase(file: string, manifest: Manifest, known: readonly string[]): readonly Doubt[] {
	const { damage, orphans, ...counted } = contentsOf(file);
	if (damage.length > 0) return damage.map((cause) => ({ code: 'database-damaged', cause }));
	return [
		...[...orphans].map(([table, count]) => ({ code: 'orphans', table, count }) as const),
		...differencesFrom(manifest, counted, known),
	];
}

/**
 * Copies a backup's database into an empty folder and checks the copy in full: checksums, integrity, foreign
 * keys, row counts, migrations (missing ones are then applied), the contents of files, and ten badges, verified with the public keys
 * in the copy. A backup of PostgreSQL is checked in a database of its own on the server (see `checkDump`). Returns every
 * doubt; with any doubt, the copy must not be used.
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
	if (BACKUP_FILES.dump in manifest.files) return checkDump(settings, folder, manifest, into);
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
			const { doubts: ofBadges, badges } = await checkBadges(world);
			return ends(ofBadges, badges);
		} finally {
			await world.db.close();
		}
	} catch (error) {
		return ends([{ code: 'database-damaged', cause: causeOf(error) }]);
	}
}
