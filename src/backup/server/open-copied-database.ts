import { join } from 'node:path';
import { openWorld, type Settings, type World } from '#platform/server';

const SILENT: World['log'] = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * Opens a copied database as a service would, but without a sealing key, since it signs nothing, and without
 * a folder of backups: that of SQLite in the folder, or one of PostgreSQL.
 */
export const openCopiedDatabase = (
	settings: Settings,
	dataDir: string,
	postgres: string | null = null,
): Promise<World> =>
	openWorld(
		{
			...settings,
			dataDir,
			postgres,
			backupDir: undefined,
			keyFile: join(dataDir, 'no-key'),
			outbound: false,
		},
		SILENT,
	);
