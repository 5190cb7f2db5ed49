import { createHash } from 'node:crypto';

/** Hashes an identity with its salt; an e-mail is put in lower case first, as verifiers do. */
export function hashIdentity(identity: string, salt: string): string {
	const plain = identity.includes('@') ? identity.trim().toLowerCase() : identity;
	return `sha256$${createHash('sha256')
		.update(plain + salt, 'utf8')
		.digest('hex')}`;
}
