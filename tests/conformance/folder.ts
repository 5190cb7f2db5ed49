import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FetchedDocument, didWebUrl, type JsonObject, type VerifyOptions } from '#openbadges';
import type { Case } from './case.ts';
import { containerOf, suitesOf, unpackBadge, versionOf } from './unpack-badge.ts';

interface Item {
	readonly file: string;
	readonly kind: string;
	readonly spec?: string;
	readonly expected: 'valid' | 'invalid';
	readonly at?: string;
}
interface Index {
	readonly items: readonly Item[];
	readonly resources?: Readonly<Record<string, string>>;
	readonly contexts?: Readonly<Record<string, string>>;
}

/**
 * Makes options for a verification whose sources answer with the files of the folder, at the time `at`; any
 * other address counts as unreachable.
 */
export function sourcesOf(folder: string, index: Index, at: string | undefined): VerifyOptions {
	const resources = index.resources ?? {};
	const text = (url: string): string | undefined => {
		const file = resources[url];
		return file === undefined ? undefined : readFileSync(join(folder, file), 'utf8');
	};
	const contexts = Object.entries(index.contexts ?? {}).map(
		([url, file]) => [url, JSON.parse(readFileSync(join(folder, file), 'utf8')) as JsonObject] as const,
	);
	const unreachable = { kind: 'unknown', why: 'unreachable' } as const;
	return {
		now: at === undefined ? new Date() : new Date(at),
		resolveIssuer(id) {
			const found = text(didWebUrl(id) ?? id);
			return found === undefined ? unreachable : { kind: 'found', document: JSON.parse(found) as JsonObject };
		},
		statusSource(url) {
			const credential = text(url);
			return credential === undefined ? unreachable : { kind: 'found', credential };
		},
		fetchDocument(url): FetchedDocument {
			const found = text(url);
			if (found === undefined) return unreachable;
			return { kind: 'found', status: 200, text: found, contentType: 'application/json' };
		},
		contexts: new Map(contexts),
	};
}

/** Reads the `index.json` of a folder of badges, which lists its items and the documents they need. */
export const readIndex = (folder: string): Index =>
	JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Index;

/**
 * Makes a case of each badge in a folder. A file whose name states a reason (“revoked”, “expired”…) must be
 * refused for that reason.
 */
export function casesOf(folder: string, index: Index): readonly Case[] {
	return index.items
		.filter(({ kind }) => kind === 'badge')
		.map((item): Case => {
			const given = new Uint8Array(readFileSync(join(folder, item.file)));
			const apart = unpackBadge(given);
			const name = item.file.split('/').at(-1) ?? '';
			const reasons = [
				...(/revoked/i.test(name) ? (['revoked'] as const) : []),
				...(/expired/i.test(name) ? (['expired'] as const) : []),
			];
			const [suite = 'hosted', ...more] = suitesOf(apart);
			return {
				name: item.file,
				suite,
				...(more.length > 0 ? { alsoSuites: more } : {}),
				container: containerOf(given),
				version: versionOf(apart, item.spec),
				given,
				expected: item.expected,
				...(item.expected === 'invalid' && reasons.length > 0 ? { verdicts: reasons } : {}),
				options: sourcesOf(folder, index, item.at),
			};
		});
}
