/**
 * This module runs on the threads that write PDFs and draw preview cards; it is a separate entry of the
 * build.
 */
import { serveJobs } from '#platform/threads';
import { readFontsAsSource } from './fonts-as-source.ts';

readFontsAsSource(import.meta.url);
const { printHere } = await import('./print-job.ts');
const { cardHere } = await import('./card-job.ts');

serveJobs({ print: printHere, card: cardHere });
