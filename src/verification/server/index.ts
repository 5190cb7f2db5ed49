/** What the form of the verification page sends. */
export { verifyForm } from './forms.ts';
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
