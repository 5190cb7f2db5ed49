const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

// Quadratic: callers never hand in more than a key or a signature.
const LONGEST = 160;

// Nine digits at a time: the most that a number holds exactly.
const NINE = 58n ** 9n;

/** Base58btc (the Bitcoin alphabet), without the multibase letter. */
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

/** The bytes of a base58btc text; throws `TypeError` on a foreign letter or more than 160 letters. */
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
