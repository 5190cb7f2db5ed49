import type { KeyObject } from 'node:crypto';
import { asList, asText, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import { idOf } from './assertion.ts';
import type { Backing, LegacyVersion } from './assertion.ts';
import { originOf, servedByOwnSite } from './documents.ts';
import type { Served } from './documents.ts';
import type { LegacyIssuer } from './issuer.ts';
import { jwsVerdict, keyIn } from './jws.ts';
import type { Jws } from './jws.ts';

/** The key that a signed badge names, and the document that describes the key. */
interface NamedKey {
	readonly id: string;
	readonly key: KeyObject | undefined;
	/** The document that describes the key; undefined if its address serves only the key in PEM (1.0). */
	readonly document: JsonObject | undefined;
	readonly kind: Served['kind'];
}

const listed = (issuer: LegacyIssuer): readonly (JsonObject | string)[] =>
	asList(issuer.profile?.['publicKey']).filter(
		(one): one is JsonObject | string => isObject(one) || typeof one === 'string',
	);

const ofDocument = (id: string, document: JsonObject): NamedKey => ({
	id,
	key: keyIn(asText(document['publicKeyPem'])),
	document,
	kind: 'document',
});

/**
 * Finds the key of a signed badge, in the issuer's profile or at the key's own address; undefined if the
 * badge names no key and the issuer does not have exactly one.
 */
async function findKey(
	backing: Extract<Backing, { kind: 'signed' }>,
	issuer: LegacyIssuer,
	ask: (id: string) => Promise<Served>,
): Promise<NamedKey | undefined> {
	const keys = listed(issuer);
	// A badge that names no key can only be signed with the single key of its issuer.
	const id = backing.key ?? (keys.length === 1 ? idOf(keys[0]) : undefined);
	if (id === undefined) return undefined;
	const inPlace = keys.filter(isObject).find((one) => one['id'] === id && 'publicKeyPem' in one);
	if (inPlace) return ofDocument(id, inPlace);
	const served = servedByOwnSite(await ask(id));
	if (served.kind === 'document') {
		const inside = asList(served.document['publicKey']).filter(isObject);
		return ofDocument(id, inside.find((one) => one['id'] === id) ?? served.document);
	}
	const key = served.kind === 'text' ? keyIn(served.text) : undefined;
	return { id, key, document: undefined, kind: served.kind };
}

/**
 * Whether the key is the issuer's: its profile lists the key, and the key names the issuer as its owner (OB
 * 2.0, Signed Verification).
 */
function checkKey(named: NamedKey, issuer: LegacyIssuer, version: LegacyVersion): Check<'binding'> {
	const { id, document } = named;
	if (document && ['revoked', 'revokedAt'].some((end) => (document[end] ?? false) !== false))
		return check('binding', 'key-withdrawn');
	if (!issuer.profile) return check('binding', 'unproven');
	if (document && 'id' in document && document['id'] !== id) return check('binding', 'key-of-another');
	const owner = idOf(document?.['owner']);
	if (owner !== undefined && owner !== issuer.id) return check('binding', 'key-of-another');
	const keys = listed(issuer);
	if (keys.length > 0) {
		if (!keys.some((one) => idOf(one) === id)) return check('binding', 'key-not-listed');
		// In 2.0 both are needed: the profile lists the key, and the key names its owner.
		return owner === undefined && version === '2.0'
			? check('binding', 'unproven')
			: check('binding', 'bound');
	}
	if (version === '2.0') return check('binding', 'key-not-listed');
	// Before 2.0 a profile listed no key: a key on the same site as the profile counts as the issuer's.
	return originOf(id) === originOf(issuer.id) ? check('binding', 'bound') : check('binding', 'unproven');
}

/** Checks the signature of a badge (`signature`), then whether the key is the issuer's (`binding`). */
export async function checkSigned(
	jws: Jws | undefined,
	backing: Extract<Backing, { kind: 'signed' }>,
	issuer: LegacyIssuer,
	version: LegacyVersion,
	ask: (id: string) => Promise<Served>,
): Promise<readonly [Check<'signature'>, Check<'binding'>]> {
	const not = check('binding', 'not-reached');
	if (!jws || jws.signature.length === 0) return [check('signature', 'no-proof'), not];
	// The algorithms `none` and HMAC are forbidden: anybody who has the public key could forge the signature.
	if (/^(none|HS\d+)$/i.test(jws.alg))
		return [check('signature', 'forbidden-algorithm', { algorithm: jws.alg }), not];
	const named = await findKey(backing, issuer, ask);
	if (!named) return [check('signature', 'key-missing'), not];
	if (named.kind === 'gone') return [check('signature', 'key-missing'), check('binding', 'key-withdrawn')];
	if (!named.key) return [check('signature', 'key-missing'), not];
	const verdict = jwsVerdict(jws, named.key);
	if (verdict === 'unsupported') return [check('signature', 'unsupported-suite', { suite: jws.alg }), not];
	if (verdict === 'weak') return [check('signature', 'weak-key'), not];
	if (verdict === 'broken') return [check('signature', 'broken'), not];
	return [check('signature', 'sound'), checkKey(named, issuer, version)];
}
