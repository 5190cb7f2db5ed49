import { readFileSync, statSync } from 'node:fs';
import { m } from '#messages';
import { problemText } from '#messages/server';
import { LARGEST_BADGE_FILE, type Report } from '#openbadges';
import { type Locale, Refusal } from '#platform';
import { type FetchFromPublicAddress, type Log, publicFetch, type World } from '#platform/server';
import { readShortCode } from '#awards';
import {
	isPdf,
	verifyOutsideService,
	verifyFileOrText,
	verifyShortCode,
	verifyTyped,
} from '#verification/server';
import { type Terminal, Stop } from './command.ts';
import { settingsOf, withDataFolder, hasDatabase } from './data-folder.ts';

/** The engine's limit of a badge file (`LARGEST_BADGE_FILE`), in megabytes. */
const LARGEST_MEGABYTES = LARGEST_BADGE_FILE / 1024 / 1024;
const ADDRESS = /^https?:\/\//i;

/** How a badge is verified from the console: at which instant, and with which documents. */
export interface VerifyArgumentOptions {
	/** The instant at which the badge is judged; undefined means now. */
	readonly at: Date | undefined;
	/** Wraps the function that fetches documents, so that it stays offline or uses local files first. */
	readonly through: (allowed: FetchFromPublicAddress) => FetchFromPublicAddress;
}

// Logs nothing: the log serves to count a service's requests, and the person at the console knows what they
// asked for.
const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Reads the badge file that an argument names; undefined if it does not exist. Throws `Stop` when it is too
 * large or unreadable.
 */
function fileNamed(name: string, locale: Locale): Uint8Array | undefined {
	try {
		if (statSync(name).size > LARGEST_MEGABYTES * 1024 * 1024)
			throw new Stop(m.command_verify_too_large({ name, most: LARGEST_MEGABYTES }, { locale }));
		return readFileSync(name);
	} catch (error) {
		if (error instanceof Stop) throw error;
		const { code: cause = 'unknown' } = error as NodeJS.ErrnoException;
		if (cause === 'ENOENT') return undefined;
		throw new Stop(m.command_verify_unreadable({ name, cause }, { locale }));
	}
}

async function byCode({ locale }: Terminal, world: World, code: string): Promise<Report> {
	try {
		return (await verifyShortCode(world, code)).report;
	} catch (problem) {
		if (!(problem instanceof Refusal)) throw problem;
		throw new Stop(problemText(problem.code, problem.params, locale));
	}
}

/**
 * Verifies the badge that an argument names: a file, an address, a short code, or `-` for standard input. A
 * name that could be a file or a code is taken as a file if that file exists: people mostly verify what they
 * have just downloaded. Without a data folder, only short codes and the knowledge of our own issuers are
 * missing. Throws `Stop` for a PDF, for a short code that is refused, and for a file that is missing,
 * unreadable or too large.
 */
export async function verifyArgument(
	terminal: Terminal,
	name: string,
	{ at, through }: VerifyArgumentOptions,
): Promise<Report> {
	const { locale } = terminal;
	const address = ADDRESS.test(name);
	const bytes = name === '-' ? await terminal.stdin() : address ? undefined : fileNamed(name, locale);
	if (!bytes && !address && !readShortCode(name))
		throw new Stop(m.command_verify_no_file({ name }, { locale }));
	// A printed sheet holds no signature: reporting on the badge that it links to would vouch for the text of
	// the sheet too.
	if (bytes && isPdf(bytes)) throw new Stop(m.command_verify_pdf({ name }, { locale }));
	const settings = settingsOf(terminal);
	const now = () => at ?? new Date();
	if (!hasDatabase(settings)) {
		if (!bytes && !address) throw new Stop(m.command_nothing_here({ folder: settings.dataDir }, { locale }));
		const { knownIssuers } = settings;
		const outside = { now, log: quiet, fetchDocument: through(publicFetch(settings)), knownIssuers };
		return verifyOutsideService(outside, bytes ?? name);
	}
	return withDataFolder(terminal, async (opened) => {
		const world = { ...opened, now, log: quiet, fetchDocument: through(opened.fetchDocument) };
		if (bytes) return verifyFileOrText(world, bytes);
		return address ? (await verifyTyped(world, name)).report : byCode(terminal, world, name);
	});
}
