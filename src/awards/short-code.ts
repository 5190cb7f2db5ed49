/** A badge's short code: eight Crockford characters (40 bits) a principal can type from paper. */
export const SHORT_CODE_LENGTH = 8;

/** More than a code and a few words; what is longer would only cost time to look at. */
const LONGEST = 200;

const SHAPE = /^[0-9a-hjkmnp-tv-z]{8}$/;

// Prefix of a code on paper and in messages.
const PREFIX =
	/^(?:(?:le|mon|the|my)\s+)?(?:(?:code|short|court|badge|macaron|n[o°º]|du|de|of)(?![a-z0-9])\s*)*[:#=]?\s*/;

/**
 * What somebody typed as a short code, in its stored form (`o` read as zero, `i` and `l` as one), or `undefined`: with any
 * dash or space in it, the word « code » before it, quotes or a full stop around it.
 */
export function readShortCode(typed: string): string | undefined {
	if (typed.length > LONGEST) return undefined;
	const bare = typed.toLowerCase().trim();
	return stored(bare) ?? stored(bare.replace(PREFIX, ''));
}

function stored(text: string): string | undefined {
	const code = text
		.replace(/^[\s"'«“‘(<]+|[\s"'»”’)>.,;:!?]+$/g, '')
		.replace(/[\s\p{Pd}\u2212_\u200B-\u200D\u2060\uFEFF]/gu, '')
		.replace(/o/g, '0')
		.replace(/[il]/g, '1');
	return SHAPE.test(code) ? code : undefined;
}

/** A short code as pages and papers show it: `K7TW-3B9X`. */
export const showShortCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`.toUpperCase();
