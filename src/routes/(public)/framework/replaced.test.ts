import { expect, test } from 'vitest';
import { load } from './[version]/+layout.server.ts';

const page = async (version: string, locale: 'fr' | 'en') => {
	const locals = { locale, world: { newId: () => 'key' }, drafts: { ofPage: () => Promise.resolve([]) } };
	const event = { params: { version }, locals, url: new URL(`http://localhost/framework/${version}`) };
	const { replacedIn, elements, ours } = (await load(event as never)) as Record<string, unknown>;
	return { replacedIn, elements, ours };
};

test('the version of 2019 says that it was replaced, and how many of its elements we wrote ourselves', async () => {
	expect(await page('crcn-2019', 'fr')).toEqual({ replacedIn: 2025, elements: 50, ours: 20 });
	expect(await page('crcn-2019', 'en')).toEqual({ replacedIn: 2025, elements: 50, ours: 50 });
	expect(await page('crcn-2025', 'fr')).toMatchObject({ replacedIn: null, elements: 54 });
});
