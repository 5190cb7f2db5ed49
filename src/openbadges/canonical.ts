import jsonld from 'jsonld';
import rdf from 'rdf-canonize';
import { bundledLoader } from './contexts.ts';
import type { JsonObject } from './json.ts';

/** Why a document has no canonical form. */
export class CanonicalFault extends Error {
	readonly reason: 'undefined-terms' | 'too-complex';
	/** The term or value that nothing defines, where it is known. */
	readonly term: string;
	constructor(reason: 'undefined-terms' | 'too-complex', term = '') {
		super(`${reason}: ${term}`);
		this.reason = reason;
		this.term = term;
	}
}

interface JsonLdError {
	readonly details?: { readonly event?: { readonly details?: Record<string, unknown> } };
}

function termOf(error: unknown): string {
	const details = (error as JsonLdError).details?.event?.details ?? {};
	const named = ['property', 'type', 'id', 'expandedProperty', 'value', 'language'].map(
		(name) => details[name],
	);
	return named.find((value) => typeof value === 'string') ?? '';
}

/**
 * The canonical N-Quads (RDFC-1.0) of a document, in JSON-LD safe mode: what no context defines stops it, instead of
 * being left out of what is signed. Throws `CanonicalFault`.
 */
export async function canonicalNQuads(document: JsonObject): Promise<string> {
	let dataset;
	try {
		dataset = await jsonld.toRDF(document, {
			base: null,
			safe: true,
			rdfDirection: 'i18n-datatype',
			produceGeneralizedRdf: false,
			documentLoader: bundledLoader,
		});
	} catch (error) {
		throw new CanonicalFault('undefined-terms', termOf(error));
	}
	try {
		return await rdf.canonize(dataset, {
			algorithm: 'RDFC-1.0',
			format: 'application/n-quads',
			// Graphs made to exhaust the algorithm are stopped; a badge needs no more than this.
			maxWorkFactor: 1,
			signal: AbortSignal.timeout(2_000),
		});
	} catch {
		throw new CanonicalFault('too-complex');
	}
}
