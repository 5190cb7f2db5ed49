/** Encodes a value as one part of a JWT: its JSON in base64url. */
export const encoded = (value: unknown) => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

/**
 * Spoils an encoded signature: replaces the letter in its middle with another letter of the same alphabet.
 */
export function spoiled(value: string): string {
	const at = Math.floor(value.length / 2);
	return value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1);
}
