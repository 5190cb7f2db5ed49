import { MAX_DEPTH, MAX_TOKENS } from './json.ts';

const MEBIBYTE = 1024 * 1024;

/**
 * Longest JSON text read, in bytes: a badge often carries its own picture, and a school's photograph takes a few MB. What
 * costs time in a badge is not its bytes but its values, which `parseStrictJson` counts.
 */
export const LARGEST_JSON = 6 * MEBIBYTE;

/** Largest file read or written, in bytes: such a badge in a token (a third more in base64url), or in a picture. */
export const LARGEST_GIVEN = 8 * MEBIBYTE;

/** Longest public record of an issuer read, in bytes: it holds keys and words, no picture. */
export const LARGEST_RECORD = MEBIBYTE;

/** A limit as sentences say it, in whole MB (Mo in French). */
export const inMegabytes = (bytes: number): string => String(Math.floor(bytes / MEBIBYTE));

/** What sentences about a limit fill in. */
export const LIMITS: Readonly<Record<string, string>> = {
	mostFile: inMegabytes(LARGEST_GIVEN),
	mostText: inMegabytes(LARGEST_JSON),
	mostDepth: String(MAX_DEPTH),
	mostValues: String(MAX_TOKENS),
};
