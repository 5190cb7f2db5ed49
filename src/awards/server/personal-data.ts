import type { Json } from '#platform';
import type { Queries, World } from '#platform/server';
import { awardAsFile } from './files/artwork.ts';
import { awardsOf } from './award-store.ts';
import { tokensOf } from './files/award-token-store.ts';
import { erasePersonFromAwards, eraseSupersededTextsOf } from './erase-store.ts';
import { issuancesUnderWayFor } from './issuing/issuance-store.ts';
import { supersededTextsOf } from './issuing/superseded-store.ts';

const signedOf = (text: string | null) => (text === null ? null : (JSON.parse(text) as Json));
const at = (instant: Date | null) => instant?.toISOString() ?? null;

/**
 * Returns everything stored about a person's badges, for the copy of their data that they may download:
 * instants in UTC, signed badges unchanged.
 */
export async function personalData(world: World, person: string): Promise<Json> {
	const { read } = world.db;
	const awards = await awardsOf(read, person);
	const tokens = await tokensOf(
		read,
		awards.map(({ id }) => id),
	);
	const underWay = await issuancesUnderWayFor(read, person);
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
			publishedAt: at(one.publishedAt),
			showsName: one.showsName,
			bindsEmail: one.bindsEmail,
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
): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]> {
	const awards = await awardsOf(world.db.read, person);
	return awards.flatMap(({ id, badge, locale, credential }) => {
		if (credential === null) return [];
		return (['json', 'png'] as const).map((form) => {
			const { name, bytes } = awardAsFile(world, { id, badge, locale, credential }, form);
			return { name, bytes };
		});
	});
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
