/** Why nothing was brought back; a closed list, and never a word of what a remote site said. */
export type FetchRefusal =
	/** The operator lets nothing out. */
	| 'outbound-off'
	/** An address that is never asked: its scheme, port, length, credentials or bare numeric address. */
	| 'address'
	/** Our own host: its documents are read from the database. */
	| 'own-host'
	/** The name leads inside a network. */
	| 'inside'
	/** No such name, nobody listens, a broken connection, or a certificate that does not hold. */
	| 'no-answer'
	| 'too-slow'
	| 'too-large'
	/** Compressed, although asked not to be, in a way that is not read. */
	| 'compressed'
	/** A Web page, for people. */
	| 'page'
	/** Neither text, JSON nor a picture. */
	| 'content-type'
	/** More than three, in a circle, or from https to http. */
	| 'redirects'
	/** Too much is being asked at the same time, by this visitor or by all. */
	| 'busy'
	/** That host failed several times in a row and is left alone for a while. */
	| 'resting';

/** What an address answered. */
export type Fetched =
	| {
			readonly kind: 'found';
			/** Never that of a redirect. */
			readonly status: number;
			readonly bytes: Uint8Array;
			/** The media type alone, lower case; empty when none was said. */
			readonly contentType: string;
			/** Its final address, after redirects. */
			readonly address?: string;
	  }
	| { readonly kind: 'refused'; readonly why: FetchRefusal };

/** What is asked for, and for whom. */
export interface Ask {
	/** A picture may be larger than a document. */
	readonly accept: 'document' | 'document-or-picture';
	/** Who asks, for the limit of simultaneous requests; kept as a keyed hash, in memory, while it lasts. */
	readonly visitor?: string | undefined;
	/** Ends the request when what it serves has no time left. */
	readonly signal?: AbortSignal | undefined;
	/** A document that may be at a plain http address, if the operator allows those. */
	readonly plainHttp?: boolean | undefined;
}

/** Fetches the document at a public address. Never throws. */
export type FetchDocument = (url: string, ask: Ask) => Promise<Fetched>;
