/** How many times each network address may do a thing. */
export {
	type AddressBuckets,
	addressBuckets,
	addressGroup,
	type Share,
	type Taken,
} from './shares/address-bucket.ts';
/** Which version of the application this is. */
export { applicationVersion } from './application-version.ts';
/** What must hold even after an older copy of the database is put back. */
export type { About, Act, JournalText } from './acts/act.ts';
/** Acts in the database. */
export {
	actNumbers,
	adoptActs,
	heldActs,
	lastActBefore,
	nameService,
	noteActs,
	serviceId,
} from './acts/act-store.ts';
/** The journals that follow a database. */
export { JOURNAL_NAME, journalAt } from './acts/journal-file.ts';
/** The column set tables are written with, and their two dialects. */
export { type Columns, dialectOf, perDialect, type Referable } from './database/columns.ts';
/** The database as stores and use cases see it. */
export {
	type Database,
	type Dialect,
	errorCode,
	guardNested,
	hindranceOf,
	isUniqueViolation,
	type Queries,
} from './database/database.ts';
/** The document at a public address, or why it could not be fetched. */
export { type Ask, type FetchDocument, type Fetched, type FetchRefusal } from './fetch/answer.ts';
/** What fetches on the public Internet, for whoever opens no world. */
export { publicFetch } from './fetch/public-fetch.ts';
/** Mutations that may be sent twice. */
export {
	type Form,
	forgetKeysOf,
	forgetOldKeys,
	once,
	onceWithin,
	unlessAnswered,
	wasAnswered,
} from './idempotency.ts';
/** Values kept in memory until what they are made from changes. */
export { type Kept, keep } from './kept.ts';
/** A query built once, for what every page asks. */
export { preparedQuery } from './database/prepared-query.ts';
/** Structured lines for whoever runs the service. */
export { jsonLog, type Log } from './log.ts';
/** Whether the service can answer. */
export { type Issuing, type Readiness, readiness } from './readiness.ts';
/** What a password costs to hash. */
export { PASSWORD_COST, type PasswordCost } from './password-cost.ts';
/** Secrets at rest. */
export { ensureKeyFile, fileSeal, type Seal } from './seal.ts';
/** Rows that point to what is not there. */
export type { Orphans } from './database/orphans.ts';
/** What the operator decides. */
export { BadSettings, readSettings, type Settings } from './settings.ts';
/** What the folder is, as it says of itself. */
export { type FolderKind, folderKind, nameFolderKind } from './folder/folder-kind.ts';
/** A folder that cannot be served. */
export { FolderFault, type FolderFaultKind } from './folder/folder-fault.ts';
/** One service holds a folder at a time. */
export { holdFolder } from './folder/folder-lock.ts';
/** The embedded database. */
export { databaseFile, openSqlite } from './database/sqlite.ts';
/** The embedded database, brought to the present shape. */
export { migrateSqlite } from './database/sqlite-shape.ts';
/** A copy of the embedded database, and what one holds. */
export { contentsOf, copySqlite, migrationsIn, type SqliteContents } from './database/sqlite-copy.ts';
/** What happened, who hears of it, and what follows. */
export type { Event } from './events/event.ts';
/** Events on their way to their listeners. */
export { removeDeliveriesOf as forgetEventsOf } from './events/event-store.ts';
/** Recording what happened, in the write unit that did it. */
export { recordedHere, recordEvent } from './events/record-event.ts';
/** Giving events to their listeners, until each has heard. */
export { hearDue, hearNow, keepHearing } from './events/hear-events.ts';
/** The outside as use cases see it, and what is known only where it is put together. */
export {
	type Closing,
	type Closings,
	type Composition,
	type Listener,
	type Listeners,
	newId,
	openWorld,
	prepare,
	type World,
} from './world.ts';
/** A form, taken apart. */
export { fieldsOf, type FormFields } from './forms/form-fields.ts';
/** Bounded waiting lines that serve those who ask in turn. */
export { FairLine, fairQueue, type LineLimits } from './shares/fair-line.ts';
/** Worker threads, and the same work where nobody is served meanwhile. */
export { openThreads } from './threads/pool.ts';
/** The thread that answers visitors, where nothing heavy runs; work done on it where it serves nobody. */
export { declareServing, onThisThread, type Threads } from './threads/index.ts';
/** The platform's tables, for the migrations. */
export { tables as platformTables } from './database/tables.ts';
