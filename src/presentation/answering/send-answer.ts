import type { KnownAnswer, PendingAnswer } from '#assessment';
import type { NewBadge } from './after-answering.ts';
import { fetchOwnSite } from '#ui/own-site.ts';

/** The outcome of sending a person's answer to the service; `kept` when it was stored. */
export type AnswerOutcome =
	| { readonly kind: 'kept'; readonly revision: number; readonly awarded: NewBadge | null }
	/** Another answer to the statement was saved first: `answers` has the stored ones. */
	| { readonly kind: 'stale'; readonly answers: Readonly<Record<string, KnownAnswer>> }
	/** The answer can never be saved; the text says why. */
	| { readonly kind: 'refused'; readonly text: string }
	/** Another person has signed in in this browser since the page was made. */
	| { readonly kind: 'other-person'; readonly text: string }
	| { readonly kind: 'signed-out' }
	| { readonly kind: 'unreachable' };

/**
 * Sends a person's answer to the service from the browser. Never throws: a lost connection is an outcome
 * (`unreachable`).
 */
export async function sendAnswer(one: PendingAnswer, holder: string): Promise<AnswerOutcome> {
	const body = new URLSearchParams([
		['statement[]', one.statement],
		['revision[]', String(one.revision)],
		['answer-0', String(one.answer)],
		['key', one.key],
		['holder', holder],
	]);
	try {
		const response = await fetchOwnSite('/assessment/answers', {
			method: 'POST',
			body,
			redirect: 'manual',
			cache: 'no-store',
			keepalive: true,
			signal: AbortSignal.timeout(15_000),
		});
		// The response is a redirect to the sign-in page, not followed.
		if (response.type === 'opaqueredirect') return { kind: 'signed-out' };
		if (response.status >= 500 || response.status === 429) return { kind: 'unreachable' };
		return answerOutcomeOf(response.status, await response.json(), one);
	} catch {
		return { kind: 'unreachable' };
	}
}

/** The JSON that the service responds with to a sent answer. */
interface AnswersResponse {
	readonly revisions?: Readonly<Record<string, number>>;
	readonly awarded?: NewBadge | null;
	readonly answers?: Readonly<Record<string, KnownAnswer>>;
	readonly problem?: string;
}

/** Interprets the service's response to a sent answer, from its status and JSON body. */
export function answerOutcomeOf(
	status: number,
	response: AnswersResponse,
	{ statement }: PendingAnswer,
): AnswerOutcome {
	const revision = response.revisions?.[statement];
	const text = response.problem ?? '';
	if (status === 200 && revision !== undefined)
		return { kind: 'kept', revision, awarded: response.awarded ?? null };
	if (status === 409 && response.answers?.[statement]) return { kind: 'stale', answers: response.answers };
	if (status === 403) return { kind: 'other-person', text };
	return status === 200 ? { kind: 'unreachable' } : { kind: 'refused', text };
}
