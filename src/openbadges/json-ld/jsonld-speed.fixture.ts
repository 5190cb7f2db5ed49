import fc from 'fast-check';
import ours from 'jsonld';
import { createRequire } from 'node:module';
import { cachingContextResolver } from './jsonld-speed.ts';

type Loader = (url: string) => object;
type Library = { toRDF(document: object, options: object): Promise<object> };

/**
 * The jsonld library as published, without our faster contexts, in a new instance that shares nothing with
 * the rest of this process.
 */
export function stockLibrary(): Library {
	const require = createRequire(import.meta.url);
	const ours = Object.keys(require.cache).filter((path) => /[\\/]jsonld[\\/]lib[\\/]/.test(path));
	const kept = ours.map((path) => [path, require.cache[path]] as const);
	for (const path of ours) delete require.cache[path];
	const stock = require('jsonld') as Library;
	for (const [path, module] of kept) require.cache[path] = module;
	return stock;
}

interface Refused {
	readonly message: string;
	readonly details?: {
		readonly code?: string;
		readonly event?: { readonly code?: string; details?: object };
	};
}

/**
 * The quads of a document in order, with the labels of blank nodes, or the complete error message if it has
 * no quads. Documents with equal quads have equal canonical forms.
 */
async function outcome(
	library: Library,
	document: object,
	loader: Loader,
	how: { readonly safe: boolean; readonly fast: boolean },
): Promise<string> {
	const options = {
		base: null,
		safe: how.safe,
		rdfDirection: 'i18n-datatype',
		produceGeneralizedRdf: false,
		documentLoader: async (url: string) => loader(url),
		...(how.fast && { contextResolver: cachingContextResolver(loader, loader) }),
	};
	let dataset;
	try {
		dataset = await library.toRDF(document, options);
	} catch (error) {
		const { message, details } = error as Refused;
		// When a context imports a cached one (`@import`), jsonld reads its own object as a term definition
		// and names the object's first field in the error message. Which field comes first is not
		// significant.
		const said = message.replace(
			/must not contain (?:mappings|inverse)\b/,
			'must not contain a field of jsonld',
		);
		return `refused: ${said} ${details?.code} ${JSON.stringify(details?.event)}`;
	}
	return JSON.stringify(dataset);
}

/**
 * The results of the published jsonld (`expected`) and of ours (`found`) for each document, with and without
 * safe mode, twice: the second time from their caches.
 */
export async function* outcomes(
	documents: readonly object[],
	loader: Loader,
): AsyncGenerator<{ readonly document: object; readonly expected: string; readonly found: string }> {
	// A new instance of the published library each time, without cached documents of other loaders.
	const stock = stockLibrary();
	for (const safe of [true, false]) {
		for (let round = 0; round < 2; round += 1) {
			for (const document of documents) {
				const expected = await outcome(stock, document, loader, { safe, fast: false });
				const found = await outcome(ours, document, loader, { safe, fast: true });
				yield { document, expected, found };
			}
		}
	}
}

const TERMS = ['p', 'q', 'r', 's'];
const TYPES = ['T', 'U', 'V'];
const iri = fc.constantFrom('https://x.example/1', 'https://x.example/2', 'https://x.example/3#');
const flag = fc.boolean();
/** An arbitrary that gives a value once in `times` cases, else undefined. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>, times = 8) =>
	fc.oneof({ weight: times - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const clean = (fields: Record<string, unknown>) =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/**
 * Arbitrary local JSON-LD contexts: nested in terms, scoped to types and properties, protected, not
 * propagating, null, imported, invalid.
 */
function contexts(remote: readonly string[], depth: number): fc.Arbitrary<unknown> {
	const scoped = depth > 0 ? contexts(remote, depth - 1) : fc.constant(undefined);
	const definition = fc.oneof(
		{ weight: 4, arbitrary: iri as fc.Arbitrary<unknown> },
		{ weight: 1, arbitrary: fc.constant(null) },
		{
			weight: 5,
			arbitrary: fc
				.record({
					'@id': iri,
					'@type': rarely(fc.constantFrom('@id', '@vocab', 'https://x.example/type')),
					'@container': rarely(fc.constantFrom('@set', '@list', '@graph', 'wrong')),
					'@protected': rarely(flag),
					'@language': rarely(fc.constantFrom('fr', 'en', null)),
					'@direction': rarely(fc.constantFrom('ltr', 'rtl')),
					'@context': fc.option(scoped, { nil: undefined, freq: 2 }),
				})
				.map(clean),
		},
	);
	const local = fc
		.record({
			'@version': rarely(fc.constant(1.1)),
			// Only `true`: jsonld mistakes `@protected: false` for a cycle of contexts.
			'@protected': rarely(fc.constant(true), 2),
			'@propagate': rarely(flag, 3),
			'@vocab': rarely(fc.constantFrom('https://v.example/', 'https://w.example/'), 3),
			'@language': rarely(fc.constantFrom('fr', 'en')),
			'@direction': rarely(fc.constantFrom('ltr', 'rtl')),
			'@base': rarely(fc.constantFrom('https://b.example/', null)),
			terms: fc.dictionary(fc.constantFrom(...TERMS, ...TYPES), definition, { maxKeys: 5 }),
			id: rarely(fc.constant('@id'), 2),
			'@import': rarely(fc.constantFrom(...remote, undefined), 60),
		})
		.map(({ terms, ...rest }) => clean({ ...rest, ...terms }));
	const one = fc.oneof(
		{ weight: 8, arbitrary: local as fc.Arbitrary<unknown> },
		{ weight: 1, arbitrary: fc.constant(null) },
		{ weight: remote.length, arbitrary: fc.constantFrom(...remote, null) },
	);
	return fc.oneof({ weight: 4, arbitrary: one }, { weight: 1, arbitrary: fc.array(one, { maxLength: 3 }) });
}

function nodes(context: fc.Arbitrary<unknown>, depth: number): fc.Arbitrary<object> {
	const literal = fc.oneof(
		fc.constantFrom<unknown>('a', 'b', 3, true),
		fc.constantFrom(
			{ '@value': 'a', '@language': 'fr' },
			{ '@id': 'https://n.example/1' },
			{ id: 'https://n.example/2' },
		),
	);
	const inner = depth > 0 ? nodes(context, depth - 1) : literal;
	const value = fc.oneof(literal, inner, inner, fc.array(inner as fc.Arbitrary<unknown>, { maxLength: 3 }));
	return fc
		.record({
			'@context': fc.option(context, { nil: undefined, freq: 1 }),
			'@id': rarely(fc.constantFrom('https://n.example/3', '_:b')),
			'@type': fc.option(fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1 }), {
				nil: undefined,
				freq: 3,
			}),
			fields: fc.dictionary(fc.constantFrom(...TERMS), value, { maxKeys: 3 }),
		})
		.map(({ fields, ...rest }) => clean({ ...rest, ...fields }));
}

export interface Case {
	/** The documents that the loader returns for `https://c.example/0`, `/1`… */
	readonly remote: readonly unknown[];
	readonly documents: readonly object[];
}

const ADDRESSES = ['https://c.example/0', 'https://c.example/1'];

/**
 * Arbitrary JSON-LD documents that take their contexts from a small pool, so that the same context occurs in
 * several places.
 */
export const cases: fc.Arbitrary<Case> = fc
	.record({
		// The second remote context may import the first, never itself: jsonld would loop forever.
		remote: fc.tuple(contexts([], 1), contexts(ADDRESSES.slice(0, 1), 1)),
		pool: fc.array(contexts(ADDRESSES, 2), { minLength: 2, maxLength: 4 }),
	})
	.chain(({ remote, pool }) => {
		const context = fc.constantFrom(...pool, ADDRESSES[0]);
		const root = fc.tuple(fc.uniqueArray(context, { minLength: 1, maxLength: 3 }), nodes(context, 3));
		const document = root.map(([first, node]) => ({ ...node, '@context': first.flat() }));
		return fc.record({
			remote: fc.constant(remote),
			documents: fc.array(document, { minLength: 2, maxLength: 3 }),
		});
	});
