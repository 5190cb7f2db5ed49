/**
 * Formats and parses the public addresses of awards (`/b/ID`) and of issuing bodies (`/i/SLUG`); no other
 * code does.
 */
export {
	badgeAddress,
	readBadgeAddress,
	issuingBodyAddress,
	readBadgePath,
	readIssuingBodyPath,
} from './addresses.ts';
/** How long others may keep a status list, in seconds. */
export { STATUS_LIST_MAX_AGE } from './status-list-rules.ts';
/**
 * An award as it is stored, and what it was based on (self-assessment, situation, level accepted, or the parts of
 * a milestone); whether pages announce it as new; and what says that a rule revoked it.
 */
export { type Award, type AwardBasis, type AwardPart, isJustAwarded, REVOKED_BY_RULE } from './award.ts';
/** Whether a badge has expired, and whether it can be applied for again, which begins 30 days before. */
export { EXPIRY_NOTICE_DAYS, isExpired, isRenewable } from './expiry.ts';
/** Makes the name, without extension, of the files of an award. */
export { awardFileName } from './file-name.ts';
/** The issuance of an award, its four stored steps, and the reasons why it may end without a badge. */
export {
	type ApplicationAcceptance,
	type Intent,
	type Issuance,
	ISSUANCE_STEPS,
	type IssuanceStep,
	type Reissue,
	type ReissueCause,
	VOID_REASONS,
	type VoidReason,
} from './issuance.ts';
/**
 * The short code of an award (eight letters and digits): its length, reading it as typed, telling one of a
 * wrong length, and writing it as pages show it.
 */
export { hasWrongLength, readShortCode, SHORT_CODE_LENGTH, showShortCode } from './short-code.ts';
/** Reads back, from the results of a badge of ours, on what it rests and how it was judged. */
export { readSignedBasis, type SignedBasis, type SignedResult } from './signed-basis.ts';
