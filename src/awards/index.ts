/** Addresses of badges and issuers: formatted and parsed here only. */
export { badgeAddress, issuingBodyAddress, readBadgePath, readBodyPath } from './addresses.ts';
/** Awards and what they rest on. */
export type { Award, AwardBasis } from './award.ts';
/** The steps of issuing, and why one may end without a badge. */
export {
	type Acceptance,
	type Intent,
	type Issuance,
	ISSUANCE_STEPS,
	type IssuanceStep,
	type Reissue,
	VOID_REASONS,
	type VoidReason,
} from './issuance.ts';
/** Short codes, as stored and as shown. */
export { readShortCode, SHORT_CODE_LENGTH, showShortCode } from './short-code.ts';
