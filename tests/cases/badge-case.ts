import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { didWebUrl, type JsonObject, type Report, verifyBadge, type VerifyOptions } from '#openbadges';

type Resources = Readonly<Record<string, string>>;

/**
 * Returns a function that finds, by address, the documents that a case's index file lists; undefined for any
 * other address, which then counts as unreachable.
 */
export function documentsOf(index: string | undefined): (url: string) => Buffer | undefined {
	if (index === undefined || !existsSync(index)) return () => undefined;
	const { resources = {} } = JSON.parse(readFileSync(index, 'utf8')) as { resources?: Resources };
	return (url) => {
		const file = resources[url] ?? resources[url.split('#', 1)[0] ?? ''];
		return file === undefined ? undefined : readFileSync(join(dirname(index), file));
	};
}

/**
 * How to verify the badge of a case: with the documents of which index file, at which time, for which
 * recipient.
 */
export interface Way {
	readonly index?: string | undefined;
	readonly at?: string | undefined;
	readonly recipient?: string | undefined;
}

/** Verifies a badge file without a network: every other document comes from the case's index. */
export async function verified(file: string, { index, at, recipient }: Way): Promise<Report> {
	const found = documentsOf(index);
	const unreachable = { kind: 'unknown', why: 'unreachable' } as const;
	const options: VerifyOptions = {
		now: at === undefined ? new Date() : new Date(at),
		resolveIssuer(id) {
			const text = found(didWebUrl(id) ?? id)?.toString('utf8');
			return text === undefined ? unreachable : { kind: 'found', document: JSON.parse(text) as JsonObject };
		},
		statusSource(url) {
			const credential = found(url)?.toString('utf8');
			return credential === undefined ? unreachable : { kind: 'found', credential };
		},
		fetchDocument(url) {
			const text = found(url)?.toString('utf8');
			return text === undefined ? unreachable : { kind: 'found', status: 200, text, contentType: '' };
		},
		fetchBadge(url) {
			const bytes = found(url);
			return bytes
				? { kind: 'found', bytes: new Uint8Array(bytes) }
				: { kind: 'unread', reason: 'no-answer' };
		},
		...(recipient === undefined ? {} : { recipient }),
	};
	return verifyBadge(new Uint8Array(readFileSync(file)), options);
}
