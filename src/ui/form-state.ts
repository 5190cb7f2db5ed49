/** One thing to mend in a form; without a field it concerns the whole form. */
export interface Problem {
	readonly field?: string | undefined;
	readonly text: string;
}

/** What an action answered, as pages receive it in `form`; loose enough for the union SvelteKit infers. */
export type FormState =
	| {
			readonly problems?: readonly Problem[] | undefined;
			readonly values?: Readonly<Record<string, unknown>> | undefined;
			readonly done?: unknown;
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
	if (!sent || !form?.problems?.length) return first;
	const value = sent[name] ?? sent[plainName(name)];
	if (Array.isArray(value)) return value.map(String);
	// A group left without a choice is absent from what was sent: nothing, not the first value.
	if (value === undefined || value === null) return name.endsWith('[]') ? [] : first;
	return typeof value === 'string' || typeof value === 'number' ? [String(value)] : first;
}

export const valueOf = (form: FormState, name: string, first: string | number | null | undefined): string =>
	valuesOf(form, name, first === undefined || first === null ? [] : [String(first)])[0] ?? '';
