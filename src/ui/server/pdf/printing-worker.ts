/** What the thread that writes PDFs runs. An input of the build of its own. */
import { serveJobs } from '#platform/threads';
import { readFontsAsSource } from './fonts-as-source.ts';

readFontsAsSource(import.meta.url);
const { printHere } = await import('./print-job.ts');

serveJobs({ print: printHere });
