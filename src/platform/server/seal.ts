import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '../index.ts';

/**
 * Encrypts secrets at rest with the operator's sealing key (AES-256-GCM; the first byte is the version). Each
 * secret is bound to its owner's name (`boundTo`), and cannot be opened without that name.
 */
export interface Seal {
	/** True if the sealing key can be read now. */
	available(): boolean;
	seal(plain: Uint8Array, boundTo: string): string;
	/**
	 * Decrypts a secret. Throws `platform.key-missing` (503) if the key cannot be read, or if the secret was
	 * not sealed with this key and this `boundTo`.
	 */
	open(sealed: string, boundTo: string): Uint8Array;
	/**
	 * Returns a fingerprint of a text for one purpose (43 characters): equal for equal texts, in every process
	 * that has the sealing key, and of no use for guessing the text without that key. Without it, the
	 * fingerprints of each process are its own, so that nothing stops for want of the key.
	 */
	fingerprint(text: string, purpose: string): string;
}

const VERSION = 1;
/** The key of fingerprints while there is no sealing key. */
const instead = randomBytes(32);

/** Creates the file of the sealing key (32 random bytes); never changes an existing one. */
export function ensureKeyFile(file: string): void {
	if (existsSync(file)) return;
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	writeFileSync(file, randomBytes(32), { mode: 0o400, flag: 'wx' });
}

/**
 * Creates a seal whose key is in a file. The file is read at each use, so removing it stops issuing at once.
 */
export function fileSeal(file: string): Seal {
	const key = (): Buffer => {
		let bytes: Buffer;
		try {
			bytes = readFileSync(file);
		} catch {
			throw new Refusal('platform.key-missing', { status: 503 });
		}
		if (bytes.length !== 32) throw new Refusal('platform.key-missing', { status: 503 });
		return bytes;
	};
	const keyOfFingerprints = (): Buffer => {
		try {
			return key();
		} catch {
			return instead;
		}
	};
	return {
		fingerprint: (text, purpose) =>
			// The sealing key itself signs only the purpose, so that no two uses of it are alike.
			createHmac(
				'sha256',
				createHmac('sha256', keyOfFingerprints()).update(`fingerprint:${purpose}`).digest(),
			)
				.update(text)
				.digest('base64url'),
		available() {
			try {
				return key().length === 32;
			} catch {
				return false;
			}
		},
		seal(plain, boundTo) {
			const nonce = randomBytes(12);
			const cipher = createCipheriv('aes-256-gcm', key(), nonce);
			cipher.setAAD(Buffer.from(boundTo));
			const body = Buffer.concat([cipher.update(plain), cipher.final()]);
			return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]).toString('base64url');
		},
		open(sealed, boundTo) {
			const bytes = Buffer.from(sealed, 'base64url');
			if (bytes[0] !== VERSION || bytes.length < 29)
				throw new Refusal('platform.key-missing', { status: 503 });
			const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(1, 13));
			decipher.setAAD(Buffer.from(boundTo));
			decipher.setAuthTag(bytes.subarray(13, 29));
			try {
				// Not copied, so that a caller who wipes these bytes leaves no other copy in memory.
				const plain = decipher.update(bytes.subarray(29));
				decipher.final();
				return plain;
			} catch {
				throw new Refusal('platform.key-missing', { status: 503 });
			}
		},
	};
}
