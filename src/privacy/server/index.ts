/** Leaving: the account and everything with it. */
export { eraseAllOf, erasePerson, type ErasureInput, redoErasures } from './erase-person.ts';
/** One's own copy of everything. */
export { exportPerson, type PersonFile } from './export-person.ts';
/** What the form of leaving sends. */
export { eraseForm } from './forms.ts';
