import { basisDescriptions, basisResults } from './basis.ts';
import type {
	Alignment,
	BadgeValues,
	BadgeEvidence,
	HashedEmail,
	IssuerProfile,
	Picture,
} from './badge-values.ts';
import { CREDENTIALS_V2, OPEN_BADGES_3 } from './contexts.ts';
import { isoToSecond } from './keys/did.ts';
import { hashIdentity } from './identity-hash.ts';
import { asList, asText, isObject, type Json, type JsonObject } from './json.ts';
import { statusEntry } from './status-list.ts';
import { sharedIdContradictions } from './verify/shape/one-shape.ts';
import { badgeFindings } from './verify/shape/structure.ts';

type Loose = { readonly [key: string]: Json | undefined };

/**
 * Removes absent and empty fields from an object of a badge: OB 3.0 serializes neither null nor an empty
 * list.
 */
function given(fields: Loose): JsonObject {
	const kept: Record<string, Json> = {};
	for (const key in fields) {
		const value = fields[key];
		if (value === undefined || value === null || value === '') continue;
		if (!Array.isArray(value) || value.length > 0) kept[key] = value;
	}
	return kept;
}

const picture = (image: Picture | undefined): Json | undefined =>
	image && given({ id: image.url, type: 'Image', caption: image.caption });

const profile = (issuer: IssuerProfile): JsonObject =>
	given({
		id: issuer.did,
		type: ['Profile'],
		name: issuer.name,
		url: issuer.url,
		email: issuer.email,
		description: issuer.description,
	});

const alignment = (to: Alignment): JsonObject =>
	given({
		type: ['Alignment'],
		targetName: to.name,
		targetUrl: to.url,
		targetFramework: to.framework,
		targetDescription: to.description,
		targetCode: to.code,
		targetType: to.type,
	});

const evidence = (piece: BadgeEvidence): JsonObject =>
	given({
		id: piece.url,
		type: ['Evidence'],
		name: piece.name,
		narrative: piece.narrative,
		description: piece.description,
		genre: piece.genre,
	});

function achievement(values: BadgeValues): JsonObject {
	const about = values.achievement;
	return given({
		id: about.id,
		type: ['Achievement'],
		achievementType: about.type,
		inLanguage: values.language,
		name: about.name,
		description: about.description,
		criteria: given({ id: about.criteria.url, narrative: about.criteria.narrative }),
		image: picture(about.image),
		version: about.version,
		tag: about.tags,
		alignment: about.alignments?.map(alignment),
		creator: about.creator && profile(about.creator),
		related: about.related?.map((twin) =>
			given({ id: twin.id, type: ['Related'], inLanguage: twin.language, version: twin.version }),
		),
		resultDescription: basisDescriptions(about.id, values.basis ?? []),
	});
}

function identifiers(email: BadgeValues['recipient']['email']): readonly JsonObject[] {
	if (!email) return [];
	const { salt } = email;
	const identityHash = 'hash' in email ? email.hash : hashIdentity(email.address, salt);
	return [{ type: 'IdentityObject', hashed: true, identityHash, identityType: 'emailAddress', salt }];
}

/**
 * The hashed e-mail to which a badge of ours is bound (OB 3.0, IdentityObject); undefined if it is bound to
 * none.
 */
export function hashedEmailOf(credential: JsonObject): HashedEmail | undefined {
	const subject = credential['credentialSubject'];
	const found = asList(isObject(subject) ? subject['identifier'] : undefined)
		.filter(isObject)
		.find(({ hashed, identityType }) => hashed === true && identityType === 'emailAddress');
	const hash = asText(found?.['identityHash']);
	return hash === undefined ? undefined : { hash, salt: asText(found?.['salt']) ?? '' };
}

/** Builds an unsigned AchievementCredential from plain values, without checking that it is complete. */
export function buildUncheckedBadge(values: BadgeValues): JsonObject {
	return given({
		'@context': [CREDENTIALS_V2, OPEN_BADGES_3],
		id: values.id,
		type: ['VerifiableCredential', 'OpenBadgeCredential'],
		issuer: profile(values.issuer),
		validFrom: isoToSecond(values.validFrom),
		validUntil: values.validUntil && isoToSecond(values.validUntil),
		awardedDate: isoToSecond(values.awardedAt ?? values.validFrom),
		name: values.name,
		description: values.description,
		image: picture(values.image),
		credentialSubject: given({
			id: values.recipient.id,
			type: ['AchievementSubject'],
			identifier: identifiers(values.recipient.email),
			achievement: achievement(values),
			source: values.assessedBy && profile(values.assessedBy),
			result: basisResults(values.achievement.id, values.basis ?? []),
		}),
		evidence: values.evidence?.map(evidence),
		credentialStatus: values.status && statusEntry(values.status.list, values.status.index),
	});
}

/**
 * Builds an unsigned AchievementCredential from plain values. Throws `TypeError`, with the paths of the
 * faults, if the values do not make a complete badge (an invalid address, a level that is not on its scale…).
 */
export function unsignedBadge(values: BadgeValues): JsonObject {
	const credential = buildUncheckedBadge(values);
	mustConformToStandard(credential);
	return credential;
}

/** How a badge is signed again: its new date and status entry, and to which e-mail it is bound from then on. */
export interface ReissueHow {
	readonly validFrom: Date;
	readonly status: NonNullable<BadgeValues['status']>;
	/** The hashed e-mail to bind it to; null to bind it to none; left out to leave that as it is. */
	readonly email?: HashedEmail | null;
}

/** The subject of a badge, bound to this hashed e-mail instead of any other. */
function boundSubject(
	{ identifier: _earlier, ...subject }: JsonObject,
	email: HashedEmail | null,
): JsonObject {
	const { id, type, ...rest } = subject;
	return given({ id, type, identifier: identifiers(email ?? undefined), ...rest });
}

/**
 * Prepares an issued badge to be signed again: same id, issuer and award date, a newer `validFrom` by which
 * verifiers prefer it (OB 3.0, Equality), another status entry, no proof; and bound to another e-mail, or to
 * none, if `email` says so. Throws `TypeError` if `validFrom` is not newer.
 */
export function unsignedReissue(signed: JsonObject, how: ReissueHow): JsonObject {
	const { proof: _proof, ...badge } = signed;
	const validFrom = isoToSecond(how.validFrom);
	if (!(Date.parse(validFrom) > Date.parse(String(badge['validFrom']))))
		throw new TypeError('not newer than the badge it renews');
	const subject = badge['credentialSubject'];
	return {
		...badge,
		validFrom,
		...(how.email !== undefined &&
			isObject(subject) && { credentialSubject: boundSubject(subject, how.email) }),
		credentialStatus: statusEntry(how.status.list, how.status.index),
	};
}

/**
 * Throws `TypeError`, with the paths of the faults, if a badge is incomplete or departs from the standard.
 */
export function mustConformToStandard(credential: JsonObject): void {
	const { faults: wrong, departures } = badgeFindings(credential);
	// Departures from the standard that we accept in other issuers' badges are faults in our own.
	const faults = [...wrong, ...departures, ...sharedIdContradictions(credential)];
	if (faults.length > 0) {
		throw new TypeError(
			`not a badge: ${faults.map(({ path, problem }) => `${path} (${problem})`).join(', ')}`,
		);
	}
}
