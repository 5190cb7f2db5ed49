const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

// Most base58 characters decoded, since decoding takes quadratic time: enough for a signature, and for an RSA
// key of 8192 bits.
const LONGEST = 1500;
/** Most base58 characters of any key for signatures: one of ML-DSA-87 (FIPS 204) has 3545. */
const LONGEST_OF_ANY = 4000;
const LETTERS = /^[1-9A-HJ-NP-Za-km-z]*$/;

// Base58 digits are produced and read nine at a time: 58^9 is the largest power of 58 below 2^53, up to which
// a JavaScript number is exact.
const NINE = 58n ** 9n;

/** Encodes bytes as base58btc (the Bitcoin alphabet), without the multibase prefix. */
export function base58Encode(bytes: Uint8Array): string {
	const zeros = bytes.findIndex((byte) => byte !== 0);
	let text = '';
	for (let rest = BigInt(`0x0${Buffer.from(bytes).toString('hex')}`); rest > 0n; rest /= NINE) {
		let digits = Number(rest % NINE);
		for (let i = 0; i < 9 && (digits > 0 || rest >= NINE); i += 1, digits = Math.floor(digits / 58)) {
			text = `${ALPHABET[digits % 58] ?? ''}${text}`;
		}
	}
	return '1'.repeat(zeros === -1 ? bytes.length : zeros) + text;
}

/**
 * Decodes base58btc. Throws `TypeError` on a character outside the alphabet or on a text longer than any key,
 * over 4000 characters. Throws `RangeError` on a text of 1501 to 4000 characters, which is not decoded.
 */
export function base58Decode(text: string): Uint8Array {
	if (text.length > LONGEST_OF_ANY) throw new TypeError('longer than any key');
	if (!LETTERS.test(text)) throw new TypeError('not a base58 letter');
	if (text.length > LONGEST) throw new RangeError('base58 text too long');
	let value = 0n;
	for (let at = 0; at < text.length; at += 9) {
		const letters = [...text.slice(at, at + 9)];
		const digits = letters.reduce((sum, letter) => sum * 58 + ALPHABET.indexOf(letter), 0);
		value = value * (letters.length === 9 ? NINE : 58n ** BigInt(letters.length)) + BigInt(digits);
	}
	const hex = value === 0n ? '' : value.toString(16);
	const lead = /^1*/.exec(text)?.[0].length ?? 0;
	return Uint8Array.from([
		...new Array<number>(lead).fill(0),
		...Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'),
	]);
}
