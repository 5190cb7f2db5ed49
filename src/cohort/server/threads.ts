/**
 * Takes apart the form that gives a roster (`receiveRosterOnCallingThread`), and reads a roster
 * (`readRosterOnCallingThread`), on the calling thread.
 */
export { readRosterOnCallingThread, receiveRosterOnCallingThread } from './roster/roster-job.ts';
