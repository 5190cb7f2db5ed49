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
