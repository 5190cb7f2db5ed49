import { CREDENTIALS_V1, CREDENTIALS_V2 } from './contexts.ts';
import { asList, asText, hasType, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';

/**
 * Kinds of documents that the standards define besides awards, and that people submit by mistake for a badge.
 */
export const NON_AWARD_KINDS = [
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
export type NonAwardKind = (typeof NON_AWARD_KINDS)[number];

/**
 * The values of `type` that identify each kind of document; a document with types of several kinds is of the
 * kind that comes first in this list.
 */
const BY_TYPE: readonly (readonly [NonAwardKind, ...string[]])[] = [
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

/**
 * The kind of a document without a type, told from its properties: Open Badges before 1.1, DID documents and
 * JWK have no type.
 */
function byContent(document: JsonObject): NonAwardKind | undefined {
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
 * The kind of a document that the standards define but that is no award: a badge class, an issuer's profile,
 * a list… `undefined` for an award, and for an unknown kind.
 */
export function nonAwardKindOf(document: JsonObject): NonAwardKind | undefined {
	// A document is an award if its subject has an achievement and no list of credentials.
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
