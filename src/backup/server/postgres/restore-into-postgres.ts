import { join } from 'node:path';
import {
	migratePostgres,
	openFileStore,
	openPostgres,
	postgresContents,
	type Settings,
	withEmptyPostgres,
} from '#platform/server';
import { BACKUP_FILES } from '../../manifest.ts';
import { putFilesBack } from '../backup-files.ts';
import type { BackupCheckResult } from '../check-result.ts';
import { findActJournals } from '../find-journals.ts';
import { readBackupManifest } from '../read-backup.ts';
import { type ReplayResult, replayAfterRestore } from '../replay-after-restore.ts';
import { checkDump } from './check-dump.ts';
import { restoreDump } from './dump.ts';

/**
 * Restores a backup into the empty PostgreSQL database of the settings, once it was checked in full in a
 * database of its own; with any doubt, puts nothing there. Until all of it is there, and what happened since
 * is applied again, no service opens the database. `place` is an empty folder.
 */
export function restoreIntoPostgres(
	settings: Settings & { readonly postgres: string },
	folder: string,
	place: string,
	journal?: string,
): Promise<BackupCheckResult & { readonly madeGood: ReplayResult | undefined }> {
	const { postgres, migrationsDir } = settings;
	return withEmptyPostgres(postgres, migrationsDir, async (fill) => {
		const read = await readBackupManifest(folder);
		if ('doubts' in read) return { ...read, manifest: undefined, badges: 0, madeGood: undefined };
		const { manifest } = read;
		if (!(BACKUP_FILES.dump in manifest.files))
			return { doubts: [{ code: 'needs-sqlite' }], manifest, badges: 0, madeGood: undefined };
		let madeGood: ReplayResult | undefined;
		const checked = await checkDump(settings, folder, manifest, place, (tried) =>
			fill(async (server) => {
				await restoreDump(postgres, server, join(folder, BACKUP_FILES.dump));
				await migratePostgres(postgres, join(migrationsDir, 'postgres'));
				const world = { ...tried, db: openPostgres(postgres) };
				try {
					madeGood = await replayAfterRestore(world, await findActJournals(settings, folder, journal));
				} finally {
					await world.db.close();
				}
				await putFilesBack(openFileStore(settings), (await postgresContents(postgres)).files, folder);
			}),
		);
		return { ...checked, madeGood };
	});
}
