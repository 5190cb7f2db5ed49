const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

// Most base58 characters decoded, since decoding takes quadratic time: enough for a key or a signature.
const LONGEST = 160;

// Base58 digits are produced nine at a time: 58^9 is the largest power of 58 below 2^53, up to which a
// JavaScript number is exact.
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

/** Decodes base58btc; throws `TypeError` on a character outside the alphabet or more than 160 characters. */
export function base58Decode(text: string): Uint8Array {
	if (text.length > LONGEST) throw new TypeError('base58 text too long');
	const bytes: number[] = [];
	for (const letter of text) {
		let carry = ALPHABET.indexOf(letter);
		if (carry === -1) throw new TypeError('not a base58 letter');
		for (let i = 0; i < bytes.length; i++) {
			carry += (bytes[i] as number) * 58;
			bytes[i] = carry & 255;
			carry >>= 8;
		}
		for (; carry > 0; carry >>= 8) bytes.push(carry & 255);
	}
	const lead = /^1*/.exec(text)?.[0].length ?? 0;
	return Uint8Array.from([...new Array<number>(lead).fill(0), ...bytes.reverse()]);
}
