import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Makes a token for the cookie by which a browser gets back a form sent after its sender's session ended
 * (`FormAwaitingSignIn`): 32 random bytes, base64url.
 */
export const newFormToken = (): string => randomBytes(32).toString('base64url');

/** Whether a text has the form of a token made by `newFormToken`: 43 characters of base64url. */
export const isFormToken = (text: string | undefined): text is string =>
	/^[A-Za-z0-9_-]{43}$/.test(text ?? '');

/**
 * The SHA-256 hash (hexadecimal) of a browser's token, under which the texts that wait for that browser are
 * stored.
 */
export const formTokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Only full-length authentication tags are accepted: a short one could be guessed. */
const WHOLE = { authTagLength: 16 } as const;

const keyOf = (token: string) => Buffer.from(hkdfSync('sha256', token, '', 'macaron carried text', 32));

/**
 * Encrypts a text with AES-256-GCM. Decrypting it takes the same holder (a person's pseudonym) and the
 * browser's token, from which the key is derived and which the service does not store.
 */
export function sealFor(token: string, holder: string, text: string): string {
	const nonce = randomBytes(12);
	const cipher = createCipheriv('aes-256-gcm', keyOf(token), nonce, WHOLE);
	cipher.setAAD(Buffer.from(holder));
	const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/**
 * Decrypts a text encrypted by `sealFor`, with the browser's token and the holder's pseudonym; undefined when
 * either is wrong or the bytes were altered.
 */
export function openFor(token: string, holder: string, sealed: string): string | undefined {
	const bytes = Buffer.from(sealed, 'base64url');
	try {
		const decipher = createDecipheriv('aes-256-gcm', keyOf(token), bytes.subarray(0, 12), WHOLE);
		decipher.setAAD(Buffer.from(holder));
		decipher.setAuthTag(bytes.subarray(12, 28));
		return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
	} catch {
		return undefined;
	}
}
