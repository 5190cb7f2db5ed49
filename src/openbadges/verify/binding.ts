import { CLOCK_SKEW } from '../clock.ts';
import type { IssuerKey, IssuerTokenKey } from '../did.ts';
import { asText } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import { keyFromJwk, keyFromMultikey } from '../verification-key.ts';
import type { VerificationKey } from '../verification-key.ts';
import { keyOfMethod, listedMethod, listedMethods, mayAssert } from './find-key.ts';
import { issuerBase } from './issuer.ts';
import type { IssuerAnswer } from './options.ts';
import type { Keyed } from './signature.ts';

const instant = (text: string | undefined) => (text === undefined ? Number.NaN : Date.parse(text));

/** Whether the key, by the issuer's own register of keys, could sign at the declared date. */
function inRegister(key: IssuerKey | IssuerTokenKey, created: number, date: string): Check<'binding'> {
	if (key.state === 'compromised') return check('binding', 'key-withdrawn');
	// A window is kept to the millisecond, `created` to the second.
	const begun = Math.floor(key.notBefore.getTime() / 1000) * 1000 <= created + CLOCK_SKEW;
	const going = key.endedAt === null || created <= key.endedAt.getTime() + CLOCK_SKEW;
	if (key.state === 'planned' || !begun || !going) return check('binding', 'outside-window', { date });
	return check('binding', key.state === 'retired' ? 'retired-key' : 'bound', { date });
}

const same = (method: JsonObject, key: VerificationKey) => {
	const held = keyOfMethod(method);
	return typeof held !== 'string' && held.thumbprint === key.thumbprint;
};

/** Whether a key was read at an address that is the issuer's own, and nobody else's. */
function atItsAddress(id: string, { found, sealed }: Keyed): boolean {
	const base = issuerBase(id);
	if (base === undefined || !('key' in found) || found.from !== 'address') return false;
	return URL.canParse(sealed.method) && new URL(sealed.method).href.startsWith(base);
}

/** A method of the document: by its name, or for a key that came without one, by the key itself. */
function methodOf(document: JsonObject, { sealed, found }: Keyed): JsonObject | undefined {
	const named = listedMethod(document, sealed.method);
	if (named || !('key' in found)) return named;
	if (sealed.method !== '' && found.from !== 'address' && sealed.embedded === undefined) return undefined;
	return listedMethods(document).find((method) => same(method, found.key));
}

function unlisted(id: string, document: JsonObject, keyed: Keyed, registered: boolean): Check<'binding'> {
	// Whoever keeps the register of an issuer's keys knows them all.
	if (!registered && atItsAddress(id, keyed))
		return check('binding', 'bound', { date: keyed.sealed.created ?? '' });
	// A profile that lists no key says nothing of who signs for its issuer.
	const silent = listedMethods(document).length === 0 && !('assertionMethod' in document);
	if (silent && !id.startsWith('did:')) return check('binding', 'unproven');
	const { method } = keyed.sealed;
	return check('binding', method === '' || method.startsWith(`${id}#`) ? 'key-not-listed' : 'key-of-another');
}

/**
 * Whether the key that signed is the issuer's, allowed to speak for it, and was so at the declared date. Without a
 * declared date (tokens have none), `began` stands for it.
 */
export function checkBinding(
	id: string,
	keyed: Keyed,
	issuer: IssuerAnswer,
	began?: string,
): Check<'binding'> {
	const date = keyed.sealed.created ?? began ?? '';
	if (issuer.kind !== 'found') {
		return atItsAddress(id, keyed) ? check('binding', 'bound', { date }) : check('binding', 'unproven');
	}
	const document: JsonObject = issuer.document;
	const method = methodOf(document, keyed);
	if (!method) return unlisted(id, document, keyed, issuer.keys !== undefined);
	const name = asText(method['id']) ?? '';
	if (method['controller'] !== id) return check('binding', 'key-of-another');
	const full = name.startsWith('#') ? `${id}${name}` : name;
	if (!mayAssert(document, full) || 'revoked' in method) return check('binding', 'key-withdrawn');
	const created = instant(date);
	const expires = asText(method['expires']);
	if (expires !== undefined && !(created <= instant(expires) + CLOCK_SKEW))
		return check('binding', 'outside-window', { date });
	if (!issuer.keys) return check('binding', 'bound', { date });
	const own = issuer.keys.find((one) => {
		const key = 'jwk' in one ? keyFromJwk(one.jwk) : keyFromMultikey(one.multikey);
		return typeof key !== 'string' && 'key' in keyed.found && key.thumbprint === keyed.found.key.thumbprint;
	});
	return own ? inRegister(own, created, date) : check('binding', 'key-not-listed');
}
