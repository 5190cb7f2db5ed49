import { type ActionFailure, fail } from '@sveltejs/kit';
import { problemText } from '#messages/server';
import { marked } from '#platform';
import type { FormFields } from '#platform/server';
import { type Obstacle, obstacleOf } from '#ui/form-state.ts';
import type { FirstVersion } from './first-version.ts';

/** One thing that is wrong, said beside the field that caused it where there is one. */
export interface Problem {
	field?: string;
	text: string;
}

/** What a form gets back when it was refused: what is wrong, and everything that was typed. */
export interface RefusedForm {
	problems: Problem[];
	values: Record<string, string | string[]>;
	/** Nothing is to be corrected in it. */
	obstacle?: Obstacle;
	/** Something was typed, and all of it comes back. */
	kept?: true;
	/** The same form was sent before with other content: that version is the one recorded. */
	first?: FirstVersion;
	/** Under which key the form may be sent again, as a new one. */
	freshKey?: string;
}

/** Longest text that comes back with a page (characters): one of megabytes would keep everybody waiting while it is written. */
const LONGEST_SHOWN = 200_000;

/** A text as a page may show it again; undefined for one that is too long for it. */
export const shownAgain = (text: string): string | undefined =>
	text.length > LONGEST_SHOWN ? undefined : text;

/** What was typed, to show again, what cannot be kept marked; never a password, never a file, nothing too long to show. */
export const typed = (fields: FormFields) =>
	Object.fromEntries(
		Object.entries(fields).flatMap(([name, value]) => {
			if (value instanceof Uint8Array || /password/i.test(name)) return [];
			if (typeof value === 'string' && shownAgain(value) === undefined) return [];
			return [[marked(name), typeof value === 'string' ? marked(value) : value.map(marked)]];
		}),
	) as Record<string, string | string[]>;

/** Says that a text does not come back and must be given again. */
const notShown = (fields: FormFields, locale: App.Locals['locale']): Problem[] =>
	Object.values(fields).some((value) => typeof value === 'string' && shownAgain(value) === undefined)
		? [{ text: problemText('platform.not-shown-again', {}, locale) }]
		: [];

/** What a form carries by itself, beside what somebody writes or chooses. */
const CARRIED = ['key', 'form', 'writer', 'draft', 'next'];
const ID = /^[0-9a-z]{26}$/;

/** Whether somebody wrote or chose something and all of it comes back: a password, a file, a text too long to show do not. */
function isKept(fields: FormFields, shown: RefusedForm['values']): boolean {
	const written = Object.entries(fields).filter(([, value]) =>
		[value].flat().some((one) => typeof one === 'string' && /\p{L}/u.test(one) && !ID.test(one)),
	);
	return (
		Object.keys(fields).every((name) => marked(name) in shown) &&
		written.some(([name]) => !CARRIED.includes(name))
	);
}

/** A form given back: what is wrong, by which kind of refusal, and what was typed. */
export function refusedWith(
	status: number,
	problems: Problem[],
	fields: FormFields,
	locale: App.Locals['locale'],
	more: Partial<RefusedForm> = {},
): ActionFailure<RefusedForm> {
	const values = typed(fields);
	const obstacle = obstacleOf(status);
	return fail(status, {
		problems: [...problems, ...notShown(fields, locale)],
		values,
		...(obstacle && { obstacle }),
		...(isKept(fields, values) && { kept: true as const }),
		...more,
	});
}
