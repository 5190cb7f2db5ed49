import type { DidDocument, IssuerKey, IssuerTokenKey } from '../keys/did.ts';
import type { JsonObject } from '../json.ts';
import type { FetchDocument } from '../legacy/documents.ts';
import type { UnreadableReason } from '../reasons.ts';

/** It could not be consulted this time, this caller consults no such source, or what stands there is too large for it. */
interface Unknown {
	readonly kind: 'unknown';
	readonly why: 'unreachable' | 'not-supported' | 'too-large';
}

/** What is known of an issuer's public document. */
export type IssuerAnswer =
	/** The document; `keys` when the caller keeps the windows of use of the issuer's keys: the issuer is then its own. */
	| {
			readonly kind: 'found';
			readonly document: DidDocument | JsonObject;
			readonly keys?: readonly (IssuerKey | IssuerTokenKey)[];
			/** Where it stands in the end, if redirects were followed: on another site it says nothing of this issuer. */
			readonly address?: string;
	  }
	/** The place that would hold it answers that there is none. */
	| { readonly kind: 'absent' }
	| Unknown;

/** An issuer's document as its site gave it: the engine reads it, wherever it runs. One that cannot be read is no answer. */
export interface IssuerText {
	readonly kind: 'text';
	readonly text: string;
	readonly address?: string;
}

/** What a source gives of an issuer. */
export type IssuerGiven = IssuerAnswer | IssuerText;

/** What is known of a status list. */
export type StatusAnswer =
	/** The list's credential: a parsed object, its JSON text, or a token. */
	| {
			readonly kind: 'found';
			readonly credential: JsonObject | string;
			/** Where it stands in the end, if redirects were followed. */
			readonly address?: string;
	  }
	| { readonly kind: 'absent' }
	| Unknown;

/** Whether an issuer stands in a register. */
export type KnownIssuer =
	/** One of the issuers of the very site that verifies. */
	| { readonly kind: 'this-site' }
	| { readonly kind: 'listed'; readonly register: string }
	| { readonly kind: 'removed'; readonly register: string }
	| { readonly kind: 'unlisted' }
	| { readonly kind: 'unknown' };

/** What stands at an address that was given in place of a badge; `unread` says why nothing of it can be used. */
export type FetchedBadge =
	| {
			readonly kind: 'found';
			readonly bytes: Uint8Array;
			/** Where it stands in the end, if redirects were followed. */
			readonly address?: string;
	  }
	/** 404. */
	| { readonly kind: 'absent' }
	/** 410: its issuer took it away. */
	| { readonly kind: 'gone' }
	| { readonly kind: 'unread'; readonly reason: UnreadableReason };

/** Where documents come from. */
export interface Sources {
	/**
	 * The document of an issuer by its id (did:web or https; did:key and did:jwk never ask); one that throws counts as
	 * unreachable.
	 */
	readonly resolveIssuer: (id: string) => IssuerGiven | Promise<IssuerGiven>;
	/** A status list by its address; one that throws counts as unreachable. */
	readonly statusSource: (url: string) => StatusAnswer | Promise<StatusAnswer>;
	/** Any other document by its address (a JWK, a newer copy, a badge before 3.0); without it, none is consulted. */
	readonly fetchDocument?: FetchDocument;
}

/** What a verification is given from outside. */
export interface VerifyOptions extends Sources {
	/** The instant at which the badge is judged. */
	readonly now: Date;
	/** The sources for endorsements, where the caller counts them apart; the others without it. */
	readonly endorsementSources?: Sources;
	/**
	 * What stands at an address given in place of a badge (a file, a token, a picture, an assertion before 3.0); asked
	 * once, never for an address found there. Without it an address is `is-address`; one that throws gave no answer.
	 */
	readonly fetchBadge?: (address: string) => FetchedBadge | Promise<FetchedBadge>;
	/** Registers of issuers; without it, the step « register » is skipped. */
	readonly knownIssuers?: (id: string) => KnownIssuer | Promise<KnownIssuer>;
	/**
	 * The `validFrom` of the copy of an issuer's badge that the caller keeps: the issuer signed that badge anew (OB 3.0,
	 * Equality). Asked only of a badge that a key of that issuer signed, `trusted` unless the key was withdrawn since: it
	 * tells that a badge exists.
	 */
	readonly currentCopy?: (held: {
		readonly credential: JsonObject;
		readonly trusted: boolean;
	}) => string | undefined | Promise<string | undefined>;
	/** An e-mail typed by the person who verifies; compared, never kept in the report. */
	readonly recipient?: string;
	/** JSON-LD contexts by address, beside the bundled ones: for test vectors, never for what comes from the network. */
	readonly contexts?: ReadonlyMap<string, JsonObject>;
}
