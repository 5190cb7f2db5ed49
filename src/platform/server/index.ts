/** Makes rate limits for each network address (token buckets), kept in memory. */
export {
	type AddressBuckets,
	addressBuckets,
	addressGroup,
	type RateLimit,
	type RateLimitResult,
} from './shares/address-bucket.ts';
/** Makes rate limits that all processes of a service share, kept in the database. */
export {
	deleteFullSharedLimits,
	type SharedLimit,
	sharedLimit,
	type TakeShared,
} from './shares/shared-limit.ts';
/** Returns the application's version, from package.json. */
export { applicationVersion } from './application-version.ts';
/**
 * The types of acts: actions that must hold even after an older backup is restored, and the journals from
 * which they are then applied again.
 */
export type { ActFacts, JournalledAct, ParsedJournal } from './acts/act.ts';
/**
 * Records acts (actions that must hold even after an older backup is restored) in the database, and reads
 * their numbers. Also reads and sets the id by which journals and backups identify that database.
 */
export {
	actNumbers,
	insertActsFromJournal,
	storedActIds,
	lastActNumberBefore,
	ensureServiceId,
	noteActs,
	serviceId,
} from './acts/act-store.ts';
/** The file name of a journal of acts, and reading such a file. */
export { JOURNAL_NAME, journalAt } from './acts/journal-file.ts';
/** The functions that declare tables and columns, once for SQLite and PostgreSQL. */
export { type SchemaBuilder, dialectOf, tablesPerDialect, type TableWithId } from './database/columns.ts';
/** The database (SQLite or PostgreSQL) as stores and use cases use it, and what its errors mean. */
export {
	type Database,
	type WriteScope,
	type Dialect,
	errorCode,
	runUnnestedWrite,
	messageCodeOfWriteFault,
	isUniqueViolation,
	type Queries,
} from './database/database.ts';
/** Writes metrics in the text format of Prometheus, and counts and measures what they tell. */
export { Counter, gauge, Histogram, type Metric, metricsText } from './metrics/metric.ts';
/** Measures the write units of a database: how many wait, how long each waits and takes. */
export { withMeasuredWrites } from './metrics/measured-writes.ts';
/** Measures this process: how late its event loop is, its memory and processor time. */
export { type EventLoopDelays, processMetrics, watchEventLoop } from './metrics/process-metrics.ts';
/** Counts the deliveries of events that wait, and those that failed. */
export { deliveryCounts } from './events/event-store.ts';
/** The types of mail: what is queued, its message, what became of it. */
export type {
	MailMessage,
	MailState,
	MailValues,
	NewMail,
	OutgoingMail,
	SendMail,
	SendOutcome,
} from './mail/mail.ts';
/** The steps of a mail, at which a drill kills the process. */
export { MAIL_STEPS, type MailStep } from './mail/mail.ts';
/** The steps of an event’s delivery, at which a drill kills the process. */
export { DELIVERY_STEPS, type DeliveryStep } from './events/event.ts';
/** Queues mails inside the write unit of the act that causes them. */
export { queueMail, queueMailIfNone, queueMails } from './mail/queue-mail.ts';
/** Sends the mails that are due, now and from time to time, and deletes what became of old ones. */
export {
	deleteOldMails,
	deliverDueMails,
	LEASE_MS as MAIL_LEASE_MS,
	messageOf,
	startMailDelivery,
} from './mail/deliver-mails.ts';
/** Reads, in a demonstration, the mails that it would have sent. */
export { type DemonstrationMail, demonstrationMails } from './mail/demonstration-mails.ts';
/** Reads and deletes stored mails. */
export {
	deleteMailsById,
	deleteMailsOf,
	latestMails,
	makeMailDue,
	type MailsOfInstitution,
	mailsOf,
	openMailCounts,
	recipientOfMail,
	type StoredMail,
	undeliveredMails,
	unsentMailCount,
	untriedMailCount,
} from './mail/mail-store.ts';
/** Work that comes back in time. */
export { runDueSchedules, type Schedule, SCHEDULE_RETRY_MS, startSchedules } from './work/schedules.ts';
/** Work that is begun again and again until it is stopped. */
export { type RepeatedWork, repeatWork } from './work/repeat-work.ts';
/** Connects to the mail server as the service does, and hands nothing over. */
export { type MailServerTry, tryMailServer } from './mail/try-mail-server.ts';
/** Asks a port of this machine whether a service of ours lives there. */
export { askOwnPort } from './fetch/ask-own-port.ts';
/** Writes a message as plain text. */
export { mailText } from './mail/render-mail.ts';
/** Tells whether some work would still read the same from the database. */
export type { ReadTrace } from './database/read-trace.ts';
/** The types of fetching a public address: the function, its options, and its result. */
export {
	type FetchOptions,
	type FetchFromPublicAddress,
	type FetchResult,
	type FetchRefusal,
} from './fetch/fetch-result.ts';
/** Makes the function that fetches documents from public addresses, for commands that open no `World`. */
export { publicFetch } from './fetch/public-fetch.ts';
/**
 * Runs the work of a form once per form key: a repeat within 24 hours gets the first answer. Also deletes the
 * stored keys of old forms, and those of a person's forms.
 */
export {
	type FormSubmission,
	deleteFormKeysOf,
	deleteOldFormKeys,
	runFormOnce,
	runFormOnceInUnit,
	checkUnlessProcessed,
	isFormProcessed,
} from './idempotency.ts';
/**
 * An in-memory cache of values with a version: a value is no longer returned once its version changes, or
 * after a day.
 */
export { type VersionedCache, createVersionedCache } from './versioned-cache.ts';
/** Runs a query about many values in batches, and returns all rows. */
export { inBatches } from './database/in-batches.ts';
/** A zod check that a text has at most a given number of characters. */
export { atMost } from './forms/at-most.ts';
/** Inserts many rows into a table, in batches. */
export { insertRows } from './database/insert-rows.ts';
/** Makes a query that is built once per connection rather than at each call, for what every page reads. */
export { preparedQuery } from './database/prepared-query.ts';
/** Writes log lines (JSON) for the operator. */
export { jsonLog, type Log } from './log.ts';
/** Checks whether the service can answer and save, and whether it can issue badges. */
export { type IssuingState, type Readiness, checkReadiness } from './readiness.ts';
/** The cost (memory, passes, lanes) of hashing passwords with Argon2id. */
export { PASSWORD_COST, type PasswordCost } from './password-cost.ts';
/** Encrypts secrets at rest with the operator's sealing key, which is read from a file. */
export { ensureKeyFile, fileSeal, type Seal } from './seal.ts';
/** Counts, by table, of the rows that referenced a missing row and were deleted or mended. */
export type { OrphanRepairCounts } from './database/orphans.ts';
/** Reads the operator's settings from environment variables, and the error for invalid ones. */
export { BadSettings, readSettings, type Settings } from './settings.ts';
/** The purpose recorded in a data folder: a demonstration or a real service. */
export { type FolderKind, folderKind, recordFolderKind } from './folder/folder-kind.ts';
/** The error thrown when a data folder cannot be used, with the reason and the exit code. */
export { FolderFault, type FolderFaultKind } from './folder/folder-fault.ts';
/** Whether the sealing key is the one of the service's first node, and recording it. */
export { recordSealingKey, sealingKeyState } from './sealing-key-fact.ts';
/** The error thrown when a PostgreSQL database cannot be used, with the reason and the exit code. */
export { DatabaseFault } from './database/postgres/database-fault.ts';
/** The address of a PostgreSQL database as an operator may see it: without its password. */
export { shownAddress } from './database/postgres/postgres-server.ts';
/** Locks a data folder, so that only one service at a time uses it. */
export { lockFolder } from './folder/folder-lock.ts';
/** Opens the embedded SQLite database; the path of its file in the data folder. */
export { databaseFile, openSqlite } from './database/sqlite.ts';
/**
 * Creates the embedded SQLite database or migrates it to the present tables, then deletes the rows that
 * reference a missing row.
 */
export { migrateSqlite } from './database/sqlite-shape.ts';
/** Looks at every page of an SQLite database, and at how it is kept, without changing anything. */
export { lookAtSqlite, type SqliteLook } from './database/sqlite-shape.ts';
/** Copies an SQLite database that may be in use, and checks and counts what a copy contains. */
export {
	contentsOf,
	copySqlite,
	type FileContent,
	migrationHashesIn,
	type SqliteContents,
} from './database/sqlite-copy.ts';
/** Opens a PostgreSQL database, and makes or migrates its tables, without looking at its server. */
export { migratePostgres, openPostgres } from './database/postgres/postgres.ts';
/** Copies and counts a PostgreSQL database, tries out a copy, and fills an empty database from one. */
export {
	type PostgresContents,
	postgresContents,
	type ServerAccess,
	withEmptyPostgres,
	withPostgresSnapshot,
	withTriedDatabase,
} from './database/postgres/postgres-copy.ts';
/** Moves the whole database from SQLite to PostgreSQL, and compares every row. */
export { moveToPostgres } from './database/moving/move-to-postgres.ts';
/** Moves it back, from PostgreSQL to SQLite. */
export { moveToSqlite } from './database/moving/move-to-sqlite.ts';
/** What a move read and wrote, table by table. */
export { isSame, type MovedTable, type MoveResult } from './database/moving/move-result.ts';
/** Thrown when a database cannot be moved, or is not empty. */
export { MoveFault } from './database/moving/move-fault.ts';
/** Values of one column that cannot be moved. */
export type { ColumnFault } from './database/moving/sqlite-rows.ts';
/** The type of an event: something that happened in one context and that listeners of others react to. */
export type { DomainEvent } from './events/event.ts';
/** Deletes the stored deliveries of events about a person who is erased. */
export { deleteDeliveriesOf } from './events/event-store.ts';
/** Counts the failed deliveries of events about some people, and makes them due. */
export { failingDeliveryCountOf, makeFailedDeliveriesDue } from './events/event-store.ts';
/**
 * Records an event in the write unit that caused it, as one delivery for each listener that it concerns;
 * returns the deliveries recorded in a unit.
 */
export { deliveriesOfUnit, recordEvent } from './events/record-event.ts';
/** Calls the listeners of recorded events: at once, or later for those still due. */
export {
	immediateListenersEnded,
	callDueListeners,
	callImmediateListeners,
	startEventDelivery,
} from './events/hear-events.ts';
/**
 * The world (database, clock, log, keys…) that use cases receive, and the parts set where the service or
 * command is assembled.
 */
export {
	type ClosingFunction,
	type ClosingFunctions,
	type Composition,
	type Listener,
	type Listeners,
	type Mailing,
	type MailWriter,
	type MailWriters,
	newId,
	openWorld,
	prepareDatabase,
	type World,
} from './world.ts';
/** Parses the body of a form into its fields. */
export { parseFormFields, type FormFields } from './forms/form-fields.ts';
/** Bounded queues that take one job of each visitor in turn, so that nobody keeps the others waiting. */
export { FairQueue, fairJobRunner, type QueueLimits } from './shares/fair-queue.ts';
/** The types of an accepted content, of the file that a form awaits, and of a form that carried one. */
export type { AcceptedContent, AwaitedFile, FormWithFile } from './files/receive-file-job.ts';
/** The types of a file's row, and of whose it is. */
export type { FileOwner, StoredFile } from './files/stored-file-store.ts';
/** Where files are kept: the type of a store, and the error of one that does not answer. */
export { type Files, type FileStore, FileStoreFault } from './files/file-store.ts';
/** Opens the store of files that the settings name, and the name of its folder in a data folder. */
export { FILES_FOLDER, openFileStore } from './files/open-file-store.ts';
/** Takes apart a form that carries a file: what the file is, by its content; pictures are drawn anew. */
export { LARGEST_FILE, receiveFile } from './files/receive-file-job.ts';
/** Takes apart a form that gives a text, pasted or as a file, on another thread. */
export { receiveText } from './files/receive-text-job.ts';
/** The types of files that are accepted, by extension, and which of them are pictures. */
export { EXTENSIONS, isPictureType } from './files/file-types.ts';
/**
 * Writes a file to the store, then records its row in the unit of the act; reads a content back; the steps of
 * all this, for the drill that stops at each.
 */
export { FILE_STEPS, type FileStep, readContent, recordFile, storeContentThen } from './files/keep-file.ts';
/** Reads the rows of files, and lets go of those that nothing uses any more. */
export {
	bytesOfOwner,
	fileById,
	filesInUse,
	filesOfPerson,
	letGoOfFile,
	letGoOfFilesOf,
} from './files/stored-file-store.ts';
/** The files of a person in the copy of their data: what is kept about each, and their contents. */
export { personalFileContents, personalFiles } from './personal-data.ts';
/** The name under which a browser saves a file. */
export { savedFileName } from './files/saved-file-name.ts';
/** Removes the files that nothing has used for a day, and what interrupted writes left. */
export { sweepFiles } from './files/sweep-files.ts';
/** Opens the pools of worker threads that run heavy jobs. */
export { openThreads } from './threads/pool.ts';
/**
 * The type of what runs heavy jobs (`Threads`); `jobsOnThisThread` runs them on the calling thread, in
 * commands and tests; `markServingThread` marks the thread that answers visitors, where that is forbidden.
 */
export { markServingThread, jobsOnThisThread, type Threads } from './threads/index.ts';
/**
 * The database tables of processed forms, acts, event deliveries, mails, files and facts about the service, for the
 * migrations.
 */
export { tables as platformTables } from './database/tables.ts';
