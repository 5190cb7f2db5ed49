import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hasSealedKeys, issuerOrigins, issuingState } from '#awards/server';
import { m } from '#messages';
import { problemText } from '#messages/server';
import {
	databaseFile,
	FolderFault,
	folderKind,
	jsonLog,
	lookAtSqlite,
	openWorld,
	type Settings,
	type World,
} from '#platform/server';
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
		const world = await openWorld(
			settings,
			jsonLog(() => undefined),
		);
		try {
			return [...found, ...(await lookAtKind(world, settings)), ...(await lookAtIssuing(world, settings))];
		} finally {
			await world.db.close();
		}
	} catch (error) {
		if (!(error instanceof FolderFault)) throw error;
		const { kind, detail } = error;
		return [{ id: kind, say: (locale) => problemText(`folder.${kind}`, { folder, detail }, locale) }];
	}
}
