/** What the threads that work on badges run. An input of the build of its own. */
import { verifyHere, runSigningTask } from '#awards/threads';
import { serveJobs } from '#platform/threads';
import { takeApartHere, unwrapHere } from '#verification/threads';

serveJobs({ verify: verifyHere, issue: runSigningTask, unwrap: unwrapHere, 'take-apart': takeApartHere });
