/** Where a person is in the Express self-assessment, and one statement of it. */
export {
	type Express,
	type ExpressDimension,
	expressFor,
	type ExpressQuestion,
	expressQuestion,
} from './express-for.ts';
/** What a form of one statement sends. */
export { answerForm } from './forms.ts';
/** A person's own copy of what they answered, and its removal. */
export { erase, personalData } from './personal-data.ts';
/** Keeping an answer. */
export { type AnswerInput, recordAnswer, type RecordedAnswer } from './record-answer.ts';
/** What people say of themselves, as levels. */
export { answeredOfEach, type Said, saidOf, saidOfEach } from './said-of.ts';
/** The statements, by audience and dimension. */
export { type Statement, statementFor, statementsFor } from './statements.ts';
/** The tables of this context, for the migrations. */
export { tables as assessmentTables } from './tables.ts';
