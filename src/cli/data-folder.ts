import { existsSync } from 'node:fs';
import { institutions } from '#identity/server';
import type { Institution } from '#identity/server';
import { m } from '#messages';
import {
	BadSettings,
	databaseFile,
	jsonLog,
	openWorld,
	prepare,
	readSettings,
	type Settings,
	type World,
} from '#platform/server';
import { type Call, Stop } from './call.ts';

const causeOf = (error: unknown): string => {
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

/**
 * Opens the service's data for one command, and closes it after. `fresh`: a folder that is not there yet is made and
 * brought up to date; otherwise a missing one stops the command. The log goes where people read, never among results.
 */
export async function withService<T>(
	call: Call,
	work: (world: World, settings: Settings) => Promise<T>,
	{ fresh = false }: { fresh?: boolean } = {},
): Promise<T> {
	const settings = settingsOf(call);
	const folder = settings.dataDir;
	const { locale } = call;
	if (!fresh && !existsSync(databaseFile(folder)))
		throw new Stop(m.command_nothing_here({ folder }, { locale }));
	let world: World;
	try {
		if (fresh) prepare(settings);
		world = openWorld(settings, jsonLog(call.err));
	} catch (error) {
		throw new Stop(m.command_folder_unusable({ folder, cause: causeOf(error) }, { locale }));
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

/** Stops where a demonstration would be shown as a real service, or a real one as a demonstration. */
export async function mustFit(call: Call, world: World, settings: Settings): Promise<Holds> {
	const { locale } = call;
	const { dataDir: folder, origin } = settings;
	const here = await whatIsHere(world);
	if (here === 'demonstration' && !settings.demonstration)
		throw new Stop(m.command_is_demonstration({ folder, origin }, { locale }));
	if (here === 'service' && settings.demonstration)
		throw new Stop(m.command_is_service({ folder }, { locale }));
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
