import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { crockford } from '../index.ts';
import { JOURNAL_NAME } from './acts/journal-file.ts';
import { withActJournals } from './acts/journalled.ts';
import type { ClosingFunctionIn, ClosingFunctionTable } from './closings.ts';
import type { Database, Dialect } from './database/database.ts';
import { openPostgres, preparePostgres } from './database/postgres/postgres.ts';
import { mustBeServablePostgres } from './database/postgres/postgres-server.ts';
import type { ListenerIn, ListenersIn } from './events/event.ts';
import type { FetchFromPublicAddress } from './fetch/fetch-result.ts';
import { publicFetch } from './fetch/public-fetch.ts';
import type { Files } from './files/file-store.ts';
import { openFileStore } from './files/open-file-store.ts';
import { jsonLog, type Log } from './log.ts';
import { PASSWORD_COST, type PasswordCost } from './password-cost.ts';
import type { MailingIn, MailWriterIn, MailWritersIn } from './mail/mail.ts';
import { smtpSender } from './mail/smtp.ts';
import { fileSeal, type Seal } from './seal.ts';
import type { OrphanRepairCounts } from './database/orphans.ts';
import type { Settings } from './settings.ts';
import { databaseFile, openSqlite } from './database/sqlite.ts';
import { migrateSqlite, mustBeServable } from './database/sqlite-shape.ts';
import { jobsOnThisThread, type Threads } from './threads/job.ts';

/**
 * Everything that use cases take from outside (database, clock, log, keys, network). Built once, when the
 * service or the command starts; tests build a real one too.
 */
export interface World {
	readonly db: Database;
	readonly now: () => Date;
	/** Makes a new id: 128 random bits, Crockford base32, lower case. */
	readonly newId: () => string;
	readonly log: Log;
	/** Public address of the service, without a trailing slash. */
	readonly origin: string;
	readonly seal: Seal;
	readonly badgesDir: string;
	readonly demonstration: boolean;
	/**
	 * Fetches a document from an untrusted public address. Never throws: a failure is returned as `refused`.
	 */
	readonly fetchDocument: FetchFromPublicAddress;
	/** Signature algorithm of the token form (VC-JWT) of new badges. */
	readonly tokenAlgorithm: Settings['tokenAlgorithm'];
	/** The register of issuers that the operator trusts; null if there is none. */
	readonly knownIssuers: Settings['knownIssuers'];
	/** Cost of new password hashes. */
	readonly passwordCost: PasswordCost;
	/** Runs heavy jobs, on worker threads wherever visitors are served. */
	readonly threads: Threads;
	/** Where the files that people give are kept, and how much each may keep. */
	readonly files: Files;
	/** How the service sends mail; null where it sends none. */
	readonly mailing: Mailing | null;
	/** Closing functions by name: each closes an item of one context when an act of another completes it. */
	readonly closings: ClosingFunctions;
	/** How each context reacts to the events of others, by event name. */
	readonly listeners: Listeners;
}

/**
 * Closes an item of one context when an act of another completes it, such as an application when its award is
 * given.
 */
export type ClosingFunction = ClosingFunctionIn<World>;
/** Closing functions by name. */
export type ClosingFunctions = ClosingFunctionTable<World>;
/** A function of one context that reacts to an event of another. */
export type Listener = ListenerIn<World>;
/** Listeners by event name, then listener name. */
export type Listeners = ListenersIn<World>;
/** Writes the message of one kind of mail, when it is sent. */
export type MailWriter = MailWriterIn<World>;
/** Mail writers by kind of mail. */
export type MailWriters = MailWritersIn<World>;
/** How a service sends mail. */
export type Mailing = MailingIn<World>;

/**
 * The parts of the world that are set where the service or the command is assembled, because they involve
 * several contexts.
 */
export type Composition = Partial<Pick<World, 'closings' | 'listeners'>> & {
	readonly mailWriters?: MailWriters;
};

/** Makes a new id: 128 random bits in Crockford base32, lower case, 26 characters. */
export const newId = () => crockford(randomBytes(16));

type DatabaseSettings = Pick<Settings, 'dataDir' | 'postgres' | 'migrationsDir'>;

const migrationsOf = (dialect: Dialect, { migrationsDir }: DatabaseSettings) => join(migrationsDir, dialect);

/**
 * Creates the tables or migrates them, in the data folder's database or in PostgreSQL, then deletes or mends
 * the rows that reference a missing row; returns how many, by table. Throws FolderFault or DatabaseFault for a
 * folder or a database that it must not touch.
 */
export async function prepareDatabase(settings: DatabaseSettings): Promise<readonly OrphanRepairCounts[]> {
	const { postgres } = settings;
	if (postgres !== null) return preparePostgres(postgres, migrationsOf('postgres', settings));
	return migrateSqlite(databaseFile(settings.dataDir), migrationsOf('sqlite', settings));
}

/**
 * Opens the database of a service. Throws FolderFault or DatabaseFault for one that this version cannot serve.
 */
async function openDatabase(settings: DatabaseSettings): Promise<Database> {
	const { postgres } = settings;
	if (postgres !== null) {
		await mustBeServablePostgres(postgres, migrationsOf('postgres', settings));
		return openPostgres(postgres);
	}
	const file = databaseFile(settings.dataDir);
	mustBeServable(file, migrationsOf('sqlite', settings));
	return openSqlite(file);
}

/**
 * How a service with these settings sends mail: by its mail server; to a page, in a demonstration; otherwise
 * not at all.
 */
function mailingOf({ smtp, demonstration }: Settings, writers: MailWriters): Mailing | null {
	if (demonstration) return { writers };
	return smtp ? { writers, send: smtpSender(smtp).send } : null;
}

/**
 * Opens a migrated database and returns its world. Throws FolderFault or DatabaseFault for a folder or a
 * database that cannot be served.
 */
export async function openWorld(
	settings: Settings,
	log: Log = jsonLog(),
	threads: Threads = jobsOnThisThread,
	{ closings = {}, listeners = {}, mailWriters = {} }: Composition = {},
): Promise<World> {
	const db = await openDatabase(settings);
	const now = () => new Date();
	const journals = [settings.dataDir, settings.backupDir].filter((folder) => folder !== undefined);
	return {
		db: withActJournals(
			db,
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
		files: { store: openFileStore(settings), quotas: settings.fileQuotas },
		mailing: mailingOf(settings, mailWriters),
		closings,
		listeners,
	};
}
