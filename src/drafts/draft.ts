/** What a person typed in a form, by field name: a text, or the values chosen in a group of checkboxes. */
export type EnteredFields = Readonly<Record<string, string | readonly string[]>>;

/** Identifies a form by the path of its page and its name on that page. */
export interface FormName {
	readonly path: string;
	readonly form: string;
}

/** What a person has typed in a form and not sent, stored with their account. */
export interface Draft extends FormName {
	/**
	 * The draft's revision number, raised each time it is stored; a page sends the revision that it last
	 * showed.
	 */
	readonly revision: number;
	readonly typed: EnteredFields;
	/**
	 * Another version of the same draft, written in another tab or on another device meanwhile; kept until
	 * the person has chosen between the two.
	 */
	readonly other: EnteredFields | null;
	readonly savedAt: Date;
}

/** The limits on drafts: how much is stored, and for how long. */
export const DRAFT_LIMITS = {
	/** The number of days without a change after which a draft is deleted. */
	days: 30,
	/** The most drafts of one person; beyond that, the draft unchanged for longest is deleted. */
	mostOfOne: 50,
	/**
	 * The most characters in one draft, field names included: five times what the longest form of the product
	 * holds.
	 */
	longest: 40_000,
	/** For how many minutes a form sent after its sender's session ended is kept for their next sign-in. */
	carriedMinutes: 60,
} as const;

/**
 * Form fields that the page fills in and nobody types: the form's key and name, the pseudonym of the person
 * the page was rendered for (`writer`), and the draft's revision.
 */
const NOT_TYPED = new Set(['key', 'form', 'writer', 'draft', 'acting']);

/** Keeps only the fields that a person typed among all those that a form sends; leaves out every password. */
export const onlyEnteredFields = (fields: EnteredFields): EnteredFields =>
	Object.fromEntries(
		Object.entries(fields).filter(([name]) => !NOT_TYPED.has(name) && !/password/i.test(name)),
	);

/** Whether what a person typed is small enough to be stored as a draft (`DRAFT_LIMITS.longest`). */
export const isWithinDraftLimit = (typed: EnteredFields): boolean =>
	JSON.stringify(typed).length <= DRAFT_LIMITS.longest;

const order = (typed: EnteredFields) =>
	JSON.stringify(
		Object.entries(typed)
			.filter(([, value]) => value.length > 0)
			.sort(([a], [b]) => (a < b ? -1 : 1)),
	);

/** Whether two versions of a draft have the same content; an empty field equals an absent one. */
export const hasSameContent = (one: EnteredFields, other: EnteredFields): boolean =>
	order(one) === order(other);
