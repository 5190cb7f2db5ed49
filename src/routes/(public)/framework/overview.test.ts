import { expect, test } from 'vitest';
import { CURRENT_VERSION, dimensionAddress } from '#framework';
import { allFrameworks, framework } from '#framework/server';
import { pageOf } from '#tests/rendered-page';
import Overview from './+page.svelte';
import Version from './[version]/+page.svelte';

const current = framework(CURRENT_VERSION);
const bodyOf = (Page: unknown, data: object) => pageOf(Page as never, { data }).body;

test('the first page of the framework names each dimension beside its petal, and leads to it', () => {
	const body = bodyOf(Overview, { current, frameworks: allFrameworks(), comparisons: [] });
	const [, names = ''] = /<ol role="list"[^>]*>([^]*?)<\/ol>/.exec(body) ?? [];
	expect(names.match(/<a /g)).toHaveLength(12);
	for (const { slug, number, short } of current.dimensions) {
		expect(names).toContain(`href="${dimensionAddress(CURRENT_VERSION, slug)}"`);
		expect(names).toContain(`${number}. ${short.fr}`);
	}
	expect(body).toContain(`aria-label="Les douze dimensions, version de ${current.year}"`);
	// The drawing has the same links for a pointer only: nothing is read or reached twice.
	expect(body).toMatch(/<svg[^>]*aria-hidden="true"/);
});

test('the page of a version lists the dimensions once for whoever reads or tabs', () => {
	const data = { framework: current, others: [], added: [], earlier: null, packages: { fr: '/x', en: '/y' } };
	const reached = [...bodyOf(Version, data).matchAll(/<a [^>]*href="([^"]*)"[^>]*>/g)]
		.filter(([link]) => !link.includes('tabindex="-1"'))
		.map(([, href]) => href);
	for (const { slug } of current.dimensions)
		expect(reached.filter((href) => href === dimensionAddress(CURRENT_VERSION, slug))).toHaveLength(1);
});
