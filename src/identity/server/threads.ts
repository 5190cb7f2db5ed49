/**
 * Reads a list of people (`readPeopleOnCallingThread`), and writes those of its rows that are to correct
 * (`writeRowsToCorrectOnCallingThread`), on the calling thread.
 */
export { readPeopleOnCallingThread, writeRowsToCorrectOnCallingThread } from './people-list/people-job.ts';
