import type { KnownAnswer, PendingAnswer } from '#assessment';
import { askOwnSite } from '#ui/own-site.ts';

/** What became of an answer that was sent. */
export type Outcome =
	| { readonly kind: 'kept'; readonly revision: number; readonly awarded: string | null }
	/** Another answer came first: the current one. */
	| { readonly kind: 'stale'; readonly answers: Readonly<Record<string, KnownAnswer>> }
	/** It can never be kept; the sentence says why. */
	| { readonly kind: 'refused'; readonly text: string }
	/** Somebody else has signed in since, in this browser. */
	| { readonly kind: 'other-person'; readonly text: string }
	| { readonly kind: 'signed-out' }
	| { readonly kind: 'unreachable' };

/** Sends an answer. Never throws: a line that is cut is an outcome. */
export async function sendAnswer(one: PendingAnswer, holder: string): Promise<Outcome> {
	const body = new URLSearchParams([
		['statement[]', one.statement],
		['revision[]', String(one.revision)],
		['answer-0', String(one.answer)],
		['key', one.key],
		['holder', holder],
	]);
	try {
		const response = await askOwnSite('/assessment/answers', {
			method: 'POST',
			body,
			redirect: 'manual',
			cache: 'no-store',
			keepalive: true,
			signal: AbortSignal.timeout(15_000),
		});
		// The way to the sign-in page, not followed.
		if (response.type === 'opaqueredirect') return { kind: 'signed-out' };
		if (response.status >= 500 || response.status === 429) return { kind: 'unreachable' };
		return outcomeOf(response.status, await response.json(), one);
	} catch {
		return { kind: 'unreachable' };
	}
}

interface Said {
	readonly revisions?: Readonly<Record<string, number>>;
	readonly awarded?: string | null;
	readonly answers?: Readonly<Record<string, KnownAnswer>>;
	readonly problem?: string;
}

/** What an answer of the service means. */
export function outcomeOf(status: number, said: Said, { statement }: PendingAnswer): Outcome {
	const revision = said.revisions?.[statement];
	const text = said.problem ?? '';
	if (status === 200 && revision !== undefined)
		return { kind: 'kept', revision, awarded: said.awarded ?? null };
	if (status === 409 && said.answers?.[statement]) return { kind: 'stale', answers: said.answers };
	if (status === 403) return { kind: 'other-person', text };
	return status === 200 ? { kind: 'unreachable' } : { kind: 'refused', text };
}
