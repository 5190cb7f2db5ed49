import type { Json, OtherContent, Sent } from '#platform';

/** What a form sent first, as its fields would hold it, and where what came of it can be seen. */
export interface FirstVersion {
	readonly values: Record<string, string | string[]>;
	readonly at?: string;
}

/** How a form's first version is shown: the fields a schema took apart, and the page of what was recorded. */
export interface ShowFirst {
	readonly fields?: (sent: Sent) => Sent;
	readonly at?: (answer: Json) => string;
}

const held = (value: Json): string =>
	value === null || value === false ? '' : value === true ? 'yes' : String(value);

/** The version recorded already, for the page to show beside what was just typed. */
export function firstVersion({ first, answer }: OtherContent, { fields, at }: ShowFirst): FirstVersion {
	const values: FirstVersion['values'] = {};
	for (const [name, value = null] of Object.entries(fields?.(first) ?? first))
		values[name] = Array.isArray(value) ? value.map(held) : held(value);
	return { values, ...(at && answer !== null && { at: at(answer) }) };
}
