/** A badge's short code: eight Crockford characters (40 bits) a principal can type from paper. */
export const SHORT_CODE_LENGTH = 8;

const SHAPE = /^[0-9a-hjkmnp-tv-z]{8}$/;

/** What somebody typed as a short code, in its stored form (`o` read as zero, `i` and `l` as one), or `undefined`. */
export function readShortCode(typed: string): string | undefined {
	const code = typed
		.toLowerCase()
		.replace(/[\s\-‐‑–]/g, '')
		.replace(/o/g, '0')
		.replace(/[il]/g, '1');
	return SHAPE.test(code) ? code : undefined;
}

/** A short code as pages and papers show it: `K7TW-3B9X`. */
export const showShortCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`.toUpperCase();
