import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/**
 * The text of a badge that nobody here issued, sound and signed yesterday by an issuer whose site does not exist
 * (`macaron.example`); its holder’s e-mail is `ada@ecole.example`, hashed. Made by the engine, in a process of its own.
 */
export function foreignBadge(): string {
	const code = `
		import { credentialText, issueCredential } from '#openbadges';
		import { badge, SIGNER } from './src/openbadges/worked-example.ts';
		const created = new Date(Date.now() - 86_400_000);
		console.log(credentialText(await issueCredential(badge({ validFrom: created }), { key: SIGNER, created })));
	`;
	return execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' });
}
