/** Creates a cohort, of which the signed-in person is the adviser. */
export { createCohort } from './create-cohort.ts';
/**
 * Edits a cohort that the signed-in person advises, brings its last day forward, or puts it among the archived
 * ones; and the version of the cohort that the forms of the first two send.
 */
export { archiveCohort, cohortVersion, closeCohort, editCohort } from './change-cohort.ts';
/** The schemas of the forms that create, edit, archive, end, look up, join and leave a cohort. */
export {
	acceptSlipForm,
	archiveCohortForm,
	cohortCodeForm,
	handOverForm,
	createCohortForm,
	closeCohortForm,
	joinCohortForm,
	leaveCohortForm,
	rosterKeyForm,
	confirmRosterForm,
	rosterFileForm,
	slipForm,
	editCohortForm,
} from './forms.ts';
/**
 * Joins a cohort with its code, for the signed-in person or many people at once; reads what a person is shown
 * before joining; and withdraws from a cohort.
 */
export {
	type CohortWithAdviserIds,
	joinCohort,
	type JoiningPerson,
	addPeopleToCohort,
	leaveCohort,
	type CohortPreview,
	cohortPreview,
	findOpenCohort,
} from './join-cohort.ts';
/**
 * Makes the portraits of all cohorts that have none for the last portrait date; or, at once, those of a
 * demonstration.
 */
export { makeDemonstrationPortraits, makePortraits } from './make-portraits.ts';
/** Listener that updates a person's name and progress in the lists of their cohorts. */
export { refreshListedPerson } from './list-people.ts';
/**
 * The cohorts in which a person shares, for the copy of their data that they can download; and the erasure of
 * the person from lists and portraits.
 */
export { cohortsIn, erase, eraseFromInstitution, personalData } from './personal-data.ts';
/**
 * Reads the cohorts that the signed-in person advises, or in which they share, as each may see them; or, for the
 * operator, those of an institution without their people.
 */
export {
	advisedCohorts,
	cohortsOfInstitution,
	readCohortAndRecordLook,
	type CohortView,
	type JoinedCohort,
	joinedCohorts,
	type FigureWithError,
} from './read-cohorts.ts';
/** Takes apart the form that gives a roster, whose size is limited, on another thread. */
export { LARGEST_ROSTER, receiveRoster } from './roster/roster-job.ts';
/**
 * Says what the import of a roster would do in a cohort that the signed-in person advises, imports it whole or not
 * at all, and removes it.
 */
export { importRoster, previewRoster, removeRoster, type RosterPreview } from './roster/import-roster.ts';
/** Reads, for an adviser of a cohort, a page of its roster with how far each group is, and the slips to print. */
export { readRosterAndRecordLook, readSlips, type RosterView } from './roster/read-roster.ts';
/** Writes the roster of a cohort as a table. */
export { rosterTable, type RosterTableWords } from './roster/roster-table-file.ts';
/** Reads what a slip says, and uses it: with a new account, or with that of the signed-in person. */
export { createAccountWithSlip, joinCodeOfSlip, slipPreview, takeSlip } from './roster/redeem-slip.ts';
/** Has an administrator confirm that the people of a roster exist. */
export { confirmRoster } from './roster/confirm-roster.ts';
/** Reads what the poster of a cohort says: its name, its code, its days, and nothing of its people. */
export { type CohortPoster, cohortPoster } from './read-poster.ts';
/** Reads the code with which people join the oldest cohort of an institution. */
export { oldestJoinCode } from './cohort-store.ts';
/** Hands a cohort over to another adviser of its institution. */
export { handCohortOver } from './handing-over/hand-over.ts';
/** Reads, for an adviser of a cohort, who may take it over. */
export { cohortToHandOver } from './handing-over/who-may-take.ts';
/** Listener that tells the people of a cohort that was handed over that they are asked whether they share anew. */
export { slipOffersListener } from './handing-over/tell-asked.ts';
/** Names the cohorts that were handed over to the actor, for whoever is told so. */
export { type ReceivedCohort, receivedCohorts } from './handing-over/received-cohorts.ts';
/** Accepts the slip of a cohort that was handed over. */
export { acceptSlip } from './handing-over/accept-slip.ts';
/** Reads the slips that a person is asked to accept. */
export { offeredSlips } from './handing-over/read-asked.ts';
/** Forgets whoever did not say in sixty days whether they share with a cohort that was handed over. */
export { forgetUnansweredSlips } from './handing-over/forget-asked.ts';
/**
 * Reads, for an administrator, the cohorts of their institution (who accompanies them, how many people, no
 * person), one of them with who may take it over, and those that would have nobody without some people.
 */
export {
	type AdministeredCohort,
	administeredCohort,
	administeredCohorts,
	cohortsLeftAlone,
} from './handing-over/read-institution-cohorts.ts';
/** The database tables of cohorts and portraits, for the migrations. */
export { tables as cohortTables } from './tables.ts';
