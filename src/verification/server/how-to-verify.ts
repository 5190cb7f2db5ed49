/** The badge itself, its issuer's document, its list of revoked badges, another document, or one of an endorsement. */
export const ASKED_FOR = ['badge', 'issuer', 'status', 'document', 'endorsement'] as const;

/** A document that is about to be asked for. */
export interface Asking {
	readonly what: (typeof ASKED_FOR)[number];
	/** The host alone, for the person who waits; never logged. */
	readonly host: string;
}

/** How a verification is asked; all of it may be left out. */
export interface HowToVerify {
	/** An e-mail typed by the person who verifies; compared, never kept. */
	readonly recipient?: string;
	/** Who asks, for the limit of simultaneous requests; never stored or logged. */
	readonly visitor?: string;
	/** Told before each document is asked for. */
	readonly onAsk?: (asking: Asking) => void;
	/** Told how long it computed (ms), whatever came of it. */
	readonly spent?: (ms: number) => void;
	/** Whether documents of other sites may be asked for; true unless told. */
	readonly outbound?: boolean;
}
