/** The crews of threads that work on badges. */
export { ISSUING, OURS, VISITORS } from './crews.ts';
/** Verifying a badge, on another thread wherever visitors are served. */
export { verifyHere, type Verifying, verifyOnThread } from './verify-job.ts';
/** Linting and signing badges by the dozen. */
export { runSigningTask } from '../issuing/signing-task.ts';
