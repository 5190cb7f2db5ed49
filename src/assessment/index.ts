/** The ability scale, the two lengths, and the way through. */
export {
	type Answer,
	answerFrom,
	ANSWERS,
	type Mode,
	minutesFor,
	MODES,
	nextToAnswer,
	SCALE,
	SECONDS,
} from './answer.ts';
/** Answers that wait for the service, in a browser whose line is cut or whose session has ended. */
export {
	answerNow,
	choose,
	conflicting,
	dropped,
	kept,
	type KnownAnswer,
	leaving,
	nextToSend,
	type Pending,
	type PendingAnswer,
	settled,
	stale,
	turnedBack,
} from './pending.ts';
/** Everything there is to answer, in one language, and one dimension of it. */
export {
	dimensionRows,
	dimensionView,
	type DimensionView,
	type Neighbour,
	type Questionnaire,
	type QuestionnaireDimension,
	type QuestionnaireStatement,
	saidFromAnswers,
	tellsOf,
} from './questionnaire.ts';
/** Where answers place a person, and why. */
export {
	type GivenAnswers,
	saidComplete,
	saidExpress,
	type SaidOf,
	saidOfDimension,
	type SaidReason,
} from './said.ts';
/** What a situation shows. */
export { type ChoiceId, CHOICES, mayDoAgain, shownBy } from './shown.ts';
