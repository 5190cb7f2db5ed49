import { pageOf } from '#tests/rendered-page';
import { expect, test } from 'vitest';
import Page from './+page.svelte';

test('says who issues and how to be sure of it before any identifier, which waits behind a line', () => {
	const data = {
		...{ name: 'École des Érables', demonstration: false, slug: 'erables', since: '1 novembre 2026' },
		...{ address: 'https://macaron.example/i/erables', did: 'did:web:macaron.example:i:erables' },
		keys: [{ kid: 'z6MkExemple', tokens: null, state: 'active', since: '1 novembre 2026' }],
	};
	const { body } = pageOf(Page, { data });
	const [open = '', folded = ''] = body.split('<details');
	for (const said of ['École des Érables', 'https://macaron.example/i/erables', 'href="/verify"'])
		expect(open).toContain(said);
	for (const technical of ['did:web', 'z6MkExemple', 'did.json']) {
		expect(open).not.toContain(technical);
		expect(folded).toContain(technical);
	}
});
