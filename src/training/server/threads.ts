/**
 * Takes apart the form that gives the table of a catalogue (`receiveCatalogueOnCallingThread`), and reads such a
 * table (`readCatalogueOnCallingThread`), on the calling thread.
 */
export { readCatalogueOnCallingThread, receiveCatalogueOnCallingThread } from './catalogue/catalogue-job.ts';
