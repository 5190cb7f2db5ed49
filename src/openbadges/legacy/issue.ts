import { createHash } from 'node:crypto';
import { hashedEmailOf } from '../credential.ts';
import { asList, asText, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';

const CONTEXT = 'https://w3id.org/openbadges/v2';

/** The addresses of the three documents of the Open Badges 2.0 twin of a badge, and of its baked picture. */
export interface OpenBadges2Addresses {
	readonly assertion: string;
	readonly badge: string;
	readonly issuer: string;
	readonly picture?: string;
}

const given = (values: Readonly<Record<string, Json | undefined>>): JsonObject =>
	Object.fromEntries(
		Object.entries(values).filter((entry): entry is [string, Json] => entry[1] !== undefined),
	);

const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
const addressOf = (value: Json | undefined): string | undefined =>
	asText(object(value)['id']) ?? asText(value);

const achievementOf = (credential: JsonObject): JsonObject =>
	object(object(credential['credentialSubject'])['achievement']);

function evidenceOf(credential: JsonObject): readonly JsonObject[] | undefined {
	const pieces = asList(credential['evidence']).filter(isObject);
	if (pieces.length === 0) return undefined;
	return pieces.map(({ id, name, narrative, description, genre }) =>
		given({ type: 'Evidence', id, name, narrative, description, genre }),
	);
}

/**
 * The recipient of a hosted badge (OB 2.0, IdentityObject): the e-mail to which the credential is bound, with
 * the hash and the salt written there; otherwise its subject, hashed with `salt`.
 */
function recipientOf(credential: JsonObject, subject: string, salt: string): JsonObject {
	const email = hashedEmailOf(credential);
	if (email) return { type: 'email', hashed: true, salt: email.salt, identity: email.hash };
	const identity = `sha256$${createHash('sha256')
		.update(subject + salt, 'utf8')
		.digest('hex')}`;
	return { type: 'id', hashed: true, salt, identity };
}

/**
 * The hosted Open Badges 2.0 assertion with the content of a 3.0 credential (OB 2.0, Assertion). Its
 * recipient is the e-mail to which the credential is bound, or its subject, hashed with `salt`. Throws
 * `TypeError` without a subject.
 */
export function openBadges2Assertion(
	credential: JsonObject,
	at: OpenBadges2Addresses,
	salt: string,
): JsonObject {
	const subject = asText(object(credential['credentialSubject'])['id']);
	if (subject === undefined) throw new TypeError('the hosted badge has no subject id');
	return given({
		'@context': CONTEXT,
		type: 'Assertion',
		id: at.assertion,
		recipient: recipientOf(credential, subject, salt),
		badge: at.badge,
		verification: { type: 'HostedBadge' },
		issuedOn: credential['validFrom'],
		expires: credential['validUntil'],
		image: at.picture,
		narrative: credential['description'],
		evidence: evidenceOf(credential),
	});
}

/**
 * The Open Badges 2.0 badge class with the content of a 3.0 credential's achievement (OB 2.0, BadgeClass).
 */
export function openBadges2Class(credential: JsonObject, at: OpenBadges2Addresses): JsonObject {
	const about = achievementOf(credential);
	const alignments = asList(about['alignment']).filter(isObject);
	return given({
		'@context': CONTEXT,
		type: 'BadgeClass',
		id: at.badge,
		name: about['name'],
		description: about['description'],
		image: addressOf(about['image'] ?? credential['image']),
		criteria: given({
			id: object(about['criteria'])['id'],
			narrative: object(about['criteria'])['narrative'],
		}),
		issuer: at.issuer,
		alignment:
			alignments.length === 0
				? undefined
				: alignments.map(({ targetName, targetUrl, targetDescription, targetFramework, targetCode }) =>
						given({ targetName, targetUrl, targetDescription, targetFramework, targetCode }),
					),
		tags: about['tag'],
	});
}

/**
 * The Open Badges 2.0 profile of an issuer, which states where its badges may be hosted (OB 2.0, Profile and
 * VerificationObject).
 */
export function openBadges2Profile(issuer: {
	readonly id: string;
	readonly name: string;
	readonly url: string;
	readonly email: string;
	/** The beginning of the address of each of the issuer's badges. */
	readonly startsWith: string;
}): JsonObject {
	const { id, name, url, email, startsWith } = issuer;
	const verification = { type: 'VerificationObject', startsWith };
	return { '@context': CONTEXT, type: 'Issuer', id, name, url, email, verification };
}

/**
 * The document served, with status 410, in place of a hosted Open Badges 2.0 badge that was revoked (OB 2.0,
 * Hosted Verification).
 */
export function revokedAssertion(id: string, reason: string | null): JsonObject {
	return given({
		'@context': CONTEXT,
		type: 'Assertion',
		id,
		revoked: true,
		revocationReason: reason ?? undefined,
	});
}
