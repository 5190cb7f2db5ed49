import { readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { m } from '#messages';
import type { Locale } from '#platform';
import type { FetchDocument } from '#platform/server';
import { Stop } from './call.ts';

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
		// Not JSON, or nothing in it: the same sentence.
	}
	throw new Stop(m.command_verify_index_bad({ name }, { locale }));
}

/** What a file of the index holds; it must lie in the folder of the index, wherever links lead. */
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

/** A did:web on this machine is https, where a demonstration answers in http. */
const onThisMachine = (url: string) => url.replace(/^http:\/\/localhost(?=[:/])/i, 'https://localhost');

/** Documents from local files, by address, used instead of fetching them. */
export function resourcesOf(name: string, locale: Locale): (others: FetchDocument) => FetchDocument {
	const index = readIndex(name, locale);
	const kept = new Map<string, Uint8Array>();
	for (const [url, file] of Object.entries(index))
		kept.set(onThisMachine(url), readInside(dirname(name), name, file, locale));
	return (others) => async (url, ask) => {
		const bytes = kept.get(onThisMachine(url));
		return bytes ? { kind: 'found', status: 200, bytes, contentType: '' } : others(url, ask);
	};
}
