const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

// Quadratic: callers never hand in more than a key or a signature.
const LONGEST = 128;

/** Base58btc (the Bitcoin alphabet), without the multibase letter. */
export function base58Encode(bytes: Uint8Array): string {
	const digits: number[] = [];
	for (const byte of bytes) {
		let carry = byte;
		for (let i = 0; i < digits.length; i++) {
			carry += (digits[i] as number) * 256;
			digits[i] = carry % 58;
			carry = Math.floor(carry / 58);
		}
		for (; carry > 0; carry = Math.floor(carry / 58)) digits.push(carry % 58);
	}
	const zeros = bytes.findIndex((byte) => byte !== 0);
	const lead = '1'.repeat(zeros === -1 ? bytes.length : zeros);
	return (
		lead +
		digits
			.reverse()
			.map((digit) => ALPHABET[digit])
			.join('')
	);
}

/** The bytes of a base58btc text; throws `TypeError` on a foreign letter or more than 128 letters. */
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
