import { MAX_DEPTH, MAX_TOKENS } from './json.ts';

const MEBIBYTE = 1024 * 1024;

/**
 * Longest JSON text of a badge accepted, in bytes: a badge often contains its own picture, and a school's
 * photograph takes a few MB. The time that a badge takes depends on its number of values, which
 * `parseStrictJson` limits.
 */
export const LARGEST_JSON = 6 * MEBIBYTE;

/**
 * Largest file read or written, in bytes: enough for a badge of `LARGEST_JSON` bytes in a token (base64url
 * adds a third) or in a picture.
 */
export const LARGEST_BADGE_FILE = 8 * MEBIBYTE;

/**
 * Longest public document of an issuer accepted (a DID document or a profile), in bytes: it holds keys and
 * texts, no picture.
 */
export const LARGEST_ISSUER_DOCUMENT = MEBIBYTE;

/**
 * Most documents that are requested for one badge, and most status lists among them. An honest badge needs at
 * most: its own address, its issuer, the key that signed it, a newer copy, two lists, their issuer and the
 * key that signed them.
 */
export const MOST_DOCUMENTS = 8;
export const MOST_STATUS_LISTS = 4;

/**
 * The numbers that the sentences on `too-many-documents` state: the most documents that are fetched for one
 * badge, and the most status lists among them.
 */
export const DOCUMENT_LIMIT_PARAMS: Readonly<Record<string, string>> = {
	mostDocuments: String(MOST_DOCUMENTS),
	mostLists: String(MOST_STATUS_LISTS),
};

/** A size in bytes as the sentences of a report state it: whole MB of 1,048,576 bytes (Mo in French). */
export const inMegabytes = (bytes: number): string => String(Math.floor(bytes / MEBIBYTE));

/**
 * The parameters of the report's sentences about limits: the largest file and text in MB, the deepest
 * nesting, the most tokens.
 */
export const LIMIT_PARAMS: Readonly<Record<string, string>> = {
	mostFile: inMegabytes(LARGEST_BADGE_FILE),
	mostText: inMegabytes(LARGEST_JSON),
	mostDepth: String(MAX_DEPTH),
	mostValues: String(MAX_TOKENS),
};
