/** What an award that is given does to the application that led to it. */
export { acceptApplication } from './review/accept-application.ts';
/** What an adviser reads before answering an application. */
export { applicationForReview, type ForReview } from './review/application-for-review.ts';
/** Answering an application: accept, send back, refuse. */
export { decide, type Decided, type DecisionInput } from './review/decide.ts';
/** Evidence of one's own application. */
export { addEvidence, type EvidenceInput, removeEvidence } from './apply/edit-evidence.ts';
/** What the forms of applications and their review send. */
export {
	decisionForm,
	evidenceForm,
	removeEvidenceForm,
	startForm,
	submitForm,
	withdrawForm,
} from './forms.ts';
/** What one sees of one's own recognition. */
export {
	type BadgeForMe,
	badgeForMe,
	type MyApplication,
	myApplication,
	type MyRecognition,
	myRecognition,
} from './my-recognition.ts';
/** A person's own copy of their applications, and their removal. */
export { erase as eraseApplications, personalData as applicationData } from './personal-data.ts';
/** Badges given by rule, asking nobody. */
export { badgesByRule, newBadgeByRule, recogniseByRule } from './recognise-by-rule.ts';
/** What waits for an adviser. */
export { type Queue, reviewQueue, type Waiting, waitingFor } from './review/review-queue.ts';
/** Beginning an application. */
export { startApplication, type StartInput } from './apply/start-application.ts';
/** Sending an application, and taking it back. */
export { submitApplication, type SubmitInput, withdrawApplication } from './apply/submit-application.ts';
/** The tables of applications, for the migrations. */
export { tables as applicationTables } from './tables.ts';
