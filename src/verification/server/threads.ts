/** Parses the multipart form that submits a badge for verification, on the calling thread. */
export { parseFormOnCallingThread } from './form-job.ts';
/** Reads the addresses of the links of a PDF (a printed sheet), on the calling thread. */
export { pdfLinksOnCallingThread } from './sheet-job.ts';
/** Takes the badge and the e-mail out of the JSON body of `POST /api/verify`, on the calling thread. */
export { parseRequestOnCallingThread } from './verify-request-job.ts';
