import type { Browser, BrowserContext, BrowserContextOptions } from '@playwright/test';
import type { Visitor } from './visitor.ts';
import type { Locale } from './words.ts';

/** Opens a fresh browser context with the session of a visitor, a language, and an empty cache. */
export async function browserOf(
	browser: Browser,
	visitor: Visitor,
	locale: Locale,
	options: BrowserContextOptions = {},
): Promise<BrowserContext> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
	// A `__Host-` cookie can only be set from https; Chromium then sends it to localhost over http too.
	const url = visitor.origin.replace('http:', 'https:');
	const cookies = visitor
		.cookie()
		.split('; ')
		.filter((line) => line.startsWith('__Host-'))
		.map((line) => {
			const [name = '', value = ''] = line.split('=');
			return { name, value, url, secure: true, httpOnly: true, sameSite: 'Lax' as const };
		});
	await context.addCookies([...cookies, { name: 'lang', value: locale, url: visitor.origin }]);
	return context;
}
