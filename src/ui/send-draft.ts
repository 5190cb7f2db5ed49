import { m } from '#messages';
import { fetchOwnSite } from './own-site.ts';

/** What a person typed in a form, by field name: a text, or the values chosen in a group of checkboxes. */
export type EnteredFields = Readonly<Record<string, string | readonly string[]>>;

/** The outcome of sending a form's draft to the account; `kept` when it was saved. */
export type DraftOutcome =
	| { readonly kind: 'kept'; readonly revision: number }
	/** Another version of the draft was saved first, which comes with its revision. */
	| { readonly kind: 'stale'; readonly revision: number; readonly typed: EnteredFields }
	/** The draft can never be saved as it is; the text says why. */
	| { readonly kind: 'refused'; readonly text: string }
	| { readonly kind: 'signed-out' }
	| { readonly kind: 'unreachable' };

interface Sent {
	readonly holder: string;
	readonly path: string;
	readonly form: string;
	readonly revision: number;
	readonly typed: EnteredFields;
	readonly settled: boolean;
}

/** Largest request, in bytes, that browsers let a closing page send. */
const MOST_AT_CLOSING = 60_000;

/**
 * Sends a form's draft from the browser to the person's account. Never throws: a lost connection is an
 * outcome (`unreachable`).
 */
export async function sendDraft({ revision, typed, settled, ...name }: Sent): Promise<DraftOutcome> {
	const body = new URLSearchParams({
		...name,
		revision: String(revision),
		typed: JSON.stringify(typed),
		...(settled && { settled: 'yes' }),
	});
	try {
		const response = await fetchOwnSite('/drafts', {
			method: 'POST',
			body,
			redirect: 'manual',
			cache: 'no-store',
			keepalive: String(body).length < MOST_AT_CLOSING,
			signal: AbortSignal.timeout(15_000),
		});
		// The response is a redirect to the sign-in page, not followed.
		if (response.type === 'opaqueredirect') return { kind: 'signed-out' };
		// The service or a proxy finds the draft too large, so sending it again is useless.
		if (response.status === 413) return { kind: 'refused', text: m.problem_drafts_too_long() };
		if (response.status >= 500 || response.status === 429) return { kind: 'unreachable' };
		return draftOutcomeOf(response.status, await response.json());
	} catch {
		return { kind: 'unreachable' };
	}
}

/** The JSON that the service responds with to a sent draft. */
interface DraftResponse {
	readonly revision?: number;
	readonly draft?: { readonly revision: number; readonly typed: EnteredFields };
	readonly problem?: string;
}

/** Interprets the service's response to a sent draft, from its status and JSON body. */
export function draftOutcomeOf(status: number, { revision, draft, problem }: DraftResponse): DraftOutcome {
	if (status === 200 && revision !== undefined) return { kind: 'kept', revision };
	if (status === 409 && draft) return { kind: 'stale', ...draft };
	return status === 200 ? { kind: 'unreachable' } : { kind: 'refused', text: problem ?? '' };
}
