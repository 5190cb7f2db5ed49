import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { preferredMediaType } from './negotiation.ts';

const OFFERS = ['text/html', 'application/ld+json', 'application/json'] as const;
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

test.each([
	[null, 'text/html'],
	['', 'text/html'],
	['*/*', 'text/html'],
	[BROWSER, 'text/html'],
	['image/png', 'text/html'],
	['not a header at all', 'text/html'],
	['application/ld+json', 'application/ld+json'],
	['application/json', 'application/json'],
	['application/ld+json, application/json', 'application/ld+json'],
	['application/ld+json, */*', 'application/ld+json'],
	['application/*', 'application/ld+json'],
	['text/turtle, application/ld+json;q=0.9, text/html;q=0.5', 'application/ld+json'],
	['application/ld+json;q=0.5, text/html', 'text/html'],
	['text/html;q=0.5, application/ld+json;q=0.4', 'text/html'],
	['text/html;q=0, */*', 'application/ld+json'],
	['text/html;q=0, application/ld+json;q=0, application/json;q=0.1', 'application/json'],
	['*/*;q=0.1, application/json;q=0.2', 'application/json'],
	['APPLICATION/LD+JSON', 'application/ld+json'],
	[
		'application/ld+json;profile="http://www.w3.org/ns/json-ld#flattened, other";q=0.9, text/html;q=0.8',
		'application/ld+json',
	],
	['application/ld+json;q=2, text/html;q=0.1', 'text/html'],
	['application/ld+json, text/html', 'application/ld+json'],
	['text/html, application/ld+json', 'text/html'],
])('%s wants %s', (accept, expected) => {
	expect(preferredMediaType(accept, OFFERS)).toBe(expected);
});

test('whatever is asked, something on offer is given, and never what is refused', () => {
	const weight = fc.constantFrom('', ';q=0', ';q=0.3', ';q=1', ';q=abc');
	const range = fc.constantFrom('*/*', 'text/*', 'text/html', 'application/ld+json', 'application/*', 'a/b');
	const header = fc.array(
		fc.tuple(range, weight).map((both) => both.join('')),
		{ maxLength: 6 },
	);
	always({ 'something allowed': 20, 'nothing allowed': 5 }, (met) =>
		fc.property(header, (parts) => {
			const given = preferredMediaType(parts.join(', '), OFFERS);
			const allowed = OFFERS.filter((offer) => {
				const [kind] = offer.split('/');
				const closest = [offer, `${kind}/*`, '*/*']
					.map((name) => parts.find((part) => part.split(';')[0] === name))
					.find((part) => part !== undefined);
				return closest !== undefined && !/q=(0|abc)$/.test(closest);
			});
			met(allowed.length > 0 ? 'something allowed' : 'nothing allowed');
			expect(allowed.length > 0 ? allowed : ['text/html']).toContain(given);
		}),
	);
});

test('any header at all is answered', () => {
	always({ 'some header': 50 }, (met) =>
		fc.property(fc.string({ unit: 'binary' }), (accept) => {
			met('some header', accept.length > 1);
			return OFFERS.includes(preferredMediaType(accept, OFFERS));
		}),
	);
	expect(preferredMediaType(',;,"', OFFERS)).toBe('text/html');
});
