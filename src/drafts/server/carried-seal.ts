import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** A token for the one cookie that lets somebody find again what they had sent: 32 random bytes, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Whether something has the form of such a token. */
export const isToken = (text: string | undefined): text is string => /^[A-Za-z0-9_-]{43}$/.test(text ?? '');

/** Under which name the texts of a token lie. */
export const bearerOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Nothing is opened whose seal is shorter: of a short one, a stranger could guess. */
const WHOLE = { authTagLength: 16 } as const;

const keyOf = (token: string) => Buffer.from(hkdfSync('sha256', token, '', 'macaron carried text', 32));

/**
 * Seals a text so that only a browser with the token opens it, and only for the person it belongs to (AES-256-GCM; the
 * key is made from the token, which the service does not keep).
 */
export function sealFor(token: string, holder: string, text: string): string {
	const nonce = randomBytes(12);
	const cipher = createCipheriv('aes-256-gcm', keyOf(token), nonce, WHOLE);
	cipher.setAAD(Buffer.from(holder));
	const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** What was sealed for a token and a person; undefined for any other. */
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
