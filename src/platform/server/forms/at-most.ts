import { z } from 'zod';
import { characterCount } from '../../text.ts';

/**
 * Zod check that a text has at most `most` characters, as people count them (`characterCount`). Use it in
 * place of `.max`, which counts UTF-16 units. `code` is the code of the refusal. Also sets the schema's
 * `maxLength` to `most`.
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
