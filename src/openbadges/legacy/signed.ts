import type { KeyObject } from 'node:crypto';
import { asList, asText, isObject, withoutBrackets } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { checkResult } from '../report.ts';
import type { Check } from '../report.ts';
import { idOfReference, latestVersion } from './assertion.ts';
import type { AssertionVerification, LegacyVersion } from './assertion.ts';
import { isSameAddress } from './compare.ts';
import { originOf, treatMovedAsUnreachable } from './documents.ts';
import type { ServedDocument } from './documents.ts';
import type { LegacyIssuer } from './issuer.ts';
import { jwsVerdict, publicKeyFromPem } from './jws.ts';
import type { Jws } from './jws.ts';

/** The key that a signed badge names, and the document that describes the key. */
interface NamedKey {
	readonly id: string;
	readonly key: KeyObject | undefined;
	/** The document that describes the key; undefined if its address serves only the key in PEM (1.0). */
	readonly document: JsonObject | undefined;
	readonly kind: ServedDocument['kind'];
}

const listed = (issuer: LegacyIssuer): readonly (JsonObject | string)[] =>
	asList(issuer.profile?.['publicKey']).filter(
		(one): one is JsonObject | string => isObject(one) || typeof one === 'string',
	);

/** Whether an id is the same address as another; documents of an https site may write http. */
const isSame = (id: string | undefined, other: string) => id !== undefined && isSameAddress(id, other);

const ofDocument = (id: string, document: JsonObject): NamedKey => ({
	id,
	key: publicKeyFromPem(asText(withoutBrackets(document['publicKeyPem']))),
	document,
	kind: 'document',
});

/**
 * Finds the key of a signed badge, in the issuer's profile or at the key's own address; undefined if the
 * badge names no key and the issuer does not have exactly one.
 */
async function findKey(
	backing: Extract<AssertionVerification, { kind: 'signed' }>,
	issuer: LegacyIssuer,
	ask: (id: string) => Promise<ServedDocument>,
): Promise<NamedKey | undefined> {
	const keys = listed(issuer);
	// A badge that names no key can only be signed with the single key of its issuer.
	const id = backing.key ?? (keys.length === 1 ? idOfReference(keys[0]) : undefined);
	if (id === undefined) return undefined;
	const isNamed = (one: JsonObject | string) => isSame(idOfReference(one), id);
	const inPlace = keys.filter(isObject).find((one) => isNamed(one) && 'publicKeyPem' in one);
	if (inPlace) return ofDocument(id, inPlace);
	// If one document names the key over http and another over https, the https address is requested.
	const names = [id, ...keys.filter(isNamed).map((one) => idOfReference(one) ?? id)];
	const safest = names.find((name) => /^https:/i.test(name)) ?? id;
	const served = treatMovedAsUnreachable(await ask(safest));
	if (served.kind === 'document') {
		const inside = asList(served.document['publicKey']).filter(isObject);
		return ofDocument(id, inside.find(isNamed) ?? served.document);
	}
	const key = served.kind === 'text' ? publicKeyFromPem(served.text) : undefined;
	return { id, key, document: undefined, kind: served.kind };
}

/**
 * Whether the key is the issuer's: its profile lists the key, and the key names the issuer as its owner (OB
 * 2.0, Signed Verification).
 */
function checkKey(named: NamedKey, issuer: LegacyIssuer, version: LegacyVersion): Check<'binding'> {
	const { id, document } = named;
	if (document && ['revoked', 'revokedAt'].some((end) => (document[end] ?? false) !== false))
		return checkResult('binding', 'key-withdrawn');
	if (!issuer.profile) return checkResult('binding', 'unproven');
	if (document && 'id' in document && !isSame(asText(withoutBrackets(document['id'])), id))
		return checkResult('binding', 'key-of-another');
	const owner = idOfReference(withoutBrackets(document?.['owner']));
	if (owner !== undefined && !isSame(owner, issuer.id)) return checkResult('binding', 'key-of-another');
	const keys = listed(issuer);
	if (keys.length > 0) {
		if (!keys.some((one) => isSame(idOfReference(one), id))) return checkResult('binding', 'key-not-listed');
		// In 2.0 both are needed: the profile lists the key, and the key names its owner.
		return owner === undefined && version === '2.0'
			? checkResult('binding', 'unproven')
			: checkResult('binding', 'bound');
	}
	if (version === '2.0') return checkResult('binding', 'key-not-listed');
	// Before 2.0 a profile listed no key: a key on the same site as the profile counts as the issuer's. The
	// issuer's own documents must also be older than 2.0, because the author of a forged assertion chooses
	// its version.
	const early = latestVersion(version, issuer.version) < '2.0';
	return early && originOf(id) === originOf(issuer.id)
		? checkResult('binding', 'bound')
		: checkResult('binding', 'unproven');
}

/** Checks the signature of a badge (`signature`), then whether the key is the issuer's (`binding`). */
export async function checkSignedAssertion(
	jws: Jws | undefined,
	backing: Extract<AssertionVerification, { kind: 'signed' }>,
	issuer: LegacyIssuer,
	version: LegacyVersion,
	ask: (id: string) => Promise<ServedDocument>,
): Promise<readonly [Check<'signature'>, Check<'binding'>]> {
	const not = checkResult('binding', 'not-reached');
	if (!jws || jws.signature.length === 0) return [checkResult('signature', 'no-proof'), not];
	// The algorithms `none` and HMAC are forbidden: anybody who has the public key could forge the signature.
	if (/^(none|HS\d+)$/i.test(jws.alg))
		return [checkResult('signature', 'forbidden-algorithm', { algorithm: jws.alg }), not];
	const named = await findKey(backing, issuer, ask);
	if (!named) return [checkResult('signature', 'key-missing'), not];
	if (named.kind === 'gone')
		return [checkResult('signature', 'key-missing'), checkResult('binding', 'key-withdrawn')];
	if (!named.key) return [checkResult('signature', 'key-missing'), not];
	const verdict = jwsVerdict(jws, named.key);
	if (verdict === 'unsupported')
		return [checkResult('signature', 'unsupported-suite', { suite: jws.alg }), not];
	if (verdict === 'weak') return [checkResult('signature', 'weak-key'), not];
	if (verdict === 'broken') return [checkResult('signature', 'broken'), not];
	return [checkResult('signature', 'sound'), checkKey(named, issuer, version)];
}
