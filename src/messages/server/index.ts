import { m } from '../compiled/messages.js';
import { paraglideMiddleware } from '../compiled/server.js';

type Locale = 'fr' | 'en';
type Params = Record<string, string | number>;
type Message = (params?: Params, options?: { locale?: Locale }) => string;

/**
 * Runs the handler of a request so that every message in it is in the language of the request's cookie
 * (French without one).
 */
export const runInLocale = (request: Request, answer: (locale: Locale) => Promise<Response>) =>
	paraglideMiddleware(request, ({ locale }) => answer(locale));

const problems = m as unknown as Record<string, Message | undefined>;

/**
 * Returns the key, in the message files, of the sentence for a refusal's code: `training.date-in-future` →
 * `problem_training_date_in_future`.
 */
export const problemKey = (code: string) => `problem_${code.replace(/[.-]/g, '_')}`;

/**
 * Returns the sentence that a person reads for a refusal's code, in `locale` or else in the language of the
 * request. Returns a general sentence when the code has none of its own.
 */
export function problemText(code: string, params: Params = {}, locale?: Locale): string {
	const message = problems[problemKey(code)] ?? problems['problem_generic'];
	return message?.(params, locale ? { locale } : {}) ?? code;
}
