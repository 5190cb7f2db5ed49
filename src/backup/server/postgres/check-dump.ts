import { join } from 'node:path';
import {
	migratePostgres,
	migrationHashesIn,
	postgresContents,
	type Settings,
	withTriedDatabase,
	type World,
} from '#platform/server';
import { BACKUP_FILES, type Manifest } from '../../manifest.ts';
import type { Doubt } from '../../doubts.ts';
import { checkBackupFiles } from '../backup-files.ts';
import { type BackupCheckResult, causeOf, checkBadges } from '../check-result.ts';
import { differencesFrom } from '../compare-contents.ts';
import { checksumOf } from '../files.ts';
import { openCopiedDatabase } from '../open-copied-database.ts';
import { restoreDump } from './dump.ts';
import { ProgramFault } from './programs.ts';

/** Checks a dump that was restored into a database of its own, and brings that database up to date. */
async function doubtsOf(
	address: string,
	folder: string,
	manifest: Manifest,
	migrations: string,
): Promise<readonly Doubt[]> {
	const contents = await postgresContents(address);
	const doubts = [
		...differencesFrom(manifest, contents, migrationHashesIn(migrations)),
		...(await checkBackupFiles(folder, contents.files)),
	];
	if (doubts.length > 0) return doubts;
	try {
		await migratePostgres(address, migrations);
		return [];
	} catch (error) {
		return [{ code: 'migration-failed', cause: causeOf(error) }];
	}
}

/**
 * Checks a backup of PostgreSQL in full: restores it into a database of its own on the server of the settings,
 * which checks every row against its keys; compares its sum, row counts, migrations (missing ones are then
 * applied) and the contents of files; verifies ten badges. Calls `whenSound` before that database is dropped,
 * with a world opened on it, if there is no doubt. `place` is an empty folder.
 */
export async function checkDump(
	settings: Settings,
	folder: string,
	manifest: Manifest,
	place: string,
	whenSound: (world: World) => Promise<void> = async () => {},
): Promise<BackupCheckResult> {
	const { postgres, migrationsDir } = settings;
	const ends = (doubts: readonly Doubt[], badges = 0) => ({ doubts, manifest, badges });
	if (postgres === null) return ends([{ code: 'needs-postgres' }]);
	const dump = join(folder, BACKUP_FILES.dump);
	const sum = await checksumOf(dump);
	const wanted = manifest.files[BACKUP_FILES.dump];
	if (sum.sha256 !== wanted?.sha256 || sum.bytes !== wanted.bytes)
		return ends([{ code: 'file-altered', file: BACKUP_FILES.dump }]);
	return withTriedDatabase(postgres, new Date(), async (address, server) => {
		try {
			await restoreDump(address, server, dump);
		} catch (error) {
			// A program that is missing says nothing about the backup.
			if (!(error instanceof ProgramFault) || error.version !== undefined) throw error;
			return ends([{ code: 'database-damaged', cause: error.message.split('\n')[0] ?? '' }]);
		}
		const doubts = await doubtsOf(address, folder, manifest, join(migrationsDir, 'postgres'));
		if (doubts.length > 0) return ends(doubts);
		const world = await openCopiedDatabase(settings, place, address);
		try {
			const found = await checkBadges(world);
			if (found.doubts.length === 0) await whenSound(world);
			return ends(found.doubts, found.badges);
		} finally {
			await world.db.close();
		}
	});
}
