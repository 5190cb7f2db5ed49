import fc from 'fast-check';
import ours from 'jsonld';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { loadBundledContext } from '../contexts.ts';
import { cases, outcomes, stockLibrary } from './jsonld-speed.fixture.ts';
import { badge, issued, statusList, VALUES } from '../worked-example.fixture.ts';

// To run more cases: EQUALITY_RUNS=20000.
const RUNS = Number(process.env['EQUALITY_RUNS'] ?? 200);

async function compare(documents: readonly object[], loader: (url: string) => object) {
	const same: string[] = [];
	for await (const { expected, found } of outcomes(documents, loader)) {
		expect(found).toBe(expected);
		same.push(found);
	}
	return same;
}

test('stock is another instance', () => {
	expect(stockLibrary()).not.toBe(ours);
});

test('our own badges, signed and not, give the same quads as with the stock library', async () => {
	const options = fc.record({
		language: fc.constantFrom('fr', 'en'),
		description: fc.option(fc.string(), { nil: undefined }),
		image: fc.option(fc.constant({ url: 'https://macaron.example/i.png', caption: 'Été' }), {
			nil: undefined,
		}),
		validUntil: fc.option(fc.constant(new Date('2030-01-01')), { nil: undefined }),
		basis: fc.subarray([...(VALUES.basis ?? [])]),
		evidence: fc.subarray([...(VALUES.evidence ?? [])]),
		status: fc.option(fc.constant(VALUES.status), { nil: undefined }),
	});
	const unsigned = fc.sample(options, 40).map((values) => badge(values));
	const same = await compare([...unsigned, await issued(), await statusList()], loadBundledContext);
	expect(same.every((one) => one.length > 1_000 && !one.startsWith('refused'))).toBe(true);
});

test('generated documents give the same quads, or the same refusal, as with the stock library', async () => {
	await always(
		{ refused: 4 * RUNS, quads: RUNS },
		(met) =>
			fc.asyncProperty(cases, async ({ remote, documents }) => {
				const loader = (url: string) => {
					const found = /^https:\/\/c\.example\/(\d)$/.exec(url);
					if (!found) throw new Error(`no such context: ${url}`);
					const document = structuredClone({ '@context': remote[Number(found[1])] });
					return { contextUrl: null, documentUrl: url, document };
				};
				for (const one of await compare(documents, loader)) {
					if (one !== '[]') met(one.startsWith('refused') ? 'refused' : 'quads');
				}
			}),
		{ numRuns: RUNS },
	);
}, 3_600_000);

test('leave to override protected terms, given to a property, is not given to a context met later', async () => {
	const other = { p: 'https://x.example/2' };
	const context = {
		'@version': 1.1,
		p: { '@id': 'https://x.example/1', '@protected': true },
		q: { '@id': 'https://x.example/q', '@context': other },
		r: 'https://x.example/r',
		T: { '@id': 'https://x.example/T', '@context': { s: 'https://x.example/s' } },
	};
	const inner = { '@context': other, p: 'b' };
	const root = { '@context': context, '@type': 'T' };
	const [allowed, refused] = await compare(
		[
			{ ...root, q: { p: 'a' } },
			{ ...root, q: { p: 'a' }, r: inner },
		],
		loadBundledContext,
	);
	expect(allowed).toContain('https://x.example/2');
	expect(refused).toContain('protected term redefinition');
});
