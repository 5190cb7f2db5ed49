import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Where the issuer of that badge says it stands. */
export const FOREIGN_HOST = 'autre.localhost';

/**
 * The text of a badge that nobody here issued, sound and signed yesterday. Its issuer’s name leads inside this machine,
 * so that it is never asked: it cannot be reached, and nothing leaves. Its holder’s e-mail is `ada@ecole.example`,
 * hashed. Made by the engine, in a process of its own.
 */
export function foreignBadge(): string {
	const code = `
		import { credentialText, didWeb, issueCredential, pkcs8FromSeed, signerFromPkcs8 } from '#openbadges';
		import { badge, VALUES } from './src/openbadges/worked-example.ts';
		const did = didWeb('https://${FOREIGN_HOST}', ['issuer']);
		const key = signerFromPkcs8(pkcs8FromSeed(new Uint8Array(32).fill(9)), did);
		const created = new Date(Date.now() - 86_400_000);
		const unsigned = badge({
			issuer: { ...VALUES.issuer, did },
			validFrom: created,
			status: { list: 'https://${FOREIGN_HOST}/status/1', index: 7 },
		});
		console.log(credentialText(await issueCredential(unsigned, { key, created })));
	`;
	return execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' });
}
