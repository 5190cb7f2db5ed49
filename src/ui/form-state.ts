/** One thing to mend in a form; without a field it concerns the whole form. */
export interface Problem {
	readonly field?: string | undefined;
	readonly text: string;
}

/**
 * Why a form was refused when nothing in it needs correcting: too much was asked too soon (`wait`), or it could
 * not be taken at all, by our own doing or because another person has signed in (`unsent`).
 */
export type Obstacle = 'wait' | 'unsent';

/** What kept a form from being taken, by the HTTP status of its refusal; undefined where the person has something to correct. */
export const obstacleOf = (status: number): Obstacle | undefined =>
	status === 429 ? 'wait' : status === 403 || status >= 500 ? 'unsent' : undefined;

/** What an action answered, as pages receive it in `form`; loose enough for the union SvelteKit infers. */
export type FormState =
	| {
			readonly problems?: readonly Problem[] | undefined;
			readonly values?: Readonly<Record<string, unknown>> | undefined;
			readonly obstacle?: Obstacle | undefined;
			/** Something was typed, and all of it came back: no password, no file. */
			readonly kept?: true | undefined;
			readonly done?: unknown;
			/** What the same form sent before, which is the version recorded; and the key to send this one as a new one. */
			readonly first?:
				{ readonly values: Readonly<Record<string, unknown>>; readonly at?: string } | undefined;
			readonly freshKey?: string | undefined;
			/** Not an answer: a draft, whose texts come back without anything being wrong. */
			readonly draft?: true | undefined;
	  }
	| null
	| undefined;

/** A field's name without the array mark or an index: `dimensions[]`, `dimensions.0` → `dimensions`. */
export const plainName = (name: string): string => name.replace(/\[\]$/, '').replace(/\..*$/, '');

/** The sentence to show beside a field, if any. */
export function problemOf(form: FormState, name: string): string | undefined {
	const wanted = plainName(name);
	return form?.problems?.find((one) => one.field !== undefined && plainName(one.field) === wanted)?.text;
}

/** What the person typed before the form came back, else the page's own first value. */
export function valuesOf(form: FormState, name: string, first: readonly string[]): readonly string[] {
	const sent = form?.values;
	if (!sent || !(form.problems?.length || form.draft)) return first;
	const value = sent[name] ?? sent[plainName(name)];
	if (Array.isArray(value)) return value.map(String);
	// A group left without a choice is absent from what was sent: nothing, not the first value.
	if (value === undefined || value === null) return name.endsWith('[]') ? [] : first;
	return typeof value === 'string' || typeof value === 'number' ? [String(value)] : first;
}

export const valueOf = (form: FormState, name: string, first: string | number | null | undefined): string =>
	valuesOf(form, name, first === undefined || first === null ? [] : [String(first)])[0] ?? '';

/** Another version of what a form holds, and how it is called there: recorded already, or written elsewhere. */
export interface Beside {
	readonly caption: string;
	readonly values: Readonly<Record<string, unknown>>;
}

/** What the other version has for a field, when it is not what the form holds; undefined when both say the same. */
export function besideOf(
	beside: Beside | null | undefined,
	name: string,
	mine: readonly string[],
): readonly string[] | undefined {
	if (!beside) return undefined;
	const value = beside.values[plainName(name)] ?? beside.values[name] ?? [];
	const theirs = [value].flat().map(String).filter(Boolean);
	const same = JSON.stringify([...theirs].sort()) === JSON.stringify(mine.filter(Boolean).sort());
	return same ? undefined : theirs;
}

/** The same in the words of a list of choices. */
export const besideInWords = (
	options: readonly { value: string | number; label: string }[],
	...asked: Parameters<typeof besideOf>
): readonly string[] | undefined =>
	besideOf(...asked)?.map((other) => options.find(({ value }) => String(value) === other)?.label ?? other);
