/**
 * Why a document was not fetched: a closed list of codes, so that no text of a remote site reaches a reader.
 */
export type FetchRefusal =
	/** The operator allows no outgoing requests. */
	| 'outbound-off'
	/** The address may not be requested, because of its scheme, port, length, credentials or numeric host. */
	| 'address'
	/** The service's own host: its documents are read from the database. */
	| 'own-host'
	/** The name resolves to a private address. */
	| 'inside'
	/** No such name, no server, a broken connection or an invalid certificate. */
	| 'no-answer'
	| 'too-slow'
	| 'too-large'
	/** Compressed in an unsupported coding, although none was requested. */
	| 'compressed'
	/** An HTML page. */
	| 'page'
	/** Neither text, JSON nor a picture. */
	| 'content-type'
	/** More than three redirects, a loop, or one from https to http. */
	| 'redirects'
	/** Too many requests at the same time, by this visitor or in all. */
	| 'busy'
	/** The host failed several times in a row, and is not contacted for a while. */
	| 'resting';

/** The result of fetching an address: a response, or the reason why there is none. */
export type FetchResult =
	| {
			readonly kind: 'found';
			/** HTTP status of the final response, never that of a redirect. */
			readonly status: number;
			readonly bytes: Uint8Array;
			/** Media type of the response without parameters, lower case; empty when missing. */
			readonly contentType: string;
			/** Address of the response, after redirects. */
			readonly address?: string;
	  }
	| { readonly kind: 'refused'; readonly why: FetchRefusal };

/** Options of fetching a document. */
export interface FetchOptions {
	/** The kinds of content accepted; `document-or-picture` also has a higher size limit. */
	readonly accept: 'document' | 'document-or-picture';
	/**
	 * Network address of the visitor, for the limit of simultaneous requests; only a keyed hash is kept, in
	 * memory, during the request.
	 */
	readonly visitor?: string | undefined;
	/** Aborts the request, for example when its caller has no time left. */
	readonly signal?: AbortSignal | undefined;
	/**
	 * True if a plain http address is accepted too, provided that the operator's settings allow plain http.
	 */
	readonly plainHttp?: boolean | undefined;
}

/**
 * Fetches the document at a public address. Never throws: a failure is returned as `refused`, with its
 * reason.
 */
export type FetchFromPublicAddress = (url: string, ask: FetchOptions) => Promise<FetchResult>;
