const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Writes bytes in Crockford base32, lower case, most significant bit first (16 bytes give 26 characters). */
export function crockford(bytes: Uint8Array): string {
	let bits = 0;
	let value = 0;
	let out = '';
	for (const byte of bytes) {
		value = (value << 8) | byte;
		bits += 8;
		while (bits >= 5) {
			bits -= 5;
			out += ALPHABET[(value >>> bits) & 31];
		}
		value &= (1 << bits) - 1;
	}
	return bits > 0 ? out + ALPHABET[(value << (5 - bits)) & 31] : out;
}

/** Regular expression source of an id: 26 Crockford base32 characters, lower case (128 bits). */
export const ID_PATTERN = '[0-9a-hjkmnp-tv-z]{26}';

const ID = new RegExp(`^${ID_PATTERN}$`);

/** True if the text has the form of an id. */
export const isId = (text: string): boolean => ID.test(text);
