/** Length of a badge's short code: eight Crockford characters (40 bits), short enough to type from paper. */
export const SHORT_CODE_LENGTH = 8;

/**
 * Longest text in which a code is looked for (characters): a code and a few words. Longer ones are not
 * examined, to save time.
 */
const LONGEST = 200;

const SHAPE = /^[0-9a-hjkmnp-tv-z]{8}$/;

// Words that may precede a code on paper and in messages.
const PREFIX =
	/^(?:(?:le|mon|the|my)\s+)?(?:(?:code|short|court|badge|macaron|n[o°º]|du|de|of)(?![a-z0-9])\s*)*[:#=]?\s*/;

// A code among other words, as a page or a message shows it: two halves joined by a dash, or eight characters
// together, without a letter, a digit or a sign of an address beside it.
const AMONG_WORDS =
	/(?<![\p{L}\d/@.=_\p{Pd}])[a-z\d]{4}(?:\s?\p{Pd}\s?)?[a-z\d]{4}(?![\p{L}\d/@=_\p{Pd}])/giu;

/**
 * Returns the stored form of a short code that somebody typed, or undefined if the text is none. Reads `o` as
 * zero, `i` and `l` as one; accepts dashes or spaces inside, quotes or a full stop around, and other words,
 * unless they hold another code.
 */
export function readShortCode(typed: string): string | undefined {
	if (typed.length > LONGEST) return undefined;
	const bare = typed.replace(/\p{Cf}/gu, '').trim();
	return stored(bare) ?? stored(withoutPrefix(bare)) ?? amongWords(bare);
}

/**
 * Returns whether a text looks like a short code and contains a digit, but has a wrong length: 5 to 11
 * characters, not 8.
 */
export function hasWrongLength(typed: string): boolean {
	if (typed.length > LONGEST || readShortCode(typed) !== undefined) return false;
	const code = plain(withoutPrefix(typed.trim()));
	return /^(?=.*\d)[\da-z]{5,11}$/.test(code) && code.length !== SHORT_CODE_LENGTH;
}

const withoutPrefix = (text: string) => text.toLowerCase().replace(PREFIX, '');

/** The only code among the words of a text; undefined if there is none, or several. */
function amongWords(text: string): string | undefined {
	const found = (text.match(AMONG_WORDS) ?? []).filter(
		// Ordinary words are left out: without a digit, only two halves in capitals joined by a dash are a
		// code.
		(part) => /\d/.test(part) || (/\p{Pd}/u.test(part) && part === part.toUpperCase()),
	);
	const codes = new Set(found.map(stored).filter((code) => code !== undefined));
	return codes.size === 1 ? [...codes][0] : undefined;
}

/** A text without the quotes, spaces, dashes and full stop that may stand in and around a code. */
const plain = (text: string) =>
	text
		.toLowerCase()
		.replace(/^[\s"'«“‘(<]+|[\s"'»”’)>.,;:!?]+$/g, '')
		.replace(/[\s\p{Pd}\p{Cf}\u2212_]/gu, '');

function stored(text: string): string | undefined {
	const code = plain(text).replace(/o/g, '0').replace(/[il]/g, '1');
	return SHAPE.test(code) ? code : undefined;
}

/** Writes a short code as pages and papers show it: `K7TW-3B9X`. */
export const showShortCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`.toUpperCase();
