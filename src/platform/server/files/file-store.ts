import type { Readable } from 'node:stream';

/** A content held by a store: its name (the SHA-256 of its bytes), its size and when it was written last. */
export interface HeldContent {
	readonly sha256: string;
	readonly bytes: number;
	readonly writtenAt: Date;
}

/**
 * Where the bytes of files are kept, each content once under its SHA-256 (64 lower-case hexadecimal digits):
 * a folder, or a bucket. A store knows nothing of people; the rows of the database say whose a content is.
 */
export interface FileStore {
	/**
	 * Writes a content. When it resolves the content is whole and on the disk; interrupted anywhere, the content
	 * is whole or absent. One that is there already is written anew.
	 */
	put(sha256: string, bytes: Uint8Array): Promise<void>;
	/** Opens a content for reading; undefined when the store has none of this name. */
	open(sha256: string): Promise<Readable | undefined>;
	/** Removes a content; does nothing when there is none. */
	remove(sha256: string): Promise<void>;
	/** Lists every content, in no order. */
	list(): AsyncIterable<HeldContent>;
	/** Removes what interrupted writes left before `limit`, if this store can have any; returns how many. */
	removeUnfinished(limit: Date): Promise<number>;
	/** True when there is too little room left to take another file; small writes must still fit. */
	isNearlyFull(): Promise<boolean>;
}

/** How many bytes the files of one owner may take together. */
export interface FileQuotas {
	readonly person: number;
	readonly institution: number;
}

/** Where a service keeps the files that people give it, and how much each may keep. */
export interface Files {
	readonly store: FileStore;
	readonly quotas: FileQuotas;
}

/** Thrown when the store does not answer, or refuses: a bucket that is away, a folder that cannot be used. */
export class FileStoreFault extends Error {
	/** The system's or the bucket's own code, for the operator: `ECONNREFUSED`, `403 AccessDenied`… */
	readonly code: string;
	constructor(code: string, options?: ErrorOptions) {
		super(`The file store failed (${code}).`, options);
		this.name = 'FileStoreFault';
		this.code = code;
	}
}

const NAME = /^[0-9a-f]{64}$/;

/** Returns whether a text is the name of a content. */
export const isContentName = (name: string): boolean => NAME.test(name);

/** Returns the path of a content inside a store, `ab/abcdef…`; throws for a name that is none. */
export function contentPath(sha256: string): string {
	if (!isContentName(sha256)) throw new Error('This is not the name of a content.');
	return `${sha256.slice(0, 2)}/${sha256}`;
}
