import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** The host in the did:web of the foreign badge's issuer. */
export const FOREIGN_HOST = 'autre.localhost';

/**
 * Returns the text of a valid badge from an issuer elsewhere, signed yesterday. The issuer's host name
 * resolves to this machine, so it is never fetched: the issuer counts as unreachable, and no request leaves.
 * The holder's e-mail address is `ada@ecole.example`, hashed. The badge is made by the engine, in a process
 * of its own.
 */
export function foreignBadge(): string {
	const code = `
		import { serializeCredential, didWeb, issueCredential, pkcs8FromSeed, signerFromPkcs8 } from '#openbadges';
		import { badge, VALUES } from './src/openbadges/worked-example.fixture.ts';
		const did = didWeb('https://${FOREIGN_HOST}', ['issuer']);
		const key = signerFromPkcs8(pkcs8FromSeed(new Uint8Array(32).fill(9)), did);
		const created = new Date(Date.now() - 86_400_000);
		const unsigned = badge({
			issuer: { ...VALUES.issuer, did },
			validFrom: created,
			status: { list: 'https://${FOREIGN_HOST}/status/1', index: 7 },
		});
		console.log(serializeCredential(await issueCredential(unsigned, { key, created })));
	`;
	return execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' });
}
