/** What an award that is given does to the application that led to it. */
export { acceptApplication } from './accept-application.ts';
/** What an adviser reads before answering an application. */
export { applicationForReview, type ForReview } from './application-for-review.ts';
/** Badges as files: drawings of the catalogue, and awards as JSON, PNG and SVG. */
export { artwork, type AwardForm, awardFile, type Sent } from './artwork.ts';
/** The page of a badge, for whoever may read it. */
export { type AwardPage, awardPage, type SignedEvidence } from './award-page.ts';
/** An award as a compact token. */
export { awardToken } from './award-token.ts';
/** The badges this service can award. */
export { type Catalogue, catalogueOf, loadCatalogue } from './catalogue.ts';
/** Verifying some awards with the keys of the database alone. */
export { type DoubtfulAwards, doubtfulAwards } from './doubtful-awards.ts';
/** Answering an application: accept, send back, refuse. */
export { decide, type Decided, type DecisionInput } from './decide.ts';
/** Evidence of one's own application. */
export { addEvidence, type EvidenceInput, removeEvidence } from './edit-evidence.ts';
/** What the forms of applications and their review send. */
export {
	decisionForm,
	evidenceForm,
	removeEvidenceForm,
	startForm,
	submitForm,
	withdrawForm,
} from './application-forms.ts';
/** What the forms of one's own badges send. */
export { publicationForm, revokeForm, siblingForm } from './award-forms.ts';
/** What the form of the verification page sends. */
export { verifyForm } from './verify-form.ts';
/** Issuing bodies: made at need, and what is public of them. */
export {
	ensureIssuer,
	issuerAddress,
	issuerAt,
	issuerKey,
	publicIssuer,
	type PublicIssuer,
} from './issuers.ts';
/** Carrying on what a crash, a halt or a missing key left under way. */
export { type Resumed, resumeIssuances } from './issue-awards.ts';
/** Issuing many badges at once. */
export { type AwardOutcome, issueAwards } from './issue-awards.ts';
/** What is decided about a badge before it is signed. */
export { type ToAward } from './prepare-award.ts';
/** The keys of an issuing body: the next one, a new one, one trusted no more, all sealed anew. */
export {
	compromiseKey,
	holdsSealedKeys,
	issuingState,
	planKey,
	resealKeys,
	rotateKey,
} from './issuer-keys.ts';
/** Signing anew what a compromised key had signed. */
export { reissueAwards, type Reissued, reissuePlan, type ReissuePlan } from './reissue-awards.ts';
/** The switch that stops issuing for one institution or the whole service. */
export { haltIssuing, issuingHalts, resumeIssuing } from './issuing-halt.ts';
/** What one sees of one's own recognition. */
export {
	type BadgeForMe,
	badgeForMe,
	type MyApplication,
	myApplication,
	type MyRecognition,
	myRecognition,
} from './my-recognition.ts';
/** A badge in the other language. */
export { issueSibling } from './issue-sibling.ts';
/** The levels observed on evidence, by dimension. */
export { type Observed, observedOf, observedOfEach } from './observed.ts';
/** A person's own copy of their applications, and their removal. */
export { erase as eraseApplications, personalData as applicationData } from './application-personal-data.ts';
/** A person's own copy of their badges, those badges as files, and what becomes of them when they leave. */
export { awardFiles, erase as eraseAwards, personalData as awardData } from './personal-data.ts';
/** Who may see a badge: its person chooses. */
export { publishAward, type Visibility } from './publish-award.ts';
/** Badges given by rule, asking nobody. */
export { recogniseByRule } from './recognise-by-rule.ts';
/** What waits for an adviser. */
export { type Queue, reviewQueue, type Waiting, waitingFor } from './review-queue.ts';
/** Taking a badge back. */
export { revokeAward } from './revoke-award.ts';
/** What must hold again after an older copy was put back, and what only holders still have. */
export { type Redone, redoAct } from './restored-acts.ts';
/** What is known of what was given after a copy. */
export { closeOpenLists, type LostAward, lostAwards, lostReissues } from './restored-store.ts';
/** Beginning an application. */
export { startApplication, type StartInput } from './start-application.ts';
/** Signed lists of revoked badges. */
export { type SignedList, signedStatusList } from './status-lists.ts';
/** Sending an application, and taking it back. */
export { submitApplication, type SubmitInput, withdrawApplication } from './submit-application.ts';
/** The tables of applications, for the migrations. */
export { tables as applicationTables } from './application-tables.ts';
/** The tables of awards, for the migrations. */
export { tables as awardTables } from './tables.ts';
/** The Open Badges 2.0 twin of an award and of its issuer. */
export { awardTwin, issuerTwin, ownTwin, type Twin, type TwinPart } from './twin.ts';
/** What is told of each document asked for while verifying, and how a verification is asked. */
export type { Asking, HowToVerify } from './how-to-verify.ts';
/** Takes a badge out of the JSON of a request. */
export { unwrap } from './unwrap-job.ts';
/** The form of a badge to verify, taken apart. */
export { takeApart } from './form-job.ts';
/** Verifying any badge: with our own register, and what the web answers where it must be asked. */
export { verifyElsewhere, verifyGiven, verifyShortCode, verifyTyped } from './verify-given.ts';
/** A report as it leaves the service, in both languages. */
export { type AboutReport, reportAsJson } from './report-as-json.ts';
/** Verifying what a visitor gives, within their share. */
export { type Given, LARGEST_FILE, LARGEST_TEXT, verifyForVisitor } from './verify-for-visitor.ts';
/** How much each visitor may have verified, counted in work. */
export { onBehalfOf, takeVerification, tooManyVerifications, VERIFICATIONS } from './verification-shares.ts';
/** What programs read to ask for a verification. */
export { verificationApi } from './verification-api.ts';
/** The part of the world that a verification needs of what is outside. */
export type { Outside } from './web-sources.ts';
