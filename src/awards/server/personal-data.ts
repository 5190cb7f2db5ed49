import type { Json } from '#platform';
import type { PartOfInstitution } from '#identity/server';
import type { Queries, World } from '#platform/server';
import { awardAsFile } from './files/artwork.ts';
import { awardsOf } from './award-store.ts';
import { tokensOf } from './files/award-token-store.ts';
import { erasePersonFromAwards, erasePersonFromAwardsIn, eraseSupersededTextsOf } from './erase-store.ts';
import { issuancesUnderWayFor } from './issuing/issuance-store.ts';
import { supersededTextsOf } from './issuing/superseded-store.ts';

/** A person's badges; with `part`, those of its institution only. */
const awardsWithin = async ({ db }: Pick<World, 'db'>, person: string, part?: PartOfInstitution) =>
	(await awardsOf(db.read, person)).filter(
		({ institution }) => part === undefined || institution === part.institution,
	);

const signedOf = (text: string | null) => (text === null ? null : (JSON.parse(text) as Json));
const at = (instant: Date | null) => instant?.toISOString() ?? null;

/**
 * Returns everything stored about a person's badges, for the copy of their data that they may download:
 * instants in UTC, signed badges unchanged.
 */
export async function personalData(world: World, person: string, part?: PartOfInstitution): Promise<Json> {
	const { read } = world.db;
	const awards = await awardsWithin(world, person, part);
	const tokens = await tokensOf(
		read,
		awards.map(({ id }) => id),
	);
	const underWay = await issuancesUnderWayFor(read, person, part?.institution);
	const earlier = Map.groupBy(
		await supersededTextsOf(
			read,
			awards.map(({ id }) => id),
		),
		({ award }) => award,
	);
	return {
		underWay: underWay.map(({ createdAt, ...one }) => ({ ...one, createdAt: at(createdAt) })),
		badges: awards.map((one) => ({
			id: one.id,
			badge: one.badge,
			language: one.locale,
			translationOf: one.translationOf,
			shortCode: one.shortCode,
			basis: one.basis && { ...one.basis },
			awardedAt: at(one.awardedAt),
			validUntil: at(one.validUntil),
			publishedAt: at(one.publishedAt),
			showsName: one.showsName,
			bindsEmail: one.bindsEmail,
			reconsideredAt: one.reconsideredAt?.toISOString() ?? null,
			reconsidered: one.reconsidered,
			revokedAt: at(one.revokedAt),
			revocationReason: one.revocationReason,
			credential: signedOf(one.credential),
			token: tokens.get(one.id) ?? null,
			earlier: (earlier.get(one.id) ?? []).map(({ supersededAt, cause, reason, credential }) => ({
				supersededAt: at(supersededAt),
				cause,
				reason,
				credential: signedOf(credential),
			})),
		})),
	};
}

/**
 * Returns a person's badges as files, for the copy of their data that they may download: the signed text, and
 * the picture that contains it.
 */
export async function awardFiles(
	world: World,
	person: string,
	part?: PartOfInstitution,
): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]> {
	const awards = await awardsWithin(world, person, part);
	const files: { readonly name: string; readonly bytes: Uint8Array }[] = [];
	for (const { credential, ...award } of awards) {
		if (credential === null) continue;
		for (const form of ['json', 'png'] as const) {
			const { name, bytes } = await awardAsFile(world, { ...award, credential }, form);
			files.push({ name, bytes });
		}
	}
	return files;
}

/**
 * Erases the contents of a person's badges when they leave: the badges either stay verifiable, without a
 * name, for anyone who has a copy (`keepBadges`), or are revoked. In both cases the signed texts stored here
 * are erased.
 */
export async function erase(
	tx: Queries,
	person: string,
	{ keepBadges, now }: { readonly keepBadges: boolean; readonly now: Date },
): Promise<void> {
	await eraseSupersededTextsOf(tx, person);
	await erasePersonFromAwards(tx, person, { keepBadges, now });
}

/**
 * When a person leaves one institution and stays in another: their badges are theirs and stay as they are; what is
 * being issued to them there is given up, and what they decided there no longer names them.
 */
export const eraseFromInstitution = (
	tx: Queries,
	person: string,
	{ institution, now }: { readonly institution: string; readonly now: Date },
): Promise<void> => erasePersonFromAwardsIn(tx, person, { institution, now });

/** Returns the ids of a person's badges from one institution. */
export const awardsIn = async (
	{ db }: Pick<World, 'db'>,
	person: string,
	institution: string,
): Promise<readonly string[]> =>
	(await awardsOf(db.read, person)).filter((one) => one.institution === institution).map(({ id }) => id);
