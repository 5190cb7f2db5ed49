import type { Dataset } from 'jsonld';
import rdf from 'rdf-canonize';
import { loadBundledContext, contextLoaderWith } from '../contexts.ts';
import type { JsonObject } from '../json.ts';
import { cachingContextResolver } from './jsonld-speed.ts';

/**
 * Thrown when a JSON-LD document cannot be canonicalized: no context defines one of its terms, or it takes
 * too much work.
 */
export class CanonicalFault extends Error {
	readonly reason: 'undefined-terms' | 'too-complex';
	/** The term or value that no context defines; empty if it is not known. */
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

/** Options for canonicalizing a document. */
export interface CanonicalizationOptions {
	/** JSON-LD contexts by address, in addition to the bundled ones. */
	readonly contexts?: ReadonlyMap<string, JsonObject> | undefined;
	/** The hash algorithm used inside RDFC-1.0; SHA-256 by default. */
	readonly digest?: 'sha256' | 'sha384' | undefined;
}

/**
 * Converts a document to RDF quads, in JSON-LD safe mode. Throws `CanonicalFault` (`undefined-terms`) for a
 * term that no context defines, and for any other document that jsonld refuses.
 */
export async function datasetOf(document: JsonObject, how: CanonicalizationOptions = {}): Promise<Dataset> {
	const documentLoader = contextLoaderWith(how.contexts);
	// jsonld is imported only when the first document needs it: importing it takes a fifth of the start-up
	// time, and most processes sign and verify nothing.
	const { default: jsonld } = await import('jsonld');
	try {
		return await jsonld.toRDF(document, {
			base: null,
			safe: true,
			rdfDirection: 'i18n-datatype',
			produceGeneralizedRdf: false,
			documentLoader,
			contextResolver: cachingContextResolver(documentLoader, how.contexts ?? loadBundledContext),
		});
	} catch (error) {
		throw new CanonicalFault('undefined-terms', termOf(error));
	}
}

/**
 * Most CPU time that canonicalizing a document may take, in milliseconds: some hundred times what a badge
 * needs.
 */
const MOST_CPU_MS = 2_000;

/**
 * An abort signal for rdf-canonize, set once the thread has used `MOST_CPU_MS` of CPU time. Measuring elapsed
 * time would reject honest badges on a busy machine.
 */
function withinReason(): Pick<AbortSignal, 'aborted' | 'reason'> {
	const before = process.threadCpuUsage();
	return {
		get aborted() {
			const { user, system } = process.threadCpuUsage(before);
			return user + system > MOST_CPU_MS * 1_000;
		},
		reason: 'too-complex',
	};
}

/**
 * The canonical N-Quads (RDFC-1.0) of a list of quads. Throws `CanonicalFault` if this takes too much work.
 */
export async function canonicalizeDataset(
	dataset: readonly object[],
	digest: CanonicalizationOptions['digest'] = 'sha256',
): Promise<string> {
	try {
		return await rdf.canonize(dataset, {
			algorithm: 'RDFC-1.0',
			format: 'application/n-quads',
			messageDigestAlgorithm: digest,
			// Limits the work on graphs made to exhaust the algorithm; a badge needs no more than this.
			maxWorkFactor: 1,
			signal: withinReason(),
		});
	} catch {
		throw new CanonicalFault('too-complex');
	}
}

/**
 * The canonical N-Quads (RDFC-1.0) of a document, in JSON-LD safe mode. Throws `CanonicalFault` if this takes
 * too much work, and for a term that no context defines: without safe mode, the term would be left out of
 * what is signed.
 */
export async function canonicalNQuads(
	document: JsonObject,
	how: CanonicalizationOptions = {},
): Promise<string> {
	return canonicalizeDataset(await datasetOf(document, how), how.digest);
}
