import { expect, test } from 'vitest';
import { CURRENT_VERSION } from '#framework';
import { framework } from '#framework/server';
import { pageOf } from '#tests/rendered-page';
import Digcomp from './digcomp/+page.svelte';
import Dimension from './[version]/[dimension]/+page.svelte';
import Element from './[version]/[dimension]/[element]/+page.svelte';
import Levels from './[version]/levels/+page.svelte';
import Level from './[version]/levels/[level]/+page.svelte';
import Version from './[version]/+page.svelte';
import Vocabulary from './vocabulary/+page.svelte';

const current = framework(CURRENT_VERSION);
const bodyOf = (Page: unknown, data: object) => pageOf(Page as never, { data }).body;
const [dimension] = current.dimensions;
const [element] = dimension!.elements;
const [level] = current.levels;
const base = { framework: current, elsewhere: [], previous: undefined, next: undefined, position: 1 };
const learner = { shell: { roles: ['learner'] } };

test.each<[string, unknown, object]>([
	[
		'a version',
		Version,
		{ ...base, added: [], earlier: null, others: [], packages: { fr: '/ims/fr', en: '/ims/en' } },
	],
	['a dimension', Dimension, { ...base, ...learner, dimension, current: true }],
	['an element', Element, { ...base, dimension, element }],
	['the levels', Levels, base],
	['a level', Level, { ...base, level }],
	['DigComp', Digcomp, { version: CURRENT_VERSION, editions: [], sources: [] }],
])('on the page of %s, what is for programs waits behind one line', (_page, Page, data) => {
	const body = bodyOf(Page, data);
	const folded = [...body.matchAll(/<details[^]*?<\/details>/g)].map(([text]) => text).join('');
	const open = body.replace(/<details[^]*?<\/details>/g, '');
	for (const technical of ['JSON-LD', '/ims/', '?format=jsonld', 'CASE'])
		expect(open).not.toContain(technical);
	expect(folded).toContain('?format=jsonld');
	expect(folded).toContain('Renseignements techniques');
});

test('the vocabulary, a page for programs, folds nothing', () => {
	const body = bodyOf(Vocabulary, {
		...{ licence: { address: '/l', name: {}, reach: {} }, documents: '/ims' },
		...{ provenance: [], terms: [], kinds: [] },
	});
	expect(body).toContain('?format=jsonld');
	// Only the list of its sections waits behind a line, on a phone.
	expect(body.replace(/<nav class="side[^]*?<\/nav>/, '')).not.toContain('<details');
});
