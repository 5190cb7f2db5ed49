import { CLOCK_SKEW } from '../clock.ts';
import type { IssuerKey, IssuerTokenKey } from '../keys/did.ts';
import { asList, asText } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import { keyFromJwk, keyFromMultikey } from '../keys/verification-key.ts';
import type { VerificationKey } from '../keys/verification-key.ts';
import { listedMethod, listedMethods, lists, mayAssert, nameOfKey, namesKey } from './find-key.ts';
import { keyOfMethod } from './key-forms.ts';
import type { IssuerAnswer } from './options.ts';
import type { Keyed } from './signature.ts';

/** Whether the key, by the issuer's own register of keys, could sign at the declared date. */
function inRegister(key: IssuerKey | IssuerTokenKey, created: number, date: string): Check<'binding'> {
	if (key.state === 'compromised') return check('binding', 'key-withdrawn');
	// A window is kept to the millisecond, `created` to the second.
	const begun = Math.floor(key.notBefore.getTime() / 1000) * 1000 <= created + CLOCK_SKEW;
	const going = key.endedAt === null || created <= key.endedAt.getTime() + CLOCK_SKEW;
	if (key.state === 'planned' || !begun || !going) return check('binding', 'outside-window', { date });
	return check('binding', key.state === 'retired' ? 'retired-key' : 'bound', { date });
}

const holds = (method: JsonObject, key: VerificationKey) => {
	const held = keyOfMethod(method);
	return typeof held !== 'string' && held.thumbprint === key.thumbprint;
};

/** A key as the issuer's own document tells of it: under which names, and what is said there. */
interface Told {
	readonly names: readonly string[];
	readonly methods: readonly JsonObject[];
}

/**
 * What the issuer's own document says of the key that signed, under whatever name it holds it; or, of a key that stands
 * apart, what is said there, if the document names it back.
 */
function toldOf(id: string, document: JsonObject, key: VerificationKey, keyed: Keyed): Told | undefined {
	const { sealed, found } = keyed;
	if (!('key' in found)) return undefined;
	const name = nameOfKey(sealed.method, id);
	// A key that came without a name of the document's is recognised by itself.
	const unnamed = sealed.method === '' || found.from === 'address' || sealed.embedded !== undefined;
	const named = listedMethod(document, name, sealed.kinds);
	const own = listedMethods(document).filter((method) => holds(method, key));
	const methods = unnamed || (named && own.includes(named)) ? own : [];
	if (methods.length > 0) {
		const names = methods.map((method) => nameOfKey(asText(method['id']) ?? name, id));
		return { methods, names };
	}
	const apart = found.from === 'address' ? found : undefined;
	return apart && namesKey(document, name) ? { methods: [apart.method ?? {}], names: [name] } : undefined;
}

/** Whether a key was withdrawn, whatever date the badge declares; under one of its names is enough. */
const withdrawn = (method: JsonObject) =>
	['revoked', 'revokedAt'].some((end) => (method[end] ?? false) !== false);

const isOf = (id: string, method: JsonObject) => {
	const controller = method['controller'] ?? method['owner'];
	// A bare JWK says nothing of whose it is; the document that names it does.
	return controller === undefined || asList(controller).includes(id);
};

/** The last instant at which the key could sign, by each of its names. */
const ended = (method: JsonObject, created: number) => {
	const expires = asText(method['expires']);
	return expires !== undefined && !(created <= Date.parse(expires) + CLOCK_SKEW);
};

function unlisted(id: string, document: JsonObject, { sealed }: Keyed): Check<'binding'> {
	// A profile that lists no key says nothing of who signs for its issuer.
	const silent = !lists(document) && !('assertionMethod' in document);
	if (silent && !id.startsWith('did:')) return check('binding', 'unproven');
	const { method } = sealed;
	const own = method === '' || nameOfKey(method, id).startsWith(`${id}#`);
	return check('binding', own ? 'key-not-listed' : 'key-of-another');
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
	if (issuer.kind !== 'found' || !('key' in keyed.found)) return check('binding', 'unproven');
	const document: JsonObject = issuer.document;
	const { key } = keyed.found;
	const told = toldOf(id, document, key, keyed);
	if (!told) return unlisted(id, document, keyed);
	if (!told.methods.some((method) => isOf(id, method))) return check('binding', 'key-of-another');
	if (told.methods.some(withdrawn)) return check('binding', 'key-withdrawn');
	const allowed = told.names.map((name) => mayAssert(document, name));
	if (!allowed.includes(true))
		return check('binding', allowed.includes(undefined) ? 'unproven' : 'key-withdrawn');
	const created = Date.parse(date);
	if (told.methods.some((method) => ended(method, created)))
		return check('binding', 'outside-window', { date });
	if (!issuer.keys) return check('binding', 'bound', { date });
	const own = issuer.keys.find((one) => {
		const held = 'jwk' in one ? keyFromJwk(one.jwk) : keyFromMultikey(one.multikey);
		return typeof held !== 'string' && held.thumbprint === key.thumbprint;
	});
	return own ? inRegister(own, created, date) : check('binding', 'key-not-listed');
}
