import type { DidDocument, IssuerKey, IssuerTokenKey } from '../keys/did.ts';
import type { JsonObject } from '../json.ts';
import type { FetchDocument, UnknownDocument } from '../legacy/documents.ts';
import type { ReceiveFailureReason } from '../reasons.ts';

/** Why a source gives no answer (`UnknownDocument`). */
type Unknown = UnknownDocument;

/** What is known of an issuer's public document: the document, that there is none, or nothing. */
export type IssuerDocumentAnswer =
	/**
	 * The issuer's document. `keys` only if the caller keeps the issuer's keys and their periods, as it does
	 * for its own issuers.
	 */
	| {
			readonly kind: 'found';
			readonly document: DidDocument | JsonObject;
			readonly keys?: readonly (IssuerKey | IssuerTokenKey)[];
			/** The final address, if redirects were followed: a document on another site does not count. */
			readonly address?: string;
	  }
	/** The issuer's site answers that there is no such document. */
	| { readonly kind: 'absent' }
	| Unknown;

/**
 * An issuer's document as its site served it, to be parsed by the engine on its own thread. If it cannot be
 * parsed, it counts as unreachable.
 */
export interface UnparsedIssuerDocument {
	readonly kind: 'text';
	readonly text: string;
	readonly address?: string;
}

/** The result of `resolveIssuer`: an issuer's document, parsed or as text, or why there is none. */
export type ResolvedIssuer = IssuerDocumentAnswer | UnparsedIssuerDocument;

/** The result of `statusSource`: the credential of a status list, or why there is none. */
export type StatusAnswer =
	/** The credential of the list: a parsed object, its JSON text, or a token. */
	| {
			readonly kind: 'found';
			readonly credential: JsonObject | string;
			/** The final address of the list, if redirects were followed. */
			readonly address?: string;
	  }
	| { readonly kind: 'absent' }
	| Unknown;

/** Whether a register of issuers that the caller trusts lists an issuer. */
export type RegisterAnswer =
	/** The issuer belongs to the very site that verifies. */
	| { readonly kind: 'this-site' }
	| { readonly kind: 'listed'; readonly register: string }
	| { readonly kind: 'removed'; readonly register: string }
	| { readonly kind: 'unlisted' }
	| { readonly kind: 'unknown' };

/**
 * The result of `fetchBadge`: what is served at the address of a badge; `unread` gives the reason why it
 * cannot be used.
 */
export type FetchedBadge =
	| {
			readonly kind: 'found';
			readonly bytes: Uint8Array;
			/** The final address of the badge, if redirects were followed. */
			readonly address?: string;
	  }
	/** HTTP status 404: nothing is served there. */
	| { readonly kind: 'absent' }
	/** HTTP status 410: the issuer took the badge back. */
	| { readonly kind: 'gone' }
	| { readonly kind: 'unread'; readonly reason: ReceiveFailureReason };

/** The functions from which a verification gets documents: the engine itself fetches nothing. */
export interface DocumentSources {
	/**
	 * Gets the document of an issuer by its id (did:web or https; never called for did:key and did:jwk). If
	 * it throws, the issuer counts as unreachable.
	 */
	readonly resolveIssuer: (id: string) => ResolvedIssuer | Promise<ResolvedIssuer>;
	/** Gets a status list by its address. If it throws, the list counts as unreachable. */
	readonly statusSource: (url: string) => StatusAnswer | Promise<StatusAnswer>;
	/**
	 * Gets any other document by its address (a JWK, a newer copy of a badge, a badge before 3.0). Without
	 * this function, no such document is used.
	 */
	readonly fetchDocument?: FetchDocument;
}

/**
 * The options of a verification: the instant, the sources of documents, and what the caller knows or typed.
 */
export interface VerifyOptions extends DocumentSources {
	/** The instant at which the badge is judged. */
	readonly now: Date;
	/**
	 * Sources for endorsements, if the caller limits them separately; by default, the same sources as for the
	 * badge.
	 */
	readonly endorsementSources?: DocumentSources;
	/**
	 * Gets what is served at an address submitted in place of a badge (a file, a token, a picture, an
	 * assertion before 3.0). Called once, never for an address found in that response. Without it, an address
	 * gives `is-address`; if it throws, `no-answer`.
	 */
	readonly fetchBadge?: (address: string) => FetchedBadge | Promise<FetchedBadge>;
	/** Looks an issuer up in registers; without it, the step « register » is skipped. */
	readonly knownIssuers?: (id: string) => RegisterAnswer | Promise<RegisterAnswer>;
	/**
	 * The `validFrom` of the copy of this badge that the caller stores for the issuer, who may have signed it
	 * again (OB 3.0, Equality). Called only for a badge signed with a key of that issuer, since the answer
	 * reveals that the badge exists; `trusted` is false if that key was revoked since.
	 */
	readonly currentCopy?: (held: {
		readonly credential: JsonObject;
		readonly trusted: boolean;
	}) => string | undefined | Promise<string | undefined>;
	/** The e-mail typed by the person who verifies; compared with the recipient, never kept in the report. */
	readonly recipient?: string;
	/**
	 * JSON-LD contexts by address, in addition to the bundled ones: only for test vectors, never from the
	 * network.
	 */
	readonly contexts?: ReadonlyMap<string, JsonObject>;
}
