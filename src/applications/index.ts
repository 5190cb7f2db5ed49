/** The states of an application, the events they allow, and who acts next. */
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
/** How long answers take. */
export { daysSince, ENOUGH_DECIDED, usualDelay } from './usual-delay.ts';
