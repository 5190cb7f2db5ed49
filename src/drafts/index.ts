/**
 * The types of drafts (what people typed in forms and have not sent), the limits on their size and age, and
 * the comparison of two versions.
 */
export {
	type Draft,
	DRAFT_LIMITS,
	type FormName,
	isWithinDraftLimit,
	hasSameContent,
	type EnteredFields,
	onlyEnteredFields,
} from './draft.ts';
