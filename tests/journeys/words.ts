import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export type Locale = 'fr' | 'en';

const messages = resolve(import.meta.dirname, '../../src/messages');

const all = (locale: Locale): Record<string, string> =>
	Object.assign(
		{},
		...readdirSync(join(messages, locale)).map(
			(file) => JSON.parse(readFileSync(join(messages, locale, file), 'utf8')) as object,
		),
	);
const catalogues = { fr: all('fr'), en: all('en') };

/**
 * Returns the interface's text for a message key, from the real message files; throws if the key is missing.
 */
export function word(locale: Locale, key: string, params: Record<string, string | number> = {}): string {
	const text = catalogues[locale][key];
	if (text === undefined) throw new Error(`No message ${key} in ${locale}.`);
	return text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}
