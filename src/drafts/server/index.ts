/** What forgets the drafts past their days. */
export { forgetOldDrafts } from './forget-old.ts';
/** The drafts of whoever a request comes from, for the forms of its page. */
export { type Asking, type FormDrafts, formDrafts } from './form-drafts.ts';
/** The forms by which pages keep drafts and throw them away. */
export { discardForm, draftForm } from './forms.ts';
/** A person's part of this context: its copy. */
export { personalData } from './personal-data.ts';
/** The tables of this context. */
export { tables as draftTables } from './tables.ts';
/** Keeping a draft, reading those of a page, forgetting one. */
export { type DraftInput, draftsOfPage, forgetDraft, type Saved, saveDraft } from './save-draft.ts';
