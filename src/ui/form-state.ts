/** A problem of a refused form, as a sentence; without a field, it concerns the whole form. */
export interface Problem {
	readonly field?: string | undefined;
	readonly text: string;
	/** Path of the page that says more about the problem. */
	readonly href?: string | undefined;
}

/**
 * Why a form was refused without anything for the person to correct: too many requests (`wait`), or it could
 * not be accepted, because of the service's fault or limits or because another person has signed in
 * (`unsent`).
 */
export type Obstacle = 'wait' | 'unsent';

/**
 * The kind of obstacle that the HTTP status of a refused form means; undefined when the person has something
 * to correct.
 */
export const obstacleOf = (status: number): Obstacle | undefined =>
	status === 429 ? 'wait' : status === 403 || status >= 500 ? 'unsent' : undefined;

/**
 * What a form action answered, as pages receive it in `form`, or a draft in the same shape; typed loosely,
 * for the union that SvelteKit infers.
 */
export type FormState =
	| {
			readonly problems?: readonly Problem[] | undefined;
			readonly values?: Readonly<Record<string, unknown>> | undefined;
			readonly obstacle?: Obstacle | undefined;
			/**
			 * Set when something was typed and the page shows all of it again: there was no password or file.
			 */
			readonly kept?: true | undefined;
			readonly done?: unknown;
			/**
			 * What the service had already recorded from this form, sent before with other content, and the
			 * key to send this one as a new entry.
			 */
			readonly first?:
				{ readonly values: Readonly<Record<string, unknown>>; readonly at?: string } | undefined;
			readonly freshKey?: string | undefined;
			/**
			 * Set when this is a draft rather than an action's answer: its texts fill the fields without any
			 * problem.
			 */
			readonly draft?: true | undefined;
	  }
	| null
	| undefined;

/** A form field's name without its array mark or index: `dimensions[]`, `dimensions.0` → `dimensions`. */
export const plainName = (name: string): string => name.replace(/\[\]$/, '').replace(/\..*$/, '');

/** The sentence of the problem to show with a field of a refused form; undefined when there is none. */
export function problemOf(form: FormState, name: string): string | undefined {
	const wanted = plainName(name);
	return form?.problems?.find((one) => one.field !== undefined && plainName(one.field) === wanted)?.text;
}

/**
 * The values that a form field shows: those typed before the form came back refused, or those of a draft, or
 * else the page's initial ones.
 */
export function valuesOf(form: FormState, name: string, first: readonly string[]): readonly string[] {
	const sent = form?.values;
	if (!sent || !(form.problems?.length || form.draft)) return first;
	const value = sent[name] ?? sent[plainName(name)];
	if (Array.isArray(value)) return value.map(String);
	// A browser sends nothing for a group of checkboxes without any choice: the group is empty then, not as
	// the page began.
	if (value === undefined || value === null) return name.endsWith('[]') ? [] : first;
	return typeof value === 'string' || typeof value === 'number' ? [String(value)] : first;
}

/** The value that a form field of one value shows, as in `valuesOf`; empty when there is none. */
export const valueOf = (form: FormState, name: string, first: string | number | null | undefined): string =>
	valuesOf(form, name, first === undefined || first === null ? [] : [String(first)])[0] ?? '';

/**
 * Another version of a form's content, already recorded or written elsewhere, and the caption that says
 * which.
 */
export interface OtherFormVersion {
	readonly caption: string;
	readonly values: Readonly<Record<string, unknown>>;
}

/** The values of a field in another version of its form; undefined when they equal the form's own. */
export function otherFieldValues(
	beside: OtherFormVersion | null | undefined,
	name: string,
	mine: readonly string[],
): readonly string[] | undefined {
	if (!beside) return undefined;
	const value = beside.values[plainName(name)] ?? beside.values[name] ?? [];
	const theirs = [value].flat().map(String).filter(Boolean);
	const same = JSON.stringify([...theirs].sort()) === JSON.stringify(mine.filter(Boolean).sort());
	return same ? undefined : theirs;
}

/**
 * The labels of the choices made for a field in another version of its form; undefined when they equal the
 * form's own.
 */
export const otherChoiceLabels = (
	options: readonly { value: string | number; label: string }[],
	...asked: Parameters<typeof otherFieldValues>
): readonly string[] | undefined =>
	otherFieldValues(...asked)?.map(
		(other) => options.find(({ value }) => String(value) === other)?.label ?? other,
	);
