import { readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { m } from '#messages';
import type { Locale } from '#platform';
import type { FetchFromPublicAddress } from '#platform/server';
import { Stop } from './command.ts';

const LARGEST_MEGABYTES = 8;

const causeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';

function isIndex(value: unknown): value is Readonly<Record<string, string>> {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	return Object.entries(value).every(([url, file]) => URL.canParse(url) && typeof file === 'string');
}

function readIndex(name: string, locale: Locale): Readonly<Record<string, string>> {
	let text: string;
	try {
		text = readFileSync(name, 'utf8');
	} catch (error) {
		throw new Stop(m.command_verify_unreadable({ name, cause: causeOf(error) }, { locale }));
	}
	try {
		const { resources } = JSON.parse(text) as { resources?: unknown };
		if (isIndex(resources)) return resources;
	} catch {
		// Invalid JSON gets the same sentence as an index that is not valid.
	}
	throw new Stop(m.command_verify_index_bad({ name }, { locale }));
}

/**
 * Reads a file listed in the index; throws `Stop` unless it lies in the index's folder, symbolic links
 * resolved.
 */
function readInside(folder: string, name: string, file: string, locale: Locale): Uint8Array {
	try {
		const path = realpathSync(resolve(folder, file));
		const within = relative(realpathSync(folder), path);
		if (isAbsolute(file) || isAbsolute(within) || /^\.\.([\\/]|$)/.test(within))
			throw new Stop(m.command_verify_index_outside({ name, file }, { locale }));
		const bytes = readFileSync(path);
		if (bytes.length > LARGEST_MEGABYTES * 1024 * 1024)
			throw new Stop(m.command_verify_too_large({ name: file, most: LARGEST_MEGABYTES }, { locale }));
		return bytes;
	} catch (error) {
		if (error instanceof Stop) throw error;
		throw new Stop(m.command_verify_index_file({ name, file, cause: causeOf(error) }, { locale }));
	}
}

/**
 * Rewrites an address on this machine to https: did:web uses https even for localhost, where a demonstration
 * answers in http.
 */
const onThisMachine = (url: string) => url.replace(/^http:\/\/localhost(?=[:/])/i, 'https://localhost');

/**
 * Reads an index of local files by address (`--resources`). Returns a wrapper that makes a fetch function use
 * these files, and `others` for every other address. Throws `Stop` when the index or a file cannot be used.
 */
export function fetchLocalFilesFirst(
	name: string,
	locale: Locale,
): (others: FetchFromPublicAddress) => FetchFromPublicAddress {
	const index = readIndex(name, locale);
	const kept = new Map<string, Uint8Array>();
	for (const [url, file] of Object.entries(index))
		kept.set(onThisMachine(url), readInside(dirname(name), name, file, locale));
	return (others) => async (url, ask) => {
		const bytes = kept.get(onThisMachine(url));
		return bytes ? { kind: 'found', status: 200, bytes, contentType: '' } : others(url, ask);
	};
}
