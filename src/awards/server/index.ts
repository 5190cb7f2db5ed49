/** Badges as files: drawings of the catalogue, and awards as JSON, PNG and SVG. */
export { artwork, type AwardForm, awardFile, type Sent } from './files/artwork.ts';
/** The page of a badge, for whoever may read it. */
export { type AwardPage, awardPage, type SignedEvidence } from './award-page.ts';
/** When the public page of an award, or its public text, must be answered anew. */
export { publicAwardVersion, publicTextVersion } from './kept-checks.ts';
/** An award as a compact token. */
export { awardToken } from './files/award-token.ts';
/** Verifying some awards with the keys of the database alone. */
export { type DoubtfulAwards, doubtfulAwards } from './restored/doubtful-awards.ts';
/** What the forms of one's own badges send. */
export { publicationForm, revokeForm, translationForm } from './forms.ts';
/** Issuing bodies: made at need, and what is public of them. */
export {
	ensureIssuer,
	issuerAddress,
	issuerAt,
	issuerKey,
	publicIssuer,
	type PublicIssuer,
} from './issuers/issuers.ts';
/** Carrying on what a crash, a halt or a missing key left under way. */
export { type ResumeCounts, resumeIssuances } from './issuing/issue-awards.ts';
/** Issuing many badges at once. */
export { type AwardOutcome, issueAwards } from './issuing/issue-awards.ts';
/** What is decided about a badge before it is signed. */
export { type AwardRequest } from './issuing/prepare-award.ts';
/** The keys of an issuing body: the next one, a new one, one trusted no more, all sealed anew. */
export {
	compromiseKey,
	holdsSealedKeys,
	issuingState,
	planKey,
	resealKeys,
	rotateKey,
} from './issuers/issuer-keys.ts';
/** Signing anew what a compromised key had signed. */
export { reissueAwards, type Reissued, reissuePlan, type ReissuePlan } from './issuing/reissue-awards.ts';
/** The switch that stops issuing for one institution or the whole service. */
export { haltIssuing, issuingHalts, resumeIssuing } from './issuing/issuing-halt.ts';
/** A badge in the other language. */
export { issueTranslation } from './files/issue-translation.ts';
/** The levels observed on evidence, by dimension. */
export { type Observed, observedOf, observedOfEach, observedOverTime } from './observed.ts';
/** A person's own copy of their badges, those badges as files, and what becomes of them when they leave. */
export { awardFiles, erase as eraseAwards, personalData as awardData } from './personal-data.ts';
/** Who may see a badge: its person chooses. */
export { publishAward, type Visibility } from './publish-award.ts';
/** Taking a badge back. */
export { revokeAward } from './revoke-award.ts';
/** What must hold again after an older copy was put back, and what only holders still have. */
export { type Redone, redoAct } from './restored/restored-acts.ts';
/** What is known of what was given after a copy. */
export { closeOpenLists, type LostAward, lostAwards, lostReissues } from './restored/restored-store.ts';
/** Signed lists of revoked badges. */
export { type SignedList, signedStatusList } from './issuers/status-lists.ts';
/** The tables of awards, for the migrations. */
export { tables as awardTables } from './tables.ts';
/** The Open Badges 2.0 twin of an award and of its issuer. */
export { awardTwin, issuerTwin, ownTwin, type Twin, type TwinPart } from './files/twin.ts';
/** Awards by what names them: their id, their code, their person, their application. */
export { awardByShortCode, awardById, awardOfApplication, awardsOf, activeAward } from './award-store.ts';
/** What a badge was signed as before it was signed anew. */
export { supersededOf } from './issuing/superseded-store.ts';
/** The address of a badge’s definition, and the level that an accepted one shows. */
export { definitionAddress, observedLevel } from './issuing/badge-values.ts';
/** What this service knows by itself of issuers, keys and lists, for a verification. */
export { inRegister, ownRegister } from './register.ts';
/** Issuing one badge, which may close what led to it. */
export { alreadyDecided, issueAward } from './issuing/issue-award.ts';
