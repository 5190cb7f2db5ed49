import { basisDescriptions, basisResults } from './basis.ts';
import type { Alignment, BadgeValues, Evidence, IssuerProfile, Picture } from './badge-values.ts';
import { CREDENTIALS_V2, OPEN_BADGES_3 } from './contexts.ts';
import { wholeSecond } from './keys/did.ts';
import { hashIdentity } from './identity-hash.ts';
import type { Json, JsonObject } from './json.ts';
import { statusEntry } from './status-list.ts';
import { contradictions } from './verify/shape/one-shape.ts';
import { structureOf } from './verify/shape/structure.ts';

type Loose = { readonly [key: string]: Json | undefined };

/** Leaves out what is absent or empty: OB 3.0 serializes neither null nor an empty list. */
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

const evidence = (piece: Evidence): JsonObject =>
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

function identifiers(recipient: BadgeValues['recipient']): readonly JsonObject[] {
	if (!recipient.email) return [];
	const { address, salt } = recipient.email;
	return [
		{
			type: 'IdentityObject',
			hashed: true,
			identityHash: hashIdentity(address, salt),
			identityType: 'emailAddress',
			salt,
		},
	];
}

/** The unsigned AchievementCredential that these values make, complete or not. */
export function uncheckedBadge(values: BadgeValues): JsonObject {
	return given({
		'@context': [CREDENTIALS_V2, OPEN_BADGES_3],
		id: values.id,
		type: ['VerifiableCredential', 'OpenBadgeCredential'],
		issuer: profile(values.issuer),
		validFrom: wholeSecond(values.validFrom),
		validUntil: values.validUntil && wholeSecond(values.validUntil),
		awardedDate: wholeSecond(values.awardedAt ?? values.validFrom),
		name: values.name,
		description: values.description,
		image: picture(values.image),
		credentialSubject: given({
			id: values.recipient.id,
			type: ['AchievementSubject'],
			identifier: identifiers(values.recipient),
			achievement: achievement(values),
			source: values.assessedBy && profile(values.assessedBy),
			result: basisResults(values.achievement.id, values.basis ?? []),
		}),
		evidence: values.evidence?.map(evidence),
		credentialStatus: values.status && statusEntry(values.status.list, values.status.index),
	});
}

/**
 * Builds an unsigned AchievementCredential from plain values. Throws `TypeError`, naming the places, if the values do
 * not make a complete badge (an address that is none, a level that is not on its scale…).
 */
export function openBadge(values: BadgeValues): JsonObject {
	const credential = uncheckedBadge(values);
	checkBadge(credential);
	return credential;
}

/**
 * The same badge to sign anew: same id and issuer, so that the newer `validFrom` takes the place of the earlier one (OB
 * 3.0, Equality). Its proof is left out, the date of the award stays. Throws `TypeError` if `validFrom` is not newer.
 */
export function renewedBadge(
	signed: JsonObject,
	how: { readonly validFrom: Date; readonly status: NonNullable<BadgeValues['status']> },
): JsonObject {
	const { proof: _proof, ...badge } = signed;
	const validFrom = wholeSecond(how.validFrom);
	if (!(Date.parse(validFrom) > Date.parse(String(badge['validFrom']))))
		throw new TypeError('not newer than the badge it renews');
	return { ...badge, validFrom, credentialStatus: statusEntry(how.status.list, how.status.index) };
}

/** Throws `TypeError`, naming the places, if a badge is not complete. */
export function checkBadge(credential: JsonObject): void {
	const { faults: wrong, departures } = structureOf(credential);
	// What is forgiven others is not forgiven us.
	const faults = [...wrong, ...departures, ...contradictions(credential)];
	if (faults.length > 0) {
		throw new TypeError(
			`not a badge: ${faults.map(({ path, problem }) => `${path} (${problem})`).join(', ')}`,
		);
	}
}
