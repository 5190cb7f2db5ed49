import type { Locale } from '#platform';

/**
 * Why a verification requests a document from another site: the document is the badge itself, its issuer's
 * document, its list of revoked badges, another document that the badge needs, or one that an endorsement
 * needs.
 */
export const REQUEST_PURPOSES = ['badge', 'issuer', 'status', 'document', 'endorsement'] as const;

/** A document that a verification is about to request from another site. */
export interface DocumentRequest {
	readonly what: (typeof REQUEST_PURPOSES)[number];
	/** The host of the document's address, shown to the person who waits; never logged. */
	readonly host: string;
}

/** Options of a verification that a visitor or the command asks for; all are optional. */
export interface VisitorVerifyOptions {
	/** The e-mail typed by the person who verifies; compared with the recipient, never stored. */
	readonly recipient?: string;
	/** The visitor's IP address, for the limits and the queues of each visitor; never stored or logged. */
	readonly visitor?: string;
	/**
	 * The visitor's language, chosen for texts that a badge states in several languages; French by default.
	 */
	readonly locale?: Locale;
	/** Called before each document is requested from another site. */
	readonly onDocumentRequest?: (asking: DocumentRequest) => void;
	/** Called with the computing time of the verification (ms), whatever the outcome. */
	readonly spent?: (ms: number) => void;
	/** Whether documents may be requested from other sites; true by default. */
	readonly outbound?: boolean;
}
