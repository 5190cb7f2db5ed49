/**
 * The choices for the badges of a person who erases their account, and the check of what they type to confirm
 * it.
 */
export { BADGE_CHOICES, type BadgeChoice, isErasureConfirmed } from './leaving.ts';
/** The rules of requests that administrators answer for somebody absent: kinds, states and delays. */
export {
	ANSWER_DAYS,
	daysAfter,
	DOWNLOAD_DAYS,
	ERASURE_DELAY_DAYS,
	isOpenRequest,
	OPEN_STATES,
	REASON_LENGTH,
	REQUEST_KINDS,
	REQUESTS_KEPT_YEARS,
	type RequestKind,
	type RequestState,
} from './request.ts';
