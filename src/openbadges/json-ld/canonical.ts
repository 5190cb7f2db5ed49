import type { Dataset } from 'jsonld';
import rdf from 'rdf-canonize';
import { bundledLoader, loaderWith } from '../contexts.ts';
import type { JsonObject } from '../json.ts';
import { rememberingResolver } from './jsonld-speed.ts';

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

/** What may differ from one canonicalization to another. */
export interface CanonicalHow {
	/** JSON-LD contexts beside the bundled ones. */
	readonly contexts?: ReadonlyMap<string, JsonObject> | undefined;
	/** The hash inside RDFC-1.0; SHA-256 unless a suite says otherwise. */
	readonly digest?: 'sha256' | 'sha384' | undefined;
}

/** The quads of a document, in JSON-LD safe mode. Throws `CanonicalFault`. */
export async function datasetOf(document: JsonObject, how: CanonicalHow = {}): Promise<Dataset> {
	const documentLoader = loaderWith(how.contexts);
	// Loaded with the first document: it is a fifth of a start, and most processes sign and verify nothing.
	const { default: jsonld } = await import('jsonld');
	try {
		return await jsonld.toRDF(document, {
			base: null,
			safe: true,
			rdfDirection: 'i18n-datatype',
			produceGeneralizedRdf: false,
			documentLoader,
			contextResolver: rememberingResolver(documentLoader, how.contexts ?? bundledLoader),
		});
	} catch (error) {
		throw new CanonicalFault('undefined-terms', termOf(error));
	}
}

/** Milliseconds of processor that canonicalizing a badge may take, some hundred times what it needs. */
const MOST_CPU_MS = 2_000;

/** Stops what has used too much of the processor. The clock would call an honest badge too complex on a busy machine. */
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

/** The canonical N-Quads (RDFC-1.0) of quads. Throws `CanonicalFault`. */
export async function canonicalDataset(
	dataset: readonly object[],
	digest: CanonicalHow['digest'] = 'sha256',
): Promise<string> {
	try {
		return await rdf.canonize(dataset, {
			algorithm: 'RDFC-1.0',
			format: 'application/n-quads',
			messageDigestAlgorithm: digest,
			// Graphs made to exhaust the algorithm are stopped; a badge needs no more than this.
			maxWorkFactor: 1,
			signal: withinReason(),
		});
	} catch {
		throw new CanonicalFault('too-complex');
	}
}

/**
 * The canonical N-Quads (RDFC-1.0) of a document, in JSON-LD safe mode: what no context defines stops it, instead of
 * being left out of what is signed. Throws `CanonicalFault`.
 */
export async function canonicalNQuads(document: JsonObject, how: CanonicalHow = {}): Promise<string> {
	return canonicalDataset(await datasetOf(document, how), how.digest);
}
