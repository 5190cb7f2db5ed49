import { existsSync } from 'node:fs';
import { listInstitutions, wasSetupEverOffered } from '#identity/server';
import type { Institution } from '#identity/server';
import { m } from '#messages';
import type { Locale } from '#platform';
import {
	BadSettings,
	databaseFile,
	DatabaseFault,
	ensureKeyFile,
	FolderFault,
	folderKind,
	lockFolder,
	jsonLog,
	recordFolderKind,
	jobsOnThisThread,
	openWorld,
	prepareDatabase,
	recordSealingKey,
	sealingKeyState,
	readSettings,
	type FolderKind,
	type Log,
	type OrphanRepairCounts,
	type Settings,
	type World,
} from '#platform/server';
import { hasSealedKeys } from '#awards/server';
import { closings } from '../closings.ts';
import { listeners } from '../listeners.ts';
import { mailWriters } from '../mail-writers.ts';
import { storageFault } from '../storage-fault.ts';
import { type Terminal, Stop } from './command.ts';

/**
 * Converts the error of a data folder or a database that cannot be used into the `Stop` (sentence and exit
 * code) to end the command with; returns any other error unchanged.
 */
export function stopForStorageFault(error: unknown, settings: Settings, locale: Locale): unknown {
	const fault = storageFault(error, settings, locale);
	return fault ? new Stop(fault.sentence, fault.exit) : error;
}

/** Returns whether the settings name a database: PostgreSQL, or a file in the data folder. */
export const hasDatabase = ({ postgres, dataDir }: Settings): boolean =>
	postgres !== null || existsSync(databaseFile(dataDir));

/**
 * Reports to the operator and logs, by table, how many rows of the database referenced a missing row and were
 * removed or mended. Earlier versions of the program left such rows.
 */
function tellOrphans({ err, locale }: Terminal, log: Log, orphans: readonly OrphanRepairCounts[]): void {
	if (orphans.length === 0) return;
	const tables = orphans.map(({ table, removed, mended }) => `${table} (${removed + mended})`).join(', ');
	log.warn('database.orphans', { tables });
	err(m.command_orphans({ tables }, { locale }));
}

/**
 * Creates the sealing key if it is missing, unless the database contains keys that only the missing one opens.
 * On PostgreSQL, where a service has several nodes, throws DatabaseFault (`key-other`) where this node has
 * another key than the first one, or none.
 */
async function ensureSealingKey(world: World, { postgres, keyFile }: Settings): Promise<void> {
	if (await hasSealedKeys(world)) return;
	if (postgres === null) return ensureKeyFile(keyFile);
	if ((await sealingKeyState(world)) === 'unknown') {
		ensureKeyFile(keyFile);
		await recordSealingKey(world);
	}
	if ((await sealingKeyState(world)) === 'other') throw new DatabaseFault('key-other', keyFile);
}

/**
 * Migrates the data folder, and creates the sealing key if it is missing, unless the database contains keys
 * that only the missing one opens. If a running service holds the folder, does nothing (the service did it
 * already), or throws `FolderFault` when `alone`.
 */
async function bringUpToDate(
	terminal: Terminal,
	settings: Settings,
	log: Log,
	alone: boolean,
): Promise<void> {
	let release: () => void;
	try {
		release = lockFolder(settings.dataDir);
	} catch (error) {
		if (!alone && error instanceof FolderFault && error.kind === 'folder-in-use') return;
		throw error;
	}
	try {
		tellOrphans(terminal, log, await prepareDatabase(settings));
		const world = await openWorld(settings, log);
		try {
			await ensureSealingKey(world, settings);
		} finally {
			await world.db.close();
		}
	} finally {
		release();
	}
}
/** What to tell the operator of an error: its code (`ENOSPC`), or else its message. */
export const codeOrMessage = (error: unknown): string => {
	const { code, message } = error as { code?: unknown; message?: unknown };
	return String(code ?? message);
};

/** Reads the operator's settings from the environment; throws one `Stop` that lists every bad setting. */
export function settingsOf({ env }: Pick<Terminal, 'env'>): Settings {
	try {
		return readSettings(env);
	} catch (error) {
		if (error instanceof BadSettings) throw new Stop(error.message);
		throw error;
	}
}

/**
 * How a command opens the data folder: `existing`, only if it exists; `fresh`, created and migrated if
 * needed; `fresh-and-alone`, the same, but refusing to run beside a service.
 */
type Opening = 'existing' | 'fresh' | 'fresh-and-alone';

/**
 * Opens the data folder for one command, and closes it afterwards. With `existing`, throws `Stop` when there
 * is none. The log goes to standard error, never among the results.
 */
export async function withDataFolder<T>(
	terminal: Terminal,
	work: (world: World, settings: Settings) => Promise<T>,
	opening: Opening = 'existing',
): Promise<T> {
	const settings = settingsOf(terminal);
	const folder = settings.dataDir;
	const { locale } = terminal;
	if (opening === 'existing' && !hasDatabase(settings))
		throw new Stop(m.command_nothing_here({ folder }, { locale }));
	const log = jsonLog(terminal.err);
	let world: World;
	try {
		if (opening !== 'existing') await bringUpToDate(terminal, settings, log, opening === 'fresh-and-alone');
		world = await openWorld(settings, log, jobsOnThisThread, { closings, listeners, mailWriters });
	} catch (error) {
		throw stopForStorageFault(error, settings, locale);
	}
	try {
		return await work(world, settings);
	} finally {
		await world.db.close();
	}
}

/** What a data folder contains: no institution, a demonstration, or a real service. */
export type FolderContents = 'nothing' | 'demonstration' | 'service';

/** Finds out from its institutions what the data folder contains. */
async function whatIsHere(world: World): Promise<FolderContents> {
	const all = await listInstitutions(world);
	if (all.length === 0) return 'nothing';
	return all.some(({ demonstration }) => demonstration) ? 'demonstration' : 'service';
}

/**
 * Finds out whether the data folder is for a demonstration or a real service, even if it is still empty;
 * undefined if nothing tells.
 */
async function madeFor(world: World, here: FolderContents): Promise<FolderKind | undefined> {
	if (here !== 'nothing') return here;
	return (await folderKind(world)) ?? ((await wasSetupEverOffered(world)) ? 'service' : undefined);
}

/**
 * Throws `Stop` when a demonstration would be served as a real service, or a real service as a demonstration.
 * Otherwise records the kind of a new folder, and returns what the folder contains.
 */
export async function checkAndRecordFolderKind(
	terminal: Terminal,
	world: World,
	settings: Settings,
): Promise<FolderContents> {
	const { locale } = terminal;
	const { dataDir: folder, origin } = settings;
	const here = await whatIsHere(world);
	const kind = await madeFor(world, here);
	if (kind === 'demonstration' && !settings.demonstration)
		throw new Stop(m.command_is_demonstration({ folder, origin }, { locale }));
	if (kind === 'service' && settings.demonstration)
		throw new Stop(m.command_is_service({ folder }, { locale }));
	if (kind === undefined) await recordFolderKind(world, settings.demonstration ? 'demonstration' : 'service');
	return here;
}

/**
 * Returns the institution with this slug or, without a slug, the only one; throws `Stop` when it is unknown
 * or ambiguous.
 */
export async function institutionFor(
	{ locale }: Terminal,
	world: World,
	slug: string | undefined,
): Promise<Institution> {
	const all = await listInstitutions(world);
	const slugs = all.map((one) => one.slug).join(', ');
	const [only, ...others] = all;
	if (!only) throw new Stop(m.command_institution_none({}, { locale }));
	if (slug === undefined) {
		if (others.length > 0) throw new Stop(m.command_institution_several({ slugs }, { locale }));
		return only;
	}
	const named = all.find((one) => one.slug === slug);
	if (!named) throw new Stop(m.command_institution_unknown({ slug, slugs }, { locale }));
	return named;
}
