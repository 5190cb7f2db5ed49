/**
 * Takes apart the form that gives a list of people (`receivePeopleOnCallingThread`), and reads such a list
 * (`readPeopleOnCallingThread`), on the calling thread.
 */
export { readPeopleOnCallingThread, receivePeopleOnCallingThread } from './people-list/people-job.ts';
