import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { m } from '#messages';
import ExampleBadge from './ExampleBadge.svelte';

test('the example of a badge says its name, who decided and its verdict; its picture waits and moves nothing', () => {
	const { body } = render(ExampleBadge, {
		props: { id: 'practice-collaboration', name: 'Pratique · Collaboration' },
	});
	expect(body.split('Pratique · Collaboration')).toHaveLength(2);
	for (const text of [m.home_example(), m.home_example_decided(), m.home_example_valid()])
		expect(body).toContain(text);
	expect([...body.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
		'/badges/practice-collaboration',
		'/verify',
	]);
	const [image = ''] = body.match(/<img[^>]*>/) ?? [];
	for (const part of ['alt=""', 'width="136"', 'height="136"', 'loading="lazy"'])
		expect(image).toContain(part);
});
