/**
 * Takes apart the form that gives a list of people (`receivePeopleOnCallingThread`), reads such a list
 * (`readPeopleOnCallingThread`), and writes those of its rows that are to correct
 * (`writeRowsToCorrectOnCallingThread`), on the calling thread.
 */
export {
	readPeopleOnCallingThread,
	receivePeopleOnCallingThread,
	writeRowsToCorrectOnCallingThread,
} from './people-list/people-job.ts';
