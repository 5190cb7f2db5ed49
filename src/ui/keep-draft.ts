import { askOwnSite } from './own-site.ts';

/** What is typed in a form, by the names of its fields. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** What became of a draft that was sent. */
export type Kept =
	| { readonly kind: 'kept'; readonly revision: number }
	/** Another version came first. */
	| { readonly kind: 'stale'; readonly revision: number; readonly typed: Typed }
	/** It can never be kept as it is; the sentence says why. */
	| { readonly kind: 'refused'; readonly text: string }
	| { readonly kind: 'signed-out' }
	| { readonly kind: 'unreachable' };

interface Sent {
	readonly holder: string;
	readonly path: string;
	readonly form: string;
	readonly revision: number;
	readonly typed: Typed;
	readonly settled: boolean;
}

/** A browser lets a page that closes send so much, and no more. */
const MOST_AT_CLOSING = 60_000;

/** Sends a draft to the account. Never throws: a line that is cut is an outcome. */
export async function keepDraft({ revision, typed, settled, ...name }: Sent): Promise<Kept> {
	const body = new URLSearchParams({
		...name,
		revision: String(revision),
		typed: JSON.stringify(typed),
		...(settled && { settled: 'yes' }),
	});
	try {
		const response = await askOwnSite('/drafts', {
			method: 'POST',
			body,
			redirect: 'manual',
			cache: 'no-store',
			keepalive: String(body).length < MOST_AT_CLOSING,
			signal: AbortSignal.timeout(15_000),
		});
		// The way to the sign-in page, not followed.
		if (response.type === 'opaqueredirect') return { kind: 'signed-out' };
		if (response.status >= 500 || response.status === 429) return { kind: 'unreachable' };
		return keptOf(response.status, await response.json());
	} catch {
		return { kind: 'unreachable' };
	}
}

interface Said {
	readonly revision?: number;
	readonly draft?: { readonly revision: number; readonly typed: Typed };
	readonly problem?: string;
}

/** What an answer of the service means. */
export function keptOf(status: number, { revision, draft, problem }: Said): Kept {
	if (status === 200 && revision !== undefined) return { kind: 'kept', revision };
	if (status === 409 && draft) return { kind: 'stale', ...draft };
	return status === 200 ? { kind: 'unreachable' } : { kind: 'refused', text: problem ?? '' };
}
