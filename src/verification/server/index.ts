/** The schema of the form of the verification page. */
export { verifyForm } from './forms.ts';
/**
 * The types of the options of a verification, and of what its callback receives for each document requested
 * from another site.
 */
export type { DocumentRequest, VisitorVerifyOptions } from './how-to-verify.ts';
/** Takes the badge and the e-mail out of the JSON body of `POST /api/verify`, on another thread. */
export { parseVerifyRequest } from './verify-request-job.ts';
/** Parses the multipart form that submits a badge for verification, on another thread. */
export { parseSubmittedForm } from './form-job.ts';
/**
 * Verifies a badge: a file or pasted text (`verifyFileOrText`), what somebody typed, such as an address
 * (`verifyTyped`), or a published badge of ours by its short code (`verifyShortCode`). Our own register is
 * asked first, then the web about issuers and documents that are not ours; `verifyOutsideService`, for the
 * command run outside a service, has only the web.
 */
export { verifyOutsideService, verifyFileOrText, verifyShortCode, verifyTyped } from './verify-given.ts';
/** Whether a file is a PDF, by its header: a printed sheet, which holds no signature. */
export { isPdf } from './sheet-job.ts';
/** Builds the JSON report that the command, the page and the API send, in both languages. */
export { type ReportAdditions, reportAsJson } from './report-as-json.ts';
/**
 * Verifies what a visitor submits (a file or typed text), and charges the computing time to their rate limit;
 * the largest sizes accepted, in bytes.
 */
export {
	type VisitorSubmission,
	LARGEST_FILE,
	LARGEST_TEXT,
	verifyForVisitor,
} from './verify-for-visitor.ts';
/**
 * The rate limit of verifications: how many each visitor may ask for, counted by computing time, and the
 * refusal of one too many.
 */
export {
	visitorJobOptions,
	countVerification,
	verificationLimitRefusal,
	VERIFICATION_LIMIT_PER_ADDRESS,
} from './verification-limits.ts';
/** Makes the OpenAPI description of the verification API. */
export { verificationOpenApi } from './verification-api.ts';
/** The part of `World` that a verification needs to reach other sites. */
export type { WebAccess } from './web-sources.ts';
