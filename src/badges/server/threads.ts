/**
 * Takes apart the form that gives the file of a badge (`receiveBadgeOnCallingThread`), reads such a file
 * (`readBadgeOnCallingThread`) and draws a picture (`drawBadgeOnCallingThread`), on the calling thread.
 */
export {
	drawBadgeOnCallingThread,
	readBadgeOnCallingThread,
	receiveBadgeOnCallingThread,
} from './own/badge-file-job.ts';
