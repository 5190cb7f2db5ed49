/**
 * The states of an application, the events that lead from one to another, and who acts next: the person or an
 * adviser.
 */
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
/** The types of applications, their evidence, submissions and reviews, and an application's history. */
export {
	type Application,
	type Decision,
	type Evidence,
	type EvidenceFile,
	type Opinion,
	type Review,
	type ApplicationStep,
	applicationSteps,
	type Submission,
} from './application.ts';
/** What an adviser marks about each criterion and each piece of evidence, beside their decision. */
export {
	type Mark,
	MARKS,
	type Marking,
	markingFields,
	MOST_EVIDENCE,
	type PlacedMarking,
} from './marking.ts';
/** The recognition of prior learning: an application that asks no training, on evidence or an interview. */
export type { Interview } from './prior-learning.ts';
/** What an application asks of an adviser. */
export { type ApplicationKind, DRAFTED_KINDS } from './application-kind.ts';
/**
 * What several advisers think of one application, each apart, and what it leads to: who must act, or how they came
 * to a decision.
 */
export {
	type Agreement,
	type AwaitedOpinion,
	mayGiveOpinion,
	opinionsToRead,
	outcomeOf,
} from './opinions.ts';
/**
 * How long advisers' decisions on applications usually take, and how long an application has waited, in days.
 */
export { daysSince, MIN_DECIDED_FOR_DELAY, usualDelay } from './usual-delay.ts';
