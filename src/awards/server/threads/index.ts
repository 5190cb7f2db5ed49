/**
 * The settings (number, limits) of three groups of worker threads: those that issue badges
 * (`ISSUING_THREADS`), those that verify our own badges (`OWN_VERIFICATION_THREADS`), and those that verify
 * badges submitted by visitors (`VISITOR_VERIFICATION_THREADS`).
 */
export { ISSUING_THREADS, OWN_VERIFICATION_THREADS, VISITOR_VERIFICATION_THREADS } from './worker-pools.ts';
/**
 * Verifies a badge: on the present thread (`verifyOnCallingThread`), or on a worker thread wherever visitors
 * are served (`verifyOnThread`).
 */
export { verifyOnCallingThread, type VerifyThreadOptions, verifyOnThread } from './verify-job.ts';
/**
 * Lints (verifies before signing), signs or checks a batch of badges, on the calling thread, which must not
 * be the one that answers visitors.
 */
export { runSigningTask } from '../issuing/signing-task.ts';
