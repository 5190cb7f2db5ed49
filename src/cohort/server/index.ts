/** Making a cohort. */
export { createCohort } from './create-cohort.ts';
/** The forms of cohorts. */
export { codeForm, cohortForm, joinCohortForm, leaveCohortForm } from './forms.ts';
/** Joining, after having read what is shared; withdrawing. */
export { joinCohort, leaveCohort, type Offer, offerOf } from './join-cohort.ts';
/** The portraits, on their dates. */
export { makeDemonstrationPortraits, makePortraits } from './make-portraits.ts';
/** What leaves with a person. */
export { erase, personalData } from './personal-data.ts';
/** Cohorts as their advisers and their members see them. */
export {
	advisedCohorts,
	cohortFor,
	type CohortView,
	type Joined,
	joinedCohorts,
	type SeenFigure,
} from './read-cohorts.ts';
/** The tables of cohorts, for the migrations. */
export { tables as cohortTables } from './tables.ts';
