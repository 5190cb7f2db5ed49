import { CREDENTIALS_V1, CREDENTIALS_V2 } from './contexts.ts';
import { asList, asText, hasType, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';

/** What the standards define beside an award, and that people give in its place. */
export const OTHER_KINDS = [
	'clr',
	'presentation-empty',
	'presentation-of-several',
	'answer-of-several',
	'endorsement',
	'badge-class',
	'achievement',
	'issuer-profile',
	'status-list',
	'revocation-list',
	'did-document',
	'key',
] as const;
export type OtherKind = (typeof OTHER_KINDS)[number];

/** The kinds that a document says to be by its type; the first that it bears is what it is. */
const BY_TYPE: readonly (readonly [OtherKind, ...string[]])[] = [
	['clr', 'ClrCredential', 'CLRCredential', 'Clr', 'CLR'],
	['endorsement', 'EndorsementCredential', 'Endorsement'],
	[
		'status-list',
		'BitstringStatusListCredential',
		'StatusList2021Credential',
		'BitstringStatusList',
		'StatusList2021',
	],
	['revocation-list', 'RevocationList', '1EdTechRevocationList', 'VerifiableCredentialRevocationList'],
	['badge-class', 'BadgeClass'],
	['achievement', 'Achievement'],
	['issuer-profile', 'Profile', 'Issuer', 'IssuerOrg'],
	['key', 'CryptographicKey', 'Multikey', 'JsonWebKey', 'JsonWebKey2020', 'Ed25519VerificationKey2020'],
];

const within = (document: JsonObject, ...keys: readonly string[]) => keys.every((key) => key in document);
const text = (value: Json | undefined) => asText(value) !== undefined;

/** What a document without a type is, by what it holds: Open Badges until 1.0, DID documents and JWK have none. */
function byContent(document: JsonObject): OtherKind | undefined {
	if (within(document, 'recipient')) return undefined;
	if (
		/^did:/.test(asText(document['id']) ?? '') &&
		('verificationMethod' in document || 'assertionMethod' in document)
	)
		return 'did-document';
	if (within(document, 'kty') || Array.isArray(document['keys']) || within(document, 'publicKeyPem'))
		return 'key';
	if (within(document, 'revokedAssertions')) return 'revocation-list';
	if (within(document, 'revokedCredential') || within(document, 'revokedCredentials'))
		return 'revocation-list';
	if (within(document, 'name', 'criteria', 'issuer')) return 'badge-class';
	if (text(document['name']) && text(document['url']) && !('@context' in document)) return 'issuer-profile';
	return undefined;
}

/**
 * What a document is, where it is something that the standards define and no award: a badge class, an issuer's profile, a
 * list… `undefined` for an award, and for what nothing defines.
 */
export function otherKind(document: JsonObject): OtherKind | undefined {
	// An award says what it awards, to whom, or both.
	const [subject] = asList(document['credentialSubject']);
	const awards = isObject(subject) && 'achievement' in subject && !('verifiableCredential' in subject);
	if (awards && hasType(document, 'OpenBadgeCredential', 'AchievementCredential')) return undefined;
	if (hasType(document, 'Assertion')) return undefined;
	const typed = BY_TYPE.find(([, ...types]) => hasType(document, ...types))?.[0];
	if (typed) return typed;
	const contexts = asList(document['@context']);
	if (contexts.includes(CREDENTIALS_V1) || contexts.includes(CREDENTIALS_V2)) return undefined;
	return byContent(document);
}
