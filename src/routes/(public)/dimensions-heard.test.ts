import { expect, test } from 'vitest';
import { framework } from '#framework/server';
import { pageOf } from '#tests/rendered-page';
import Home from './+page.svelte';
import Overview from './framework/+page.svelte';
import Version from './framework/[version]/+page.svelte';

const current = framework('crcn-2019');
const dimensions = current.dimensions.map(({ number, slug, title, short }) => ({
	...{ number, slug, title: title.fr, short: short.fr },
}));
const addresses = dimensions.map(({ slug }) => `/framework/crcn-2019/${slug}`);

/**
 * The addresses of the links that a keyboard or a screen reader reaches: those outside drawings hidden from
 * assistive technologies.
 */
function heard(body: string): readonly string[] {
	const seen = body.replace(/<svg[^>]*aria-hidden="true"[^]*?<\/svg>/g, '');
	return [...seen.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = '']) => href);
}

test('each dimension is one link for assistive technologies, whether the macaron or a list gives it', () => {
	const shell = { person: null, roles: [] };
	const version = { framework: current, added: [], earlier: null, others: [], packages: [] };
	for (const [name, { body }] of [
		['home', pageOf(Home as never, { data: { shell, version: 'crcn-2019', dimensions } })],
		['overview', pageOf(Overview as never, { data: { current, frameworks: [current], comparisons: [] } })],
		['version', pageOf(Version as never, { data: version })],
	] as const)
		expect(
			heard(body).filter((href) => addresses.includes(href)),
			name,
		).toEqual(addresses);
});
