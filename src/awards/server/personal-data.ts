import type { Json } from '#platform';
import type { Queries, World } from '#platform/server';
import { awardIn } from './files/artwork.ts';
import { awardsOf } from './award-store.ts';
import { tokensOf } from './files/award-token-store.ts';
import { eraseAwardsOf, eraseSupersededOf } from './erase-store.ts';
import { underWayFor } from './issuing/issuance-store.ts';
import { supersededOf } from './issuing/superseded-store.ts';

const signedOf = (text: string | null) => (text === null ? null : (JSON.parse(text) as Json));
const at = (instant: Date | null) => instant?.toISOString() ?? null;

/** Everything kept of a person's badges, for their own copy: instants in UTC, signed badges as they are. */
export async function personalData(world: World, person: string): Promise<Json> {
	const { read } = world.db;
	const awards = await awardsOf(read, person);
	const tokens = await tokensOf(
		read,
		awards.map(({ id }) => id),
	);
	const underWay = await underWayFor(read, person);
	const earlier = Map.groupBy(
		await supersededOf(
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
			revokedAt: at(one.revokedAt),
			revocationReason: one.revocationReason,
			credential: signedOf(one.credential),
			token: tokens.get(one.id) ?? null,
			earlier: (earlier.get(one.id) ?? []).map(({ supersededAt, reason, credential }) => ({
				supersededAt: at(supersededAt),
				reason,
				credential: signedOf(credential),
			})),
		})),
	};
}

/** A person's badges as files for their own copy: the signed text, and the picture that holds it. */
export async function awardFiles(
	world: World,
	person: string,
): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]> {
	const awards = await awardsOf(world.db.read, person);
	return awards.flatMap(({ id, badge, credential }) => {
		if (credential === null) return [];
		return (['json', 'png'] as const).map((form) => {
			const { name, bytes } = awardIn(world, { id, badge, credential }, form);
			return { name, bytes };
		});
	});
}

/**
 * A person's badges once they leave: they either stay verifiable by whoever
 * holds a copy, without a name (`keepBadges`), or are revoked; in both cases the signed text leaves us.
 */
export async function erase(
	tx: Queries,
	person: string,
	{ keepBadges, now }: { readonly keepBadges: boolean; readonly now: Date },
): Promise<void> {
	await eraseSupersededOf(tx, person);
	await eraseAwardsOf(tx, person, { keepBadges, now });
}
