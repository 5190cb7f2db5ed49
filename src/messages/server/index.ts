import { m } from '../compiled/messages.js';
import { paraglideMiddleware } from '../compiled/server.js';

type Locale = 'fr' | 'en';
type Params = Record<string, string | number>;
type Message = (params?: Params, options?: { locale?: Locale }) => string;

/** Answers a request with every message in the language its cookie asks for (French without one). */
export const runInLocale = (request: Request, answer: (locale: Locale) => Promise<Response>) =>
	paraglideMiddleware(request, ({ locale }) => answer(locale));

const problems = m as unknown as Record<string, Message | undefined>;

/** The message key of a refusal's code: `training.date-in-future` → `problem_training_date_in_future`. */
export const problemKey = (code: string) => `problem_${code.replace(/[.-]/g, '_')}`;

/** True when a sentence exists for a refusal's code. */
export const hasProblemText = (code: string) => problems[problemKey(code)] !== undefined;

/** The sentence a person reads for a refusal's code, in the language of the request or the one given. */
export function problemText(code: string, params: Params = {}, locale?: Locale): string {
	const message = problems[problemKey(code)] ?? problems['problem_generic'];
	return message?.(params, locale ? { locale } : {}) ?? code;
}
