import { createHash } from 'node:crypto';

/**
 * Returns `sha256$` and the hexadecimal SHA-256 of an identity followed by its salt (OB 3.0, IdentityHash);
 * an e-mail is trimmed and lower-cased first, as verifiers do.
 */
export function hashIdentity(identity: string, salt: string): string {
	const plain = identity.includes('@') ? identity.trim().toLowerCase() : identity;
	return `sha256$${createHash('sha256')
		.update(plain + salt, 'utf8')
		.digest('hex')}`;
}
