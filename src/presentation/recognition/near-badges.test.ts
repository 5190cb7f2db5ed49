import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import NearBadges from './NearBadges.svelte';

const badges = (['practice', 'exploration'] as const).map((kind) => ({
	...{ id: `${kind}-communication`, kind, number: 6, name: `${kind} · Communication` },
	missing: `À faire : ${kind}.`,
}));

test('what one could have next is an outline, with its name once; the kinds differ by more than words', () => {
	const { body } = render(NearBadges, { props: { badges } });
	expect(body).not.toContain('<img');
	const drawings = body.match(/<svg.*?<\/svg>/gs)!;
	expect(drawings).toHaveLength(2);
	for (const one of drawings) {
		expect(one).toContain('data-dimension="6"');
		expect(one).toContain('aria-hidden="true"');
		expect(one).toMatch(/<text[^>]*>6<\/text>/);
	}
	expect(drawings.map((one) => one.match(/<circle/g)!.length)).toEqual([3, 2]);
	for (const { id, name, missing } of badges) {
		expect(body.split(name)).toHaveLength(2);
		expect(body).toContain(`href="/recognition/${id}"`);
		expect(body).toContain(missing);
	}
});
