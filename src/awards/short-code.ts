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

/**
 * Returns the stored form of a short code that somebody typed, or undefined if the text is none. Reads `o` as
 * zero, `i` and `l` as one; accepts dashes or spaces inside, the word « code » before, quotes or a full stop
 * around.
 */
export function readShortCode(typed: string): string | undefined {
	if (typed.length > LONGEST) return undefined;
	const bare = typed
		.toLowerCase()
		.replace(/\p{Cf}/gu, '')
		.trim();
	return stored(bare) ?? stored(bare.replace(PREFIX, ''));
}

function stored(text: string): string | undefined {
	const code = text
		.replace(/^[\s"'«“‘(<]+|[\s"'»”’)>.,;:!?]+$/g, '')
		.replace(/[\s\p{Pd}\p{Cf}\u2212_]/gu, '')
		.replace(/o/g, '0')
		.replace(/[il]/g, '1');
	return SHAPE.test(code) ? code : undefined;
}

/** Writes a short code as pages and papers show it: `K7TW-3B9X`. */
export const showShortCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`.toUpperCase();
