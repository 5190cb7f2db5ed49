/** Leaving: the account and everything with it. */
export { eraseAllOf, erasePerson, type ErasureInput, redoErasures } from './erase-person.ts';
/** One's own copy of everything. */
export { exportPerson, type PersonFile } from './export-person.ts';
/** What the form of leaving sends. */
export { eraseForm } from './forms.ts';
/** Every context that keeps something: its tables, its part of a person's copy, how it forgets one. */
export { CONTEXTS, type Keeping } from './contexts.ts';
