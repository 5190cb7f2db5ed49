/** Reads the table of a catalogue, on the calling thread. */
export { readCatalogueOnCallingThread } from './catalogue/catalogue-job.ts';
/** Reads a table of learning activities to log, on the calling thread. */
export { readTrainingTableOnCallingThread } from './import/training-table-job.ts';
