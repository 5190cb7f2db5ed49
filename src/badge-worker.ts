/**
 * Entry point of the worker threads that verify, sign and read badges; vite.config.ts builds it as an input
 * of its own.
 */
import { verifyHere, runSigningTask } from '#awards/threads';
import { serveJobs } from '#platform/threads';
import { linksHere, takeApartHere, unwrapHere } from '#verification/threads';

serveJobs({
	verify: verifyHere,
	issue: runSigningTask,
	unwrap: unwrapHere,
	'take-apart': takeApartHere,
	sheet: linksHere,
});
