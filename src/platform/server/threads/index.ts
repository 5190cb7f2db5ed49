/** What modules that run on worker threads may import of the platform: no database, network or settings. */

/**
 * The types of heavy jobs, of the groups of worker threads (`WorkerPoolConfig`) that run them, and of what
 * runs them (`Threads`); how many threads to use; and running jobs on the calling thread.
 */
export {
	type AskCallingThread,
	type WorkerPoolConfig,
	type JobOptions,
	type Job,
	jobsOnThisThread,
	type Threads,
	workerThreadCount,
} from './job.ts';
/** Parses the body of a form into its fields. */
export { parseFormFields, type FormFields } from '../forms/form-fields.ts';
/**
 * Takes apart a form that carries a file, on the calling thread: what it is, drawn anew if it is a picture; and
 * the worker threads that do it (`RECEIVING_THREADS`).
 */
export { receiveFileOnCallingThread, RECEIVING_THREADS } from '../files/receive-file-job.ts';
/** Takes apart a form that gives a text, pasted or as a file, on the calling thread. */
export { receiveTextOnCallingThread } from '../files/receive-text-job.ts';
/** Parses the body of a form into its fields and the names of its files. */
export { parseForm } from '../forms/form-fields.ts';
/** Runs, as the main loop of a worker thread, the jobs that it receives. */
export { serveJobs } from './serve-jobs.ts';
/**
 * Marks the thread that answers visitors (`markServingThread`); throws on that thread, which must do no heavy
 * work (`mustNotBeServingThread`).
 */
export { markServingThread, mustNotBeServingThread } from './serving.ts';
/** Finds the URL of the module that a worker thread runs, in the source or in the build. */
export { workerFile } from './worker-file.ts';
/**
 * A table (CSV): the text of its bytes, and its cells, written so that no spreadsheet takes one for a formula and
 * read without what keeps it from being one.
 */
export { decodeText } from '../csv/decode-text.ts';
export { tableCell, withoutGuard } from '../csv/table-cell.ts';
/** Reads the rows of a table (CSV), or tells what keeps them from being told apart and where. */
export {
	readRecords,
	readTable,
	type Table,
	type TableFault,
	type TableFaultCode,
	type TableRow,
} from '../csv/read-table.ts';
