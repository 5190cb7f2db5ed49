import { type ActionFailure, fail } from '@sveltejs/kit';
import { problemText } from '#messages/server';
import { replaceUnstorable } from '#platform';
import type { FormFields } from '#platform/server';
import { type Obstacle, obstacleOf } from '#ui/form-state.ts';
import type { FirstSubmission } from './first-submission.ts';

/** A problem with a sent form, as a sentence shown next to the field that caused it, if any. */
export interface Problem {
	field?: string;
	text: string;
	/** Path of the page that says more about the problem. */
	href?: string;
}

/** What a page receives when its form was refused: the problems, and everything that was typed. */
export interface RefusedForm {
	problems: Problem[];
	values: Record<string, string | string[]>;
	/** Set when the person has nothing to correct, because the reason is outside the form. */
	obstacle?: Obstacle;
	/** Set when the person typed something and the page shows all of it again. */
	kept?: true;
	/** What was already recorded, when the same form had been sent before with other content. */
	first?: FirstSubmission;
	/** A new form key, under which the form may be sent again as a separate one. */
	freshKey?: string;
}

/**
 * Longest text, in characters, that a page shows again after a refusal: rendering one of megabytes would keep
 * every other request waiting.
 */
const LONGEST_SHOWN = 200_000;

/**
 * Returns a typed text if it is short enough for a page to show it again after a refusal (200,000
 * characters); otherwise undefined.
 */
export const textIfShortEnough = (text: string): string | undefined =>
	text.length > LONGEST_SHOWN ? undefined : text;

/**
 * The values that a person typed, for the page to show again after a refusal: without passwords, files and
 * texts too long to show, and with U+FFFD for characters that cannot be stored.
 */
export const valuesToShowAgain = (fields: FormFields) =>
	Object.fromEntries(
		Object.entries(fields).flatMap(([name, value]) => {
			if (value instanceof Uint8Array || /password/i.test(name)) return [];
			if (typeof value === 'string' && textIfShortEnough(value) === undefined) return [];
			return [
				[
					replaceUnstorable(name),
					typeof value === 'string' ? replaceUnstorable(value) : value.map(replaceUnstorable),
				],
			];
		}),
	) as Record<string, string | string[]>;

/**
 * The problem to report when a typed text is too long to be shown again and so must be typed again; none
 * otherwise.
 */
const notShown = (fields: FormFields, locale: App.Locals['locale']): Problem[] =>
	Object.values(fields).some((value) => typeof value === 'string' && textIfShortEnough(value) === undefined)
		? [{ text: problemText('platform.not-shown-again', {}, locale) }]
		: [];

/** Form fields that the page fills in, not written or chosen by a person. */
const CARRIED = ['key', 'form', 'writer', 'draft', 'next', 'shown', 'acting'];
const ID = /^[0-9a-z]{26}$/;

/**
 * Whether the person wrote or chose something and the page shows all of it again; passwords, files and texts
 * too long to show do not come back.
 */
function isKept(fields: FormFields, shown: RefusedForm['values']): boolean {
	const written = Object.entries(fields).filter(([, value]) =>
		[value].flat().some((one) => typeof one === 'string' && /\p{L}/u.test(one) && !ID.test(one)),
	);
	return (
		Object.keys(fields).every((name) => replaceUnstorable(name) in shown) &&
		written.some(([name]) => !CARRIED.includes(name))
	);
}

/**
 * Makes the failure that a form action returns: the problems, what was typed, and the kind of obstacle that
 * the status means.
 */
export function refusedFormFailure(
	status: number,
	problems: Problem[],
	fields: FormFields,
	locale: App.Locals['locale'],
	more: Partial<RefusedForm> = {},
): ActionFailure<RefusedForm> {
	const values = valuesToShowAgain(fields);
	const obstacle = obstacleOf(status);
	return fail(status, {
		problems: [...problems, ...notShown(fields, locale)],
		values,
		...(obstacle && { obstacle }),
		...(isKept(fields, values) && { kept: true as const }),
		...more,
	});
}
