/**
 * Deletes the drafts that are too old, and the forms sent after a session ended that waited too long for a
 * new sign-in.
 */
export { deleteOldDrafts } from './delete-old.ts';
/**
 * Makes the object through which the forms of a page read and write the drafts of the person who makes a
 * request.
 */
export { type FormDraftsRequest, type FormDrafts, formDrafts } from './form-drafts.ts';
/** The schemas of the forms by which pages store and discard drafts. */
export { discardForm, draftForm } from './forms.ts';
/** A person's drafts, for the copy of their data that they can download. */
export { personalData } from './personal-data.ts';
/** The database tables of drafts, for the migrations. */
export { tables as draftTables } from './tables.ts';
/** Reads the signed-in person's drafts of the forms of a page. */
export { draftsOfPage } from './read-drafts.ts';
/** Stores or deletes a draft of the signed-in person. */
export { type DraftInput, deleteOwnDraft, type SaveDraftResult, saveDraft } from './save-draft.ts';
