import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { crockford } from '../index.ts';
import type { Database } from './database.ts';
import type { FetchDocument } from './fetch/answer.ts';
import { publicFetch } from './fetch/public-fetch.ts';
import { jsonLog, type Log } from './log.ts';
import { ensureKeyFile, fileSeal, type Seal } from './seal.ts';
import type { Settings } from './settings.ts';
import { databaseFile, migrateSqlite, openSqlite } from './sqlite.ts';

/** The outside as use cases see it: built once in the hook or the command, and for real in tests too. */
export interface World {
	readonly db: Database;
	readonly now: () => Date;
	/** 128 random bits, Crockford base32, lower case. */
	readonly newId: () => string;
	readonly log: Log;
	/** The public address of the service, without a slash at its end. */
	readonly origin: string;
	readonly seal: Seal;
	readonly badgesDir: string;
	readonly demonstration: boolean;
	/** What stands at a public address, fetched as on hostile ground; never throws. */
	readonly fetchDocument: FetchDocument;
}

/** 128 random bits in Crockford base32, lower case: 26 characters. */
export const newId = () => crockford(randomBytes(16));

/** Brings the data folder to the present shape: database migrated, sealing key made at the first start. */
export function prepare(settings: Settings): void {
	migrateSqlite(databaseFile(settings.dataDir), join(settings.migrationsDir, 'sqlite'));
	ensureKeyFile(settings.keyFile);
}

/** Opens the world of a service whose data folder is prepared. */
export function openWorld(settings: Settings, log: Log = jsonLog()): World {
	return {
		db: openSqlite(databaseFile(settings.dataDir)),
		now: () => new Date(),
		newId,
		log,
		origin: settings.origin,
		seal: fileSeal(settings.keyFile),
		badgesDir: settings.badgesDir,
		demonstration: settings.demonstration,
		fetchDocument: publicFetch(settings),
	};
}
