import type { ReadableProof } from '../data-integrity.ts';
import type { IssuerKey } from '../did.ts';
import { asText } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import type { IssuerAnswer } from './options.ts';
import { listedMethod, mayAssert } from './signature.ts';

const instant = (text: string | undefined) => (text === undefined ? Number.NaN : Date.parse(text));

/** Whether the key, by the issuer's own register of keys, could sign at the declared date. */
function inRegister(key: IssuerKey, created: number, date: string): Check<'binding'> {
	if (key.state === 'compromised') return check('binding', 'key-withdrawn');
	// A window is kept to the millisecond, `created` to the second.
	const begun = Math.floor(key.notBefore.getTime() / 1000) * 1000 <= created;
	const going = key.endedAt === null || created <= key.endedAt.getTime();
	if (key.state === 'planned' || !begun || !going) return check('binding', 'outside-window', { date });
	return check('binding', key.state === 'retired' ? 'retired-key' : 'bound', { date });
}

/** Whether the key that signed is the issuer's, allowed to speak for it, and was so at the declared date. */
export function checkBinding(id: string, proof: ReadableProof, issuer: IssuerAnswer): Check<'binding'> {
	if (issuer.kind !== 'found') return check('binding', 'unproven');
	const document: JsonObject = issuer.document;
	const name = proof.verificationMethod;
	if (!name.startsWith(`${id}#`)) return check('binding', 'key-of-another');
	const method = listedMethod(document, name);
	if (!method) return check('binding', 'key-not-listed');
	if (method['controller'] !== id) return check('binding', 'key-of-another');
	if (!mayAssert(document, name) || 'revoked' in method) return check('binding', 'key-withdrawn');
	const date = proof.created ?? '';
	const created = instant(proof.created);
	const expires = asText(method['expires']);
	if (expires !== undefined && !(created <= instant(expires)))
		return check('binding', 'outside-window', { date });
	if (!issuer.keys) return check('binding', 'bound', { date });
	const key = issuer.keys.find(({ multikey }) => multikey === method['publicKeyMultibase']);
	return key ? inRegister(key, created, date) : check('binding', 'key-not-listed');
}
