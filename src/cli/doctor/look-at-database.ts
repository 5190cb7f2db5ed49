import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hasSealedKeys, issuerOrigins, issuingState } from '#awards/server';
import { m } from '#messages';
import {
	databaseFile,
	folderKind,
	jsonLog,
	lookAtSqlite,
	openWorld,
	type Settings,
	type World,
} from '#platform/server';
import { storageFault } from '../../storage-fault.ts';
import { type Finding, finding, findings } from './finding.ts';

/** How far (ms) the clock may be behind what the database holds: two processors differ by less. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** Bytes of the WAL that may wait to be copied: SQLite copies them by 4 MB unless something keeps it from it. */
const MOST_NOT_COPIED = 64 * 1024 * 1024;

/** Looks at what badges state for ever, and at whether they can be signed. */
async function lookAtIssuing(world: World, { origin, keyFile: file }: Settings): Promise<readonly Finding[]> {
	const origins = await issuerOrigins(world);
	const state = (await hasSealedKeys(world)) ? await issuingState(world) : 'ok';
	return findings([
		origins.length > 0 &&
			!origins.includes(origin) &&
			finding('origin-changed', m.doctor_origin_changed, { origin, origins: origins.join(', ') }),
		state === 'key-missing' && finding('key-missing', m.command_sealing_key_missing, { file }),
		state === 'key-wrong' && finding('key-wrong', m.command_sealing_key_wrong, { file }),
	]);
}

async function lookAtKind(world: World, settings: Settings): Promise<readonly Finding[]> {
	const { dataDir: folder, origin, demonstration } = settings;
	const kind = await folderKind(world);
	return findings([
		kind === 'demonstration' &&
			!demonstration &&
			finding('is-demonstration', m.command_is_demonstration, { folder, origin }),
		kind === 'service' && demonstration && finding('is-service', m.command_is_service, { folder }),
	]);
}

/**
 * Looks at the database: each page, its journal, its version, its newest record, and what it needs of the
 * settings and of the sealing key. Only SQLite opens its files: closing any other descriptor of them would
 * drop the locks that this process holds.
 */
export async function lookAtDatabase(settings: Settings, now: Date): Promise<readonly Finding[]> {
	return settings.postgres === null ? lookAtSqliteFile(settings, now) : lookAtPostgres(settings);
}

/** Opens the world on the database for these looks, which sign and write nothing. */
async function lookInside(settings: Settings): Promise<readonly Finding[]> {
	const world = await openWorld(
		settings,
		jsonLog(() => undefined),
	);
	try {
		return [...(await lookAtKind(world, settings)), ...(await lookAtIssuing(world, settings))];
	} finally {
		await world.db.close();
	}
}

/** The finding that a folder or a database cannot be used; any other error is thrown. */
function unusable(error: unknown, settings: Settings): readonly Finding[] {
	const fault = storageFault(error, settings, 'fr');
	if (!fault) throw error;
	return [
		{ id: fault.id, say: (locale) => storageFault(error, settings, locale)?.sentence ?? fault.sentence },
	];
}

/** Looks at the PostgreSQL server and at the database on it, as a service does when it starts. */
async function lookAtPostgres(settings: Settings): Promise<readonly Finding[]> {
	try {
		return await lookInside(settings);
	} catch (error) {
		return unusable(error, settings);
	}
}

async function lookAtSqliteFile(settings: Settings, now: Date): Promise<readonly Finding[]> {
	const { dataDir: folder, migrationsDir } = settings;
	const file = databaseFile(folder);
	if (!existsSync(file)) return [finding('database-missing', m.doctor_database_missing, { folder })];
	try {
		const { journalMode, notCopiedBytes, newest } = lookAtSqlite(file, join(migrationsDir, 'sqlite'));
		const late = newest && newest.getTime() - now.getTime() > CLOCK_TOLERANCE_MS ? newest : undefined;
		const found = findings([
			(statSync(file).mode & 0o077) !== 0 && finding('database-open', m.doctor_database_open, { file }),
			journalMode !== 'wal' && finding('journal-mode', m.doctor_journal_mode, { mode: journalMode }),
			notCopiedBytes > MOST_NOT_COPIED &&
				finding('wal-large', m.doctor_wal_large, { size: Math.round(notCopiedBytes / 1e6) }),
			late && finding('clock', m.doctor_clock, { now: now.toISOString(), newest: late.toISOString() }),
		]);
		// Opening a world sets the journal mode: what is wrong with it is for the operator to see first.
		if (journalMode !== 'wal') return found;
		return [...found, ...(await lookInside(settings))];
	} catch (error) {
		return unusable(error, settings);
	}
}
