/**
 * The answers to a statement (the ability scale, or “does not apply”), the two modes of the self-assessment
 * with the minutes they take, and which dimension to answer next.
 */
export {
	type Answer,
	answerFrom,
	ANSWERS,
	type Mode,
	estimatedMinutes,
	MODES,
	nextDimensionToAnswer,
	SCALE,
	SECONDS_PER_STATEMENT,
} from './answer.ts';
/**
 * The queue of answers that wait in a browser while the service is out of reach or the session has ended:
 * adding, marking and removing answers, and resolving conflicts with another device.
 */
export {
	latestAnswer,
	enqueueAnswer,
	conflictingAnswers,
	removeUnstorable,
	removeStored,
	type KnownAnswer,
	markSent,
	markUnsent,
	nextToSend,
	type Pending,
	type PendingAnswer,
	resolveConflict,
	markConflict,
} from './pending.ts';
/**
 * The type of the questionnaire of the self-assessment, and what follows from it: the statements asked, the
 * list of dimensions, what the page of one dimension shows, and the person's standing in it.
 */
export {
	askedStatements,
	dimensionRows,
	dimensionView,
	type DimensionView,
	type Neighbour,
	type Questionnaire,
	type QuestionnaireDimension,
	type QuestionnaireStatement,
	standingFromStatementAnswers,
	statementByLevel,
} from './questionnaire.ts';
/**
 * The rules by which a person's answers in a dimension give a standing in it (not situated, starting, or a
 * level), with the reason.
 */
export {
	type AnswersByLevel,
	hasApplicableAnswer,
	standingFromCompleteAnswers,
	standingFromExpressAnswer,
	type ExplainedStanding,
	standingFromLevelAnswers,
	type StandingReason,
} from './said.ts';
/**
 * The rules of situations: the choices they offer, the standing that a choice shows, and when a situation may
 * be done again.
 */
export { type ChoiceId, CHOICES, mayRepeatSituation, standingShownBy } from './shown.ts';
