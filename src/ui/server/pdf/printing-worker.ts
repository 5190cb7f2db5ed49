/**
 * This module runs on the threads that write PDFs and draw preview cards; it is a separate entry of the
 * build.
 */
import { serveJobs } from '#platform/threads';
import { registerFontImportHooks } from './fonts-as-source.ts';

registerFontImportHooks(import.meta.url);
const { printOnCallingThread: printHere } = await import('./print-job.ts');
const { drawCardOnCallingThread: cardHere } = await import('./card-job.ts');

serveJobs({ print: printHere, card: cardHere });
