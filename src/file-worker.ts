/**
 * Entry point of the worker thread that receives files, draws pictures anew, and reads lists of people, rosters, files of badges and tables of trainings;
 * vite.config.ts builds it as an input of its own.
 */
import {
	drawBadgeOnCallingThread,
	readBadgeOnCallingThread,
	receiveBadgeOnCallingThread,
} from '#badges/threads';
import { readRosterOnCallingThread, receiveRosterOnCallingThread } from '#cohort/threads';
import {
	readPeopleOnCallingThread,
	receivePeopleOnCallingThread,
	writeRowsToCorrectOnCallingThread,
} from '#identity/threads';
import { receiveFileOnCallingThread, serveJobs } from '#platform/threads';
import { readCatalogueOnCallingThread, receiveCatalogueOnCallingThread } from '#training/threads';

serveJobs({
	'receive-file': receiveFileOnCallingThread,
	'receive-people': receivePeopleOnCallingThread,
	'read-people': readPeopleOnCallingThread,
	'write-rows-to-correct': writeRowsToCorrectOnCallingThread,
	'receive-roster': receiveRosterOnCallingThread,
	'read-roster': readRosterOnCallingThread,
	'receive-badge': receiveBadgeOnCallingThread,
	'read-badge': readBadgeOnCallingThread,
	'draw-badge': drawBadgeOnCallingThread,
	'receive-catalogue': receiveCatalogueOnCallingThread,
	'read-catalogue': readCatalogueOnCallingThread,
});
