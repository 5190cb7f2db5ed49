/** The ability scale, and where answers place a person. */
export {
	ANSWERS,
	type Answer,
	type Answered,
	answerFrom,
	nextToAnswer,
	saidExpress,
	saidOfAnswers,
	SCALE,
	SECONDS_PER_STATEMENT,
} from './said.ts';
