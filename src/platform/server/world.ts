import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { crockford } from '../index.ts';
import { JOURNAL_NAME } from './acts/journal-file.ts';
import { journalled } from './acts/journalled.ts';
import type { ClosingIn, ClosingsIn } from './closings.ts';
import type { Database } from './database/database.ts';
import type { ListenerIn, ListenersIn } from './events/event.ts';
import type { FetchDocument } from './fetch/answer.ts';
import { publicFetch } from './fetch/public-fetch.ts';
import { jsonLog, type Log } from './log.ts';
import { PASSWORD_COST, type PasswordCost } from './password-cost.ts';
import { fileSeal, type Seal } from './seal.ts';
import type { Orphans } from './database/orphans.ts';
import type { Settings } from './settings.ts';
import { databaseFile, openSqlite } from './database/sqlite.ts';
import { migrateSqlite, mustBeServable } from './database/sqlite-shape.ts';
import { onThisThread, type Threads } from './threads/job.ts';

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
	/** Fetches a document from a public address, which is not trusted. Never throws: a failure is in the answer. */
	readonly fetchDocument: FetchDocument;
	/** What new badges as tokens are signed with. */
	readonly tokenAlgorithm: Settings['tokenAlgorithm'];
	/** The register of issuers that the operator trusts, if there is one. */
	readonly knownIssuers: Settings['knownIssuers'];
	/** What passwords are hashed with. */
	readonly passwordCost: PasswordCost;
	/** Where heavy work is done: by other threads wherever visitors are served. */
	readonly threads: Threads;
	/** What an act may have to end in other contexts, by name. */
	readonly closings: Closings;
	/** Who hears of what happened, by the name of the event. */
	readonly listeners: Listeners;
}

/** What an act ends in another context. */
export type Closing = ClosingIn<World>;
/** The closings by name. */
export type Closings = ClosingsIn<World>;
/** What follows from an event, in another context. */
export type Listener = ListenerIn<World>;
/** Who hears of what, by the name of the event, then of the listener. */
export type Listeners = ListenersIn<World>;

/** What is known where the service or the command is put together, and nowhere else. */
export type Composition = Partial<Pick<World, 'closings' | 'listeners'>>;

/** 128 random bits in Crockford base32, lower case: 26 characters. */
export const newId = () => crockford(randomBytes(16));

const migrationsOf = (settings: Settings) => join(settings.migrationsDir, 'sqlite');

/**
 * Makes the data folder's database, or brings it to the present shape; gives how many rows it removed that pointed to what
 * is not there. Throws FolderFault where it must not.
 */
export const prepare = (settings: Settings): readonly Orphans[] =>
	migrateSqlite(databaseFile(settings.dataDir), migrationsOf(settings));

/** Opens the world of a service whose data folder is prepared; throws FolderFault for one that cannot be served. */
export function openWorld(
	settings: Settings,
	log: Log = jsonLog(),
	threads: Threads = onThisThread,
	{ closings = {}, listeners = {} }: Composition = {},
): World {
	const file = databaseFile(settings.dataDir);
	mustBeServable(file, migrationsOf(settings));
	const now = () => new Date();
	const journals = [settings.dataDir, settings.backupDir].filter((folder) => folder !== undefined);
	return {
		db: journalled(
			openSqlite(file),
			journals.map((folder) => join(folder, JOURNAL_NAME)),
			log,
			now,
		),
		now,
		newId,
		log,
		origin: settings.origin,
		seal: fileSeal(settings.keyFile),
		badgesDir: settings.badgesDir,
		knownIssuers: settings.knownIssuers,
		demonstration: settings.demonstration,
		fetchDocument: publicFetch(settings),
		tokenAlgorithm: settings.tokenAlgorithm,
		passwordCost: PASSWORD_COST,
		threads,
		closings,
		listeners,
	};
}
