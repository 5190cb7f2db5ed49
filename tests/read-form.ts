import type { ZodType } from 'zod';

/**
 * Parses sent fields with a form's schema; returns the parsed form, or, when it is invalid, the error code of
 * each faulty field.
 */
export function readForm(form: ZodType, sent: object): unknown {
	const found = form.safeParse(sent);
	if (found.success) return found.data;
	return Object.fromEntries(found.error.issues.map(({ path, message }) => [path.join('.'), message]));
}
