/** Accepts an application in the write unit that publishes the award it led to. */
export { acceptApplication } from './review/accept-application.ts';
/**
 * Reads an application that was sent, with what an adviser needs to decide on it: evidence, and which
 * requirements of the badge are met.
 */
export { readApplicationAndRecordLook, type ApplicationForReview } from './review/application-for-review.ts';
/**
 * Stores an adviser's decision on an application (accept, send back or refuse), and issues the badge when it
 * is accepted.
 */
export { decide, type DecisionResult, type DecisionInput } from './review/decide.ts';
/** Says anew, as advisers come and leave, who must act for the applications about which two differ. */
export { reviseSettling } from './review/revise-settling.ts';
/**
 * Adds, changes and removes the evidence of the signed-in person's own application, and reads one piece to
 * change it.
 */
export {
	addEvidence,
	changeEvidence,
	type EvidenceInput,
	evidenceToChange,
	removeEvidence,
} from './apply/edit-evidence.ts';
/** Returns a file given as evidence: to its person, and to an adviser who may review the application. */
export { evidenceFileForReview, ownEvidenceFile } from './evidence-file.ts';
/** Evidence removed less than a day ago: listing it, putting it back, erasing it permanently. */
export { eraseEvidenceForGood, putBackEvidence, recentlyRemovedEvidence } from './apply/removed-evidence.ts';
/** Erases the evidence that was removed a day ago or earlier. */
export { eraseOldRemovedEvidence } from './erase-old.ts';
/**
 * The schemas of the forms that begin, send and withdraw an application, edit its evidence, and decide on it.
 */
export {
	changeEvidenceForm,
	decisionForm,
	addEvidenceForm,
	putBackOrEraseEvidenceForm,
	reconsiderForm,
	removeEvidenceForm,
	startForm,
	submitForm,
	withdrawForm,
} from './forms.ts';
/**
 * Reads the signed-in person's own applications and badges, with the requirements of each badge that they
 * meet or do not meet yet.
 */
export {
	type BadgeForMe,
	badgeForMe,
	type ApplicationForApplicant,
	applicationForApplicant,
	isReadyToSubmit,
	type MyBadges,
	myBadges,
} from './my-recognition.ts';
/**
 * A person's applications for the copy of their data that they can download, and the erasure of these
 * applications.
 */
export {
	applicationsIn,
	erase as eraseApplications,
	eraseFromInstitution as eraseApplicationsFromInstitution,
	personalData as applicationData,
} from './personal-data.ts';
/**
 * Awards the badges that a rule on answers and training decides, without an adviser: to one person, to many,
 * or when an event happens (`badgesByRuleListener`); and finds the badge just awarded, to announce it.
 */
export {
	badgesByRuleListener,
	badgeJustAwardedByRule,
	awardBadgesByRule,
	awardBadgesByRuleToEach,
} from './award-badges-by-rule.ts';
/** Makes a person’s milestones agree with the badges that they hold, when a badge is given or revoked. */
export { milestonesListener } from './milestones/settle-milestones.ts';
/** Says how far a signed-in person is on the way to each milestone. */
export { type MilestoneForMe, myMilestones } from './milestones/my-milestones.ts';
/**
 * Reads a page of the applications that an adviser follows: those that wait for a decision, and those that
 * this adviser decided.
 */
export {
	type DecisionsPage,
	WAITING_OR_DECIDED,
	type WaitingOrDecidedState,
	decisionsPage,
} from './review/decisions-page.ts';
/** Reads a person's applications from the database, for pages that list them among other data. */
export { applicationsOf } from './application-store.ts';
/**
 * Makes, from data already loaded, the facts about a person by which the requirements of a badge are judged.
 */
export { type FactsOf, factsFrom } from './facts.ts';
/**
 * Reads the applications that wait for an adviser's decision: a page of the queue, the oldest, the next after
 * a given one, and how many there are.
 */
export {
	nextWaiting,
	reviewQueueSummary,
	type ReviewQueueListPage,
	reviewQueue,
	type WaitingApplication,
	waitingApplicationCount,
	waitingElsewhere,
} from './review/review-queue.ts';
/** Tells advisers by mail, once a day at most, how many applications wait. */
export { WAITING_MAIL, waitingMailListener, waitingToTell } from './review/waiting-mail.ts';
/** Asks an adviser to reconsider a badge that a rule gave the signed-in person, or did not give. */
export { askForReconsideration, type ReconsiderInput } from './apply/ask-for-reconsideration.ts';
/** Begins the signed-in person's application for a badge. */
export { startApplication, type StartInput } from './apply/start-application.ts';
/** Sends the signed-in person's application to the advisers, or withdraws it. */
export { submitApplication, type SubmitInput, withdrawApplication } from './apply/submit-application.ts';
/** The database tables of applications, for the migrations. */
export { tables as applicationTables } from './tables.ts';
