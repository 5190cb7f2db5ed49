/** What somebody typed in a form, by the names of its fields: a text, or the choices made in a group. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** Which form: the path of its page, and its name there. */
export interface FormName {
	readonly path: string;
	readonly form: string;
}

/** A text that is not sent yet, kept on the account of who writes it. */
export interface Draft extends FormName {
	/** Grows at each writing; whoever writes says which one they had before their eyes. */
	readonly revision: number;
	readonly typed: Typed;
	/** Another version of it, written elsewhere meanwhile, until the person chooses. */
	readonly other: Typed | null;
	readonly savedAt: Date;
}

/** How much is kept, and how long: the one place to change. */
export const DRAFT = {
	/** Days without a change after which a draft is forgotten. */
	days: 30,
	/** Drafts of one person; beyond, the one unchanged for longest is forgotten. */
	mostOfOne: 50,
	/** Characters of one draft, names of fields included: the longest form of ours holds a fifth of it. */
	longest: 40_000,
	/** Minutes that a text carried through a sign-in waits. */
	carriedMinutes: 60,
} as const;

/** Fields of a form that nobody types: its key, its name, whose page it is, the revision of its draft. */
const NOT_TYPED = new Set(['key', 'form', 'writer', 'draft']);

/** What was typed among everything a form sends; never a password. */
export const typedAmong = (fields: Typed): Typed =>
	Object.fromEntries(
		Object.entries(fields).filter(([name]) => !NOT_TYPED.has(name) && !/password/i.test(name)),
	);

/** Whether it is small enough to be kept. */
export const isKeepable = (typed: Typed): boolean => JSON.stringify(typed).length <= DRAFT.longest;

const order = (typed: Typed) =>
	JSON.stringify(
		Object.entries(typed)
			.filter(([, value]) => value.length > 0)
			.sort(([a], [b]) => (a < b ? -1 : 1)),
	);

/** Whether two versions say the same: a field left empty and a field that is absent do. */
export const sameTyped = (one: Typed, other: Typed): boolean => order(one) === order(other);
