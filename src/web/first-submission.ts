import type { Json, IdempotencyConflict, SentFields } from '#platform';

/**
 * What the service had already recorded from a form, when the same form comes again with other content: its
 * values as the form's fields would show them, and the path (`at`) of the page of what was recorded.
 */
export interface FirstSubmission {
	readonly values: Record<string, string | string[]>;
	readonly at?: string;
}

/**
 * How a page shows what was already recorded from a form that comes again with other content: `fields` turns
 * what the schema parsed back into the form's fields, `at` gives the path of the page of what was recorded.
 */
export interface FirstSubmissionMapping {
	readonly fields?: (sent: SentFields) => SentFields;
	readonly at?: (answer: Json) => string;
}

const held = (value: Json): string =>
	value === null || value === false ? '' : value === true ? 'yes' : String(value);

/**
 * Prepares what was already recorded from a form for the page, which shows it next to what the person has
 * just typed.
 */
export function firstSubmission(
	{ first, answer }: IdempotencyConflict,
	{ fields, at }: FirstSubmissionMapping,
): FirstSubmission {
	const values: FirstSubmission['values'] = {};
	for (const [name, value = null] of Object.entries(fields?.(first) ?? first))
		values[name] = Array.isArray(value) ? value.map(held) : held(value);
	return { values, ...(at && answer !== null && { at: at(answer) }) };
}
