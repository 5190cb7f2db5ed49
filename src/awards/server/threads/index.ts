/**
 * The settings (number, limits) of three groups of worker threads: those that issue badges (`ISSUING`),
 * verify our own (`OURS`), and verify badges submitted by visitors (`VISITORS`).
 */
export { ISSUING, OURS, VISITORS } from './crews.ts';
/**
 * Verifies a badge: on the present thread (`verifyHere`), or on a worker thread wherever visitors are served
 * (`verifyOnThread`).
 */
export { verifyHere, type Verifying, verifyOnThread } from './verify-job.ts';
/**
 * Lints (verifies before signing), signs or checks a batch of badges, on the calling thread, which must not
 * be the one that answers visitors.
 */
export { runSigningTask } from '../issuing/signing-task.ts';
