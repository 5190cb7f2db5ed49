/**
 * Entry point of the worker thread that receives files, draws pictures anew and reads lists of people;
 * vite.config.ts builds it as an input of its own.
 */
import { readPeopleOnCallingThread, receivePeopleOnCallingThread } from '#identity/threads';
import { receiveFileOnCallingThread, serveJobs } from '#platform/threads';

serveJobs({
	'receive-file': receiveFileOnCallingThread,
	'receive-people': receivePeopleOnCallingThread,
	'read-people': readPeopleOnCallingThread,
});
