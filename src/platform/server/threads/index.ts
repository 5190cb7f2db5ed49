/** What modules that run on worker threads may know of the platform: no database, no network, no setting. */

/** A piece of heavy work, and who does it. */
export {
	type AskBack,
	type Crew,
	type Giving,
	type Job,
	onThisThread,
	type Threads,
	threadsBeside,
} from './job.ts';
/** A form, taken apart. */
export { fieldsOf, type FormFields } from '../forms/form-fields.ts';
/** What a worker thread runs. */
export { serveJobs } from './serve-jobs.ts';
/** The thread that answers visitors, where nothing heavy runs. */
export { declareServing, mustNotServe } from './serving.ts';
/** Path of a worker's module, as source or built. */
export { workerFile } from './worker-file.ts';
