/** Hyphens, dashes and the minus sign, as phones and word processors write them. */
const DASHES = String.raw`\p{Pd}\u2212\u00AD`;
const INSIDE = '[0-9a-z]';

/** Replaces letters by the digits they look like: the alphabet of codes has no O, I or L. */
const digits = (text: string) => text.replace(/o/g, '0').replace(/[il]/g, '1');

const alone = (pattern: string) => new RegExp(`(?<!${INSIDE})${pattern}(?!${INSIDE})`, 'gu');

/**
 * Extracts the code from typed or pasted text, in its stored form (lower case, no separator). Ignores case,
 * spaces, every kind of dash and look-alike characters, and finds a code inside a sentence or an address.
 * When there is no code of that length, returns the whole text folded, which is then refused as an unknown
 * code.
 * @param half number of characters in each of the two groups of the code.
 */
export function typedCode(typed: string, half: number): string {
	const text = typed.normalize('NFKC').toLowerCase();
	const whole = text.replace(/[^0-9a-z]/g, '');
	if (whole.length === 2 * half) return digits(whole);
	const group = `${INSIDE}{${half}}`;
	// Forms of a code, tried in order: with a separator, as codes are displayed; in one piece; then with
	// spaces, last because any two words of a sentence are separated by one.
	for (const pattern of [
		`${group}\\s*[${DASHES}.]\\s*${group}`,
		`${INSIDE}{${2 * half}}`,
		`${group}\\s+${group}`,
	]) {
		const found = text.match(alone(pattern))?.at(-1);
		if (found) return digits(found.replace(/[^0-9a-z]/g, ''));
	}
	return digits(whole);
}
