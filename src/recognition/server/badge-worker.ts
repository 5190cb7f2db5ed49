/** What the threads that work on badges run. An input of the build of its own. */
import { serveJobs } from '#platform/threads';
import { takeApartHere } from './form-job.ts';
import { work } from './issuance-work.ts';
import { unwrapHere } from './unwrap-job.ts';
import { verifyHere } from './verify-job.ts';

serveJobs({ verify: verifyHere, issue: work, unwrap: unwrapHere, 'take-apart': takeApartHere });
