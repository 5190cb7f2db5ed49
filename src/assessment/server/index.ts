/** Where a person is in their self-assessment. */
export {
	type Answered,
	answeredOf,
	type Answering,
	answeringOf,
	type AskedDimension,
	type AskedStatement,
} from './answering.ts';
/** Choosing the version of the framework and the length. */
export { chooseToAnswer, type Choosing, usualVersion } from './choose-assessment.ts';
/** The texts: statements and situations, by audience and dimension. */
export {
	type Choice,
	CONTENT,
	type Situation,
	situationOf,
	type Statement,
	statementsOf,
} from './content.ts';
/** What the forms of the self-assessment send. */
export { answersForm, chooseForm, situationForm, trialForm } from './forms.ts';
/** Keeping what somebody answered before they had an account. */
export { keepTrial, type Trial, type TrialKept } from './keep-trial.ts';
/** A person's own copy of what they answered, and its removal. */
export { personalData } from './personal-data.ts';
/** Everything there is to answer, in one language. */
export { questionnaireOf } from './questionnaire.ts';
/** Keeping answers. */
export { type GivenAnswer, recordAnswer, recordAnswers, type Recorded } from './record-answer.ts';
/** What people say of themselves, as levels, today and at a date. */
export { answeredOfEach, type Said, saidOf, saidOfEach, saidOverTime } from './said-of.ts';
/** Situations: which there are, choosing in one, and what they show. */
export {
	chooseInSituation,
	type ChoiceInput,
	type Done,
	type OfferedSituation,
	type Shown,
	shownOf,
	shownOfEach,
	shownOverTime,
	situationFor,
	type Situations,
	situationsFor,
} from './situations.ts';
/** The tables of this context, for the migrations. */
export { tables as assessmentTables } from './tables.ts';
