/**
 * Reads how far the signed-in person is in their self-assessment: the statements asked, their answers, and
 * the standing in each dimension.
 */
export {
	type ProgressAndStandings,
	progressAndStandingsOf,
	type AssessmentProgress,
	assessmentProgressOf,
	type AskedDimension,
	type AskedStatement,
	type AskedTheme,
} from './answering.ts';
/**
 * Choosing how a person answers: in which version of the framework, and in which mode (`express`, one
 * statement per dimension, or `complete`, three); and the version an institution uses by default, and the one in which
 * a person answers.
 */
export {
	chooseVersionAndMode,
	type VersionAndModeInput,
	defaultFrameworkVersion,
	versionAnsweredIn,
	versionOfCurrentAssessment,
} from './choose-assessment.ts';
/** Carries over to the institution's version of the framework what is the same there, and says what can be. */
export { carryOver, carryOverOffer, type CarryOver } from './carry-over.ts';
/** The texts of the self-assessment: its statements and situations, by audience and dimension. */
export {
	type Choice,
	CONTENT,
	type Situation,
	situationOf,
	type Statement,
	statementsOf,
} from './content.ts';
/**
 * The schemas of the forms that answer statements, choose in a situation, choose how to answer, and keep or
 * draw a trial's answers.
 */
export {
	answersForm,
	carryOverForm,
	versionAndModeForm,
	type SentAnswers,
	situationForm,
	trialForm,
	trialSheetForm,
} from './forms.ts';
/** Stores, in a new account, the answers that its person gave before they had one (a trial). */
export { storeTrialAnswers, type TrialInput, type StoreTrialResult } from './keep-trial.ts';
/**
 * A person's answers to statements and choices in situations, for the copy of their data that they can
 * download.
 */
export { personalData } from './personal-data.ts';
/**
 * Makes the whole questionnaire of the self-assessment (dimensions and statements) of an audience in one
 * language.
 */
export { questionnaireOf } from './questionnaire.ts';
/** Stores the signed-in person's answers to statements, one or several at once. */
export { type GivenAnswer, recordAnswer, recordAnswers, type RecordAnswersResult } from './record-answer.ts';
/**
 * Where people's own answers to statements place them in each dimension (said), now and at a past time; and
 * in how many dimensions they answered.
 */
export {
	answeredDimensionCounts,
	type AnswersInTrial,
	type SaidStanding,
	type SaidStandingChange,
	saidStandingsInEachVersion,
	saidStandingsInTrial,
	saidStandingsOf,
	saidStandingsOfEach,
	saidStandingsOverTime,
} from './said-of.ts';
/**
 * Situations: reading them with the person's choices, storing a choice, and the standing that people's
 * choices show in each dimension.
 */
export {
	chooseInSituation,
	type ChoiceInput,
	type LatestChoice,
	type OfferedSituation,
	type ShownStanding,
	shownStandingsInEachVersion,
	shownStandingsOf,
	shownStandingsOfEach,
	shownStandingsOverTime,
	situationFor,
	type Situations,
	situationsFor,
} from './situations.ts';
/**
 * What the framework in force adds and asks about apart from its dimensions: the themes, and where a person's own
 * answers place them in each.
 */
export { type Theme, type ThemeStanding, themesOf } from './themes.ts';
/** Stores finished Express self-assessments (one answer per dimension) of many people at once. */
export { type ExpressAnswers, storeExpressAssessments } from './store-express.ts';
/** The database tables of self-assessments, answers and situations, for the migrations. */
export { tables as assessmentTables } from './tables.ts';
