/**
 * Reads the file of a badge (`readBadgeOnCallingThread`) and draws a picture (`drawBadgeOnCallingThread`), on
 * the calling thread.
 */
export { drawBadgeOnCallingThread, readBadgeOnCallingThread } from './own/badge-file-job.ts';
