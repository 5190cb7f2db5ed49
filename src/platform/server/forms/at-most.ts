import { z } from 'zod';
import { characterCount } from '../../text.ts';

/**
 * Zod check that a text has at most `most` characters, as people count them (`characterCount`), in place of
 * `.max`, which counts the units of UTF-16; `code` is that of the refusal. The schema's `maxLength` is `most`.
 */
export function atMost(most: number, code: string) {
	const check = z.check<string>((context) => {
		if (characterCount(context.value) > most)
			context.issues.push({ code: 'custom', message: code, input: context.value });
	});
	check._zod.onattach.push((schema) => {
		schema._zod.bag['maximum'] = most;
	});
	return check;
}
