/** Where an application stands, what may happen to it and who acts next. */
export {
	APPLICATION_EVENTS,
	APPLICATION_STATES,
	type ApplicationEvent,
	type ApplicationState,
	isEditable,
	isOpen,
	nextState,
	type Turn,
	turnOf,
} from './application-states.ts';
/** Applications, what was sent and answered. */
export {
	type Application,
	type Decision,
	type Evidence,
	type Review,
	type Step,
	stepsOf,
	type Submission,
} from './application.ts';
/** How a badge was judged, and how far. */
export { type Assurance, assuranceOf } from './assurance.ts';
/** Awards and what they rest on. */
export type { Award, AwardBasis } from './award.ts';
/** What a badge is and asks. */
export {
	asksNobody,
	BADGE_KINDS,
	type BadgeDefinition,
	type BadgeKind,
	type Criterion,
} from './definition.ts';
/** The steps of issuing, and why one may end without a badge. */
export {
	type Acceptance,
	type Intent,
	type Issuance,
	ISSUANCE_STEPS,
	type IssuanceStep,
	type Reissue,
	VOID_REASONS,
	type VoidReason,
} from './issuance.ts';
/** What is met and missing for a person and a badge. */
export {
	type Facts,
	isMet,
	onlyWaitsForAdviser,
	type Requirement,
	requirements,
	type Tally,
} from './requirements.ts';
/** Short codes, as stored and as shown. */
export { readShortCode, SHORT_CODE_LENGTH, showShortCode } from './short-code.ts';
/** The report of a verification, in words. */
export type { ToldCheck, ToldReport } from './told-report.ts';
/** How long answers take. */
export { daysSince, ENOUGH_DECIDED, usualDelay } from './usual-delay.ts';
