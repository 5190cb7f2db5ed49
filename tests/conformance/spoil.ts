/** A part of a token. */
export const encoded = (value: unknown) => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

/** Another letter of the same alphabet in the middle of a signature. */
export function spoiled(value: string): string {
	const at = Math.floor(value.length / 2);
	return value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1);
}
