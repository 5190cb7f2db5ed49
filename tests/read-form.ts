import type { ZodType } from 'zod';

/** What a form gives, or the code of what is wrong with each field. */
export function readForm(form: ZodType, sent: object): unknown {
	const found = form.safeParse(sent);
	if (found.success) return found.data;
	return Object.fromEntries(found.error.issues.map(({ path, message }) => [path.join('.'), message]));
}
