import { CLOCK_SKEW } from '../clock.ts';
import type { IssuerKey, IssuerTokenKey } from '../keys/did.ts';
import { asList, asText } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { isSameAddress } from '../legacy/compare.ts';
import { checkResult } from '../report.ts';
import type { Check } from '../report.ts';
import { keyFromJwk, keyFromMultikey } from '../keys/verification-key.ts';
import type { VerificationKey } from '../keys/verification-key.ts';
import {
	verificationMethodById,
	verificationMethodsIn,
	hasAnyKey,
	mayAssert,
	fullKeyId,
	hasKeyId,
} from './find-key.ts';
import type { SignatureKeyResult } from './find-key.ts';
import { keyFromVerificationMethod } from './key-forms.ts';
import type { IssuerDocumentAnswer } from './options.ts';
import type { SignatureWithKey } from './signature.ts';

/**
 * Whether an issuer's key was allowed to sign at a date (`created` in ms, `date` as text), by the state and
 * the period that the caller keeps for this key.
 */
function inRegister(key: IssuerKey | IssuerTokenKey, created: number, date: string): Check<'binding'> {
	if (key.state === 'compromised') return checkResult('binding', 'key-withdrawn');
	// `notBefore` has milliseconds, `created` only seconds.
	const begun = Math.floor(key.notBefore.getTime() / 1000) * 1000 <= created + CLOCK_SKEW;
	const going = key.endedAt === null || created <= key.endedAt.getTime() + CLOCK_SKEW;
	if (key.state === 'planned' || !begun || !going) return checkResult('binding', 'outside-window', { date });
	return checkResult('binding', key.state === 'retired' ? 'retired-key' : 'bound', { date });
}

type SignatureKey = Extract<SignatureKeyResult, { key: VerificationKey }>;

const holds = (method: JsonObject, key: VerificationKey) => {
	const held = keyFromVerificationMethod(method);
	return typeof held !== 'string' && held.thumbprint === key.thumbprint;
};

/**
 * What the issuer's own document says about a key: the ids under which it lists the key, and the entries for
 * it.
 */
interface KeyListing {
	readonly names: readonly string[];
	readonly methods: readonly JsonObject[];
	/** Who must control the key, if it is not the issuer: the DID in whose document it stands. */
	readonly owner?: string;
}

/**
 * What the document of another DID says about the key that signed, if the issuer's own document names that
 * key in `assertionMethod` (DID Core 1.0, 5.3.1; Referring to Verification Methods, 5.2.2). Both documents
 * must allow the key to assert, so that either can withdraw it (Controlled Identifiers 1.0, 3.3).
 */
function listingByReference(document: JsonObject, name: string, found: SignatureKey): KeyListing | undefined {
	const { method, allowedByItsDocument } = found;
	if (!method || !allowedByItsDocument) return undefined;
	if (!('assertionMethod' in document) || mayAssert(document, name) !== true) return undefined;
	return { methods: [method], names: [name], owner: name.replace(/#.*/s, '') };
}

/**
 * What the issuer's own document says about the key that signed, under any id; undefined if it does not list
 * that key. A key found at another address is listed if the document names that address; then the entry found
 * at that address counts. An entry in the document of another DID also counts, if the issuer's document names
 * it.
 */
function listingOf(
	id: string,
	document: JsonObject,
	key: VerificationKey,
	keyed: SignatureWithKey,
): KeyListing | undefined {
	const { sealed, found } = keyed;
	if (!('key' in found)) return undefined;
	const name = fullKeyId(sealed.method, id);
	// A key that was not found under an id of the issuer's document is looked for by value in that document.
	const unnamed = sealed.method === '' || found.from === 'address' || sealed.embedded !== undefined;
	const named = verificationMethodById(document, name, sealed.kinds);
	const own = verificationMethodsIn(document).filter((method) => holds(method, key));
	const methods = unnamed || (named && own.includes(named)) ? own : [];
	if (methods.length > 0) {
		const names = methods.map((method) => fullKeyId(asText(method['id']) ?? name, id));
		return { methods, names };
	}
	const referred = listingByReference(document, name, found);
	if (referred) return referred;
	const apart = found.from === 'address' ? found : undefined;
	return apart && hasKeyId(document, name) ? { methods: [apart.method ?? {}], names: [name] } : undefined;
}

/**
 * Whether an entry says that its key was revoked, whatever date the badge states; one such entry is enough to
 * refuse the key.
 */
const withdrawn = (method: JsonObject) =>
	['revoked', 'revokedAt'].some((end) => (method[end] ?? false) !== false);

const isOf = (id: string, method: JsonObject) => {
	const controller = method['controller'] ?? method['owner'];
	// A bare JWK does not name its owner: it belongs to the subject of the document that lists it.
	const names = asList(controller).filter((one) => typeof one === 'string');
	return controller === undefined || names.some((one) => isSameAddress(one, id));
};

/**
 * Whether a key had expired at a date (`created`, in ms), by one entry for it; five minutes are allowed
 * between clocks.
 */
const ended = (method: JsonObject, created: number) => {
	const expires = asText(method['expires']);
	return expires !== undefined && !(created <= Date.parse(expires) + CLOCK_SKEW);
};

function unlisted(id: string, document: JsonObject, { sealed }: SignatureWithKey): Check<'binding'> {
	// A profile that lists no key does not tell who signs for its issuer.
	const silent = !hasAnyKey(document) && !('assertionMethod' in document);
	if (silent && !id.startsWith('did:')) return checkResult('binding', 'unproven');
	const { method } = sealed;
	const own = method === '' || fullKeyId(method, id).startsWith(`${id}#`);
	return checkResult('binding', own ? 'key-not-listed' : 'key-of-another');
}

/**
 * Whether the key that signed belongs to the issuer and was allowed to sign for it at the date of signing
 * (`created` of a proof, `iat` of a token). If the signature states no date, `validFrom` (the start of the
 * badge's validity) is used.
 */
export function checkBinding(
	id: string,
	keyed: SignatureWithKey,
	issuer: IssuerDocumentAnswer,
	validFrom?: string,
): Check<'binding'> {
	const date = keyed.sealed.created ?? validFrom ?? '';
	if (issuer.kind !== 'found' || !('key' in keyed.found)) return checkResult('binding', 'unproven');
	const document: JsonObject = issuer.document;
	const { key } = keyed.found;
	const listing = listingOf(id, document, key, keyed);
	if (!listing) return unlisted(id, document, keyed);
	if (!listing.methods.some((method) => isOf(listing.owner ?? id, method)))
		return checkResult('binding', 'key-of-another');
	if (listing.methods.some(withdrawn)) return checkResult('binding', 'key-withdrawn');
	const allowed = listing.names.map((name) => mayAssert(document, name));
	if (!allowed.includes(true))
		return checkResult('binding', allowed.includes(undefined) ? 'unproven' : 'key-withdrawn');
	const created = Date.parse(date);
	if (listing.methods.some((method) => ended(method, created)))
		return checkResult('binding', 'outside-window', { date });
	if (!issuer.keys) return checkResult('binding', 'bound', { date });
	const own = issuer.keys.find((one) => {
		const held = 'jwk' in one ? keyFromJwk(one.jwk) : keyFromMultikey(one.multikey);
		return typeof held !== 'string' && held.thumbprint === key.thumbprint;
	});
	return own ? inRegister(own, created, date) : checkResult('binding', 'key-not-listed');
}
