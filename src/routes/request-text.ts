import { m } from '#messages';
import type { RequestKind, RequestState } from '#privacy';

/** The name of a request that administrators answer for somebody absent. */
export const requestKindText = (kind: RequestKind): string =>
	kind === 'access' ? m.requests_kind_access() : m.requests_kind_erasure();

/** How a request ended, or that it is still open, in a word or two. */
export const requestStateText = (state: RequestState): string =>
	({
		asked: m.requests_state_asked,
		confirmed: m.requests_state_confirmed,
		declined: m.requests_state_declined,
		withdrawn: m.requests_state_withdrawn,
		objected: m.requests_state_objected,
		expired: m.requests_state_expired,
		done: m.requests_state_done,
		impossible: m.requests_state_impossible,
		left: m.requests_state_left,
	})[state]();
