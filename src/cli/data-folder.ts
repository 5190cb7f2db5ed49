import { existsSync } from 'node:fs';
import { institutions, setupWasOffered } from '#identity/server';
import type { Institution } from '#identity/server';
import { m } from '#messages';
import { problemText } from '#messages/server';
import type { Locale } from '#platform';
import {
	BadSettings,
	databaseFile,
	ensureKeyFile,
	FolderFault,
	folderKind,
	holdFolder,
	jsonLog,
	nameFolderKind,
	onThisThread,
	openWorld,
	prepare,
	readSettings,
	type FolderKind,
	type Log,
	type Orphans,
	type Settings,
	type World,
} from '#platform/server';
import { holdsSealedKeys } from '#awards/server';
import { closings } from '../closings.ts';
import { listeners } from '../listeners.ts';
import { type Call, Stop } from './call.ts';

/** A folder that cannot be used, as the sentence and the exit code of its fault; anything else passes. */
export function stopFor(error: unknown, folder: string, locale: Locale): unknown {
	if (!(error instanceof FolderFault)) return error;
	const { kind, detail, exit } = error;
	return new Stop(problemText(`folder.${kind}`, { folder, detail }, locale), exit);
}

/** Says, once, which rows of the database led nowhere: earlier versions let some stay. */
function tellOrphans({ err, locale }: Call, log: Log, orphans: readonly Orphans[]): void {
	if (orphans.length === 0) return;
	const tables = orphans.map(({ table, removed, mended }) => `${table} (${removed + mended})`).join(', ');
	log.warn('database.orphans', { tables });
	err(m.command_orphans({ tables }, { locale }));
}

/**
 * Brings a folder up to date and makes the sealing key at the first start: never a second one where the database holds
 * keys that only the first opens. Beside a service that holds the folder, changes nothing: that service did it.
 */
async function bringUpToDate(call: Call, settings: Settings, log: Log, alone: boolean): Promise<void> {
	let release: () => void;
	try {
		release = holdFolder(settings.dataDir);
	} catch (error) {
		if (!alone && error instanceof FolderFault && error.kind === 'folder-in-use') return;
		throw error;
	}
	try {
		tellOrphans(call, log, prepare(settings));
		const world = openWorld(settings, log);
		try {
			if (!(await holdsSealedKeys(world))) ensureKeyFile(settings.keyFile);
		} finally {
			await world.db.close();
		}
	} finally {
		release();
	}
}
/** A fault's code (`ENOSPC`), else its message. */
export const causeOf = (error: unknown): string => {
	const { code, message } = error as { code?: unknown; message?: unknown };
	return String(code ?? message);
};

/** The operator's settings; stops with every fault at once. */
export function settingsOf({ env }: Pick<Call, 'env'>): Settings {
	try {
		return readSettings(env);
	} catch (error) {
		if (error instanceof BadSettings) throw new Stop(error.message);
		throw error;
	}
}

/** How a command opens the folder: only if it exists; created and migrated; or the same with no service running beside it. */
type Opening = 'existing' | 'fresh' | 'fresh-and-alone';

/**
 * Opens the service's data for one command, and closes it after. Where a missing folder is not made, it stops the
 * command. The log goes where people read, never among results.
 */
export async function withService<T>(
	call: Call,
	work: (world: World, settings: Settings) => Promise<T>,
	opening: Opening = 'existing',
): Promise<T> {
	const settings = settingsOf(call);
	const folder = settings.dataDir;
	const { locale } = call;
	if (opening === 'existing' && !existsSync(databaseFile(folder)))
		throw new Stop(m.command_nothing_here({ folder }, { locale }));
	const log = jsonLog(call.err);
	let world: World;
	try {
		if (opening !== 'existing') await bringUpToDate(call, settings, log, opening === 'fresh-and-alone');
		world = openWorld(settings, log, onThisThread, { closings, listeners });
	} catch (error) {
		throw stopFor(error, folder, locale);
	}
	try {
		return await work(world, settings);
	} finally {
		await world.db.close();
	}
}

/** What a data folder holds. */
export type Holds = 'nothing' | 'demonstration' | 'service';

/** Looks at the institutions of a data folder. */
async function whatIsHere(world: World): Promise<Holds> {
	const all = await institutions(world);
	if (all.length === 0) return 'nothing';
	return all.some(({ demonstration }) => demonstration) ? 'demonstration' : 'service';
}

/** What the folder was made for, though it may hold nothing yet: an address for the set-up may have been given out. */
async function madeFor(world: World, here: Holds): Promise<FolderKind | undefined> {
	if (here !== 'nothing') return here;
	return (await folderKind(world)) ?? ((await setupWasOffered(world)) ? 'service' : undefined);
}

/** Stops where a demonstration would be shown as a real service, or a real one as a demonstration. */
export async function mustFit(call: Call, world: World, settings: Settings): Promise<Holds> {
	const { locale } = call;
	const { dataDir: folder, origin } = settings;
	const here = await whatIsHere(world);
	const kind = await madeFor(world, here);
	if (kind === 'demonstration' && !settings.demonstration)
		throw new Stop(m.command_is_demonstration({ folder, origin }, { locale }));
	if (kind === 'service' && settings.demonstration)
		throw new Stop(m.command_is_service({ folder }, { locale }));
	if (kind === undefined) await nameFolderKind(world, settings.demonstration ? 'demonstration' : 'service');
	return here;
}

/** The institution a command is about: the one named, or the only one. */
export async function institutionFor(
	{ locale }: Call,
	world: World,
	slug: string | undefined,
): Promise<Institution> {
	const all = await institutions(world);
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
