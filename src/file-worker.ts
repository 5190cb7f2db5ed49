/**
 * Entry point of the worker thread that receives files, draws pictures anew, and reads lists of people, rosters, files of badges and tables of trainings;
 * vite.config.ts builds it as an input of its own.
 */
import { drawBadgeOnCallingThread, readBadgeOnCallingThread } from '#badges/threads';
import { readRosterOnCallingThread, receiveRosterOnCallingThread } from '#cohort/threads';
import { readPeopleOnCallingThread, writeRowsToCorrectOnCallingThread } from '#identity/threads';
import { receiveFileOnCallingThread, receiveTextOnCallingThread, serveJobs } from '#platform/threads';
import { readCatalogueOnCallingThread, readTrainingTableOnCallingThread } from '#training/threads';

serveJobs({
	'receive-file': receiveFileOnCallingThread,
	'receive-text': receiveTextOnCallingThread,
	'read-people': readPeopleOnCallingThread,
	'write-rows-to-correct': writeRowsToCorrectOnCallingThread,
	'receive-roster': receiveRosterOnCallingThread,
	'read-roster': readRosterOnCallingThread,
	'read-badge': readBadgeOnCallingThread,
	'draw-badge': drawBadgeOnCallingThread,
	'read-catalogue': readCatalogueOnCallingThread,
	'read-training-table': readTrainingTableOnCallingThread,
});
