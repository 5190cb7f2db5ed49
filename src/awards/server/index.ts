/**
 * The drawing of a badge of the catalogue, as SVG or PNG; and an award as a file: signed JSON, or a picture
 * (PNG, SVG) that contains it.
 */
export {
	artworkFile,
	badgeArtworkFile,
	type AwardFormat,
	awardFile,
	type DownloadFile,
} from './files/artwork.ts';
/**
 * Loads what the page of an award shows: the award, its evidence, our verification of it, and what the reader
 * may do with it.
 */
export { type AwardPage, awardPage, type OwnBinding, type SignedEvidence } from './award-page.ts';
/**
 * Hashes that tell whether the cached page of a published award (`/b/ID`), or its cached signed text
 * (`/b/ID.json`), is still up to date; undefined if the award is not published.
 */
export { publicAwardPageHash, publicSignedTextHash } from './award-cache.ts';
/**
 * Reads what anybody may see of a published award besides its signed text: its address and, if shown, its
 * holder's name.
 */
export { type PublishedAwardFacts, publishedAwardFacts } from './public-award.ts';
/** Returns an award as a token (VC-JWT): one line of signed text. */
export { awardToken } from './files/award-token.ts';
/** Verifies a random sample of awards with the public keys in the database alone, to check a backup. */
export { type AwardSampleResult, verifyAwardSample } from './restored/doubtful-awards.ts';
/** The schemas of the forms that publish, bind, translate and revoke an award. */
export { bindingForm, publicationForm, revokeAwardForm, translationForm } from './forms.ts';
/**
 * The issuing body of an institution (created when first needed), whether it exists yet, its address, its
 * public data and its public keys.
 */
export {
	ensureIssuer,
	hasIssued,
	issuerAddress,
	issuerAt,
	issuerOrigins,
	issuerPublicKey,
	publicIssuer,
	type PublicIssuer,
} from './issuers/issuers.ts';
/** Resumes issuances that a crash, a halt or a missing key interrupted. */
export { type ResumeCounts, resumeIssuances } from './issuing/issue-awards.ts';
/** Issues many badges at once, and returns the result for each. */
export { type AwardOutcome, issueAwards } from './issuing/issue-awards.ts';
/** The type of a request to issue a badge: everything that is decided before it is signed. */
export { type AwardRequest } from './issuing/prepare-award.ts';
/**
 * The keys of an issuing body: planning the next key, replacing the active one, declaring one compromised,
 * encrypting all again with a new sealing key, and whether badges can be signed.
 */
export {
	declareKeyCompromised,
	hasSealedKeys,
	issuingState,
	planKey,
	resealKeys,
	rotateKey,
} from './issuers/issuer-keys.ts';
/**
 * Signs again, with the active key, the awards that a compromised key had signed; and counts them beforehand.
 */
export {
	reissueAwards,
	type ReissueResult,
	reissuePlan,
	type ReissuePlan,
} from './issuing/reissue-awards.ts';
/**
 * Stops or resumes the issuing of badges, for one institution or the whole service, and lists the stops in
 * force.
 */
export { haltIssuing, issuingHalts, resumeIssuing } from './issuing/issuing-halt.ts';
/** Issues to its holder, in the other language, a badge that they already have. */
export { issueTranslation } from './files/issue-translation.ts';
/**
 * The badges that a person holds, and the highest level that an adviser accepted for them on evidence, by
 * dimension: now or at an instant.
 */
export {
	type BadgesAndObservedLevels,
	badgesAndObservedLevelsOf,
	type HighestObservedLevel,
	observedLevelsFromAwards,
	observedLevelsByDimension,
	observedLevelsByPerson,
} from './observed.ts';
/**
 * A person's badges, as data and as files, for the copy of their data that they can download; and the erasure
 * of the badges' contents when the person leaves.
 */
export {
	awardFiles,
	awardsIn,
	erase as eraseAwards,
	eraseFromInstitution as eraseAwardsFromInstitution,
	personalData as awardData,
} from './personal-data.ts';
/**
 * Stores the holder's choice of who may see the page of their badge: the holder alone, anybody, or anybody
 * with the holder's name.
 */
export { setAwardVisibility, type Visibility } from './set-award-visibility.ts';
/** Binds a badge and its translation to their holder's verified e-mail address, or to none. */
export { setAwardBinding } from './binding/set-award-binding.ts';
/** Revokes an award permanently, with a reason that its page shows. */
export { revokeAward } from './revoke-award.ts';
/** Revokes a milestone whose parts no longer all stand, by rule. */
export { withdrawMilestone } from './withdraw-milestone.ts';
/**
 * Applies again, to a restored backup, an act that the journal recorded after that backup, such as a
 * revocation.
 */
export { type RedoActResult, redoAct } from './restored/restored-acts.ts';
/**
 * In a restored backup: finds the awards issued after it was made, which only their holders still have;
 * counts those to sign again; and closes the status lists that may have been used since.
 */
export {
	closeOpenStatusLists,
	type LostAward,
	lostAwards,
	lostReissueCount,
} from './restored/restored-store.ts';
/** Returns a status list (revoked awards) as a signed text. */
export { type SignedList, signedStatusList } from './issuers/status-lists.ts';
/** The database tables of issuing bodies, their keys, awards, issuances and tokens, for the migrations. */
export { tables as awardTables } from './tables.ts';
/** Returns the Open Badges 2.0 form (twin) of an award or of its issuer. */
export {
	awardAsOpenBadges2,
	issuerOpenBadges2Profile,
	ownOpenBadges2Document,
	type OpenBadges2File,
	type OpenBadges2Part,
} from './files/open-badges-2.ts';
/**
 * Reads awards from the database: by id, short code, application, person, person and badge, or institution. No
 * authorization check: the caller must do it.
 */
export {
	activeAward,
	recordReconsidered,
	awardByShortCode,
	awardById,
	type AwardInBrief,
	awardOfApplication,
	awardsInBrief,
	awardsOf,
	awardsGivenByBadge,
	awardsOfInstitution,
} from './award-store.ts';
/** Reads the earlier signed texts of awards that were signed again. */
export { supersededTextsOf } from './issuing/superseded-store.ts';
/** The address of a badge’s definition. */
export { definitionAddress } from './issuing/build-badge-values.ts';
/**
 * Options with which a verification knows this service's own issuers, keys and status lists, and the
 * operator's register of trusted issuers, without using the network.
 */
export { lookUpKnownIssuer, ownVerifyOptions } from './register.ts';
/**
 * Issues one badge and accepts the application that led to it, if any; and the refusal when that application
 * was already decided.
 */
export { alreadyDecidedRefusal, issueAward } from './issuing/issue-award.ts';
/** A RÉCIT service as a badge names it when its adviser judged. */
export { assessorOf } from './issuers/assessor.ts';
/** Tells holders, once, of badges that expire soon: a schedule. */
export { tellExpiringBadges } from './expiring/tell-expiring.ts';
