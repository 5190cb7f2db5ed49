/**
 * Entry point of the worker threads that verify, sign and read badges; vite.config.ts builds it as an input
 * of its own.
 */
import { verifyOnCallingThread, runSigningTask } from '#awards/threads';
import { serveJobs } from '#platform/threads';
import {
	pdfLinksOnCallingThread,
	parseFormOnCallingThread,
	parseRequestOnCallingThread,
} from '#verification/threads';

serveJobs({
	verify: verifyOnCallingThread,
	issue: runSigningTask,
	unwrap: parseRequestOnCallingThread,
	'take-apart': parseFormOnCallingThread,
	sheet: pdfLinksOnCallingThread,
});
