import { createCipheriv, hkdfSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { formTokenHash, isFormToken, newFormToken, openFor, sealFor } from './awaiting-form-seal.ts';

const TOKEN = 'A'.repeat(43);
const HOLDER = '0123456789abcdef0123456789abcdef';
const TEXT = '{"typed":{"reflection":"Ce que j’ai compris"}}';
/** A text encrypted by an earlier version of the service: later versions must still be able to decrypt it. */
const KEPT =
	'RUUFkbQc1oPgO2h-vYCLRRyWCEB3REQbWWAg5NtBEUdguZ-fwbvqmpnqmLHKMjicg1oy9emhequZXqg6r1Q5hRAjEm1vjVbajyocoA';

test('a token is 32 random bytes, and nothing else is one', () => {
	const tokens = Array.from({ length: 20 }, newFormToken);
	expect(new Set(tokens).size).toBe(20);
	for (const token of tokens) {
		expect(isFormToken(token)).toBe(true);
		expect(Buffer.from(token, 'base64url')).toHaveLength(32);
	}
	for (const text of [
		undefined,
		'',
		'A'.repeat(42),
		'A'.repeat(44),
		`${'A'.repeat(42)}=`,
		`${'A'.repeat(42)}\n`,
	])
		expect(isFormToken(text)).toBe(false);
});

test('the name that texts lie under is the SHA-256 of the token', () => {
	expect(formTokenHash(TOKEN)).toBe('0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a');
});

test('what is sealed opens with the token and for its holder alone, and never looks the same twice', () => {
	const sealed = sealFor(TOKEN, HOLDER, TEXT);
	expect(sealFor(TOKEN, HOLDER, TEXT)).not.toBe(sealed);
	expect(Buffer.from(sealed, 'base64url')).toHaveLength(28 + Buffer.byteLength(TEXT));
	expect(openFor(TOKEN, HOLDER, sealed)).toBe(TEXT);
	expect(openFor(`B${TOKEN.slice(1)}`, HOLDER, sealed)).toBeUndefined();
	expect(openFor(TOKEN, HOLDER.replace('0', '1'), sealed)).toBeUndefined();
	expect(openFor(TOKEN, HOLDER, KEPT)).toBe(TEXT);
});

test('a byte changed anywhere, or cut off, opens nothing and throws nothing', () => {
	const bytes = Buffer.from(KEPT, 'base64url');
	for (let at = 0; at < bytes.length; at += 1) {
		const changed = Buffer.from(bytes);
		changed[at] = (changed[at] ?? 0) ^ 1;
		expect(openFor(TOKEN, HOLDER, changed.toString('base64url')), `byte ${at}`).toBeUndefined();
	}
	for (const length of [0, 5, 12, 20, 28, bytes.length - 1])
		expect(openFor(TOKEN, HOLDER, bytes.subarray(0, length).toString('base64url'))).toBeUndefined();
});

test('a seal that is shorter than whole opens nothing, though its bytes are right', () => {
	const nonce = Buffer.alloc(12, 7);
	const key = Buffer.from(hkdfSync('sha256', TOKEN, '', 'macaron carried text', 32));
	for (const authTagLength of [4, 8, 12, 16]) {
		const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength });
		cipher.setAAD(Buffer.from(HOLDER));
		// The encrypted text is empty, so that nothing follows the tag: a shorter tag takes up all the bytes
		// left.
		cipher.final();
		const sealed = Buffer.concat([nonce, cipher.getAuthTag()]).toString('base64url');
		expect([authTagLength, openFor(TOKEN, HOLDER, sealed)]).toEqual([
			authTagLength,
			authTagLength === 16 ? '' : undefined,
		]);
	}
});
