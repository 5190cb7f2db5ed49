/** Erases a person's account with everything in it, and again after an older backup was restored. */
export { erasePersonInUnit, erasePerson, type ErasureInput, redoErasures } from './erase-person.ts';
/** Makes the ZIP file of all the data stored about the signed-in person, which they download. */
export { exportPerson, type PersonDataZip } from './export-person.ts';
/** The schema of the form by which a person erases their account. */
export { eraseForm } from './forms.ts';
/** Every context that stores data: its tables, how it copies a person's data, and how it erases a person. */
export { CONTEXTS, type ContextDataHandling } from './contexts.ts';
