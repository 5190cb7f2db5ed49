/** Hyphens, dashes and the minus, as phones and word processors write them. */
const DASHES = String.raw`\p{Pd}\u2212\u00AD`;
const INSIDE = '[0-9a-z]';

/** Look-alikes read as the digit: the alphabet of codes has neither O, nor I, nor L. */
const digits = (text: string) => text.replace(/o/g, '0').replace(/[il]/g, '1');

const alone = (pattern: string) => new RegExp(`(?<!${INSIDE})${pattern}(?!${INSIDE})`, 'gu');

/**
 * The code that somebody typed or pasted, in its stored form (lower case, no separator). Case, spaces, every kind of
 * dash and look-alike characters do not count; a code pasted with its sentence or its address is found in it. Where
 * none of that length is found, everything typed is given back, folded: it is no code, and is refused as unknown.
 * @param half how many characters each of its two groups has.
 */
export function typedCode(typed: string, half: number): string {
	const text = typed.normalize('NFKC').toLowerCase();
	const whole = text.replace(/[^0-9a-z]/g, '');
	if (whole.length === 2 * half) return digits(whole);
	const group = `${INSIDE}{${half}}`;
	// As it is shown first; then in one piece; then cut by spaces, which any two words of a sentence are.
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
