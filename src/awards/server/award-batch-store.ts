import { inArray } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { Award } from '../award.ts';
import { awardFrom } from './award-store.ts';
import { activeKey, type Named, namedAward } from './issuing/badge-name.ts';
import { tablesOf } from './tables.ts';

/** Awards by their ids; an unknown one is left out. */
export async function awardsByIds(q: Queries, ids: readonly string[]): Promise<readonly Award[]> {
	const { awards } = tablesOf(q);
	const rows = await q
		.select()
		.from(awards)
		.where(inArray(awards.id, [...ids]));
	return rows.map(awardFrom);
}

/** Of these people and badges, which awards stand, by their names. */
export async function standingAmong(
	q: Queries,
	wanted: readonly Named[],
): Promise<ReadonlyMap<string, string>> {
	const { awards } = tablesOf(q);
	const rows = await q
		.select({ id: awards.id, key: awards.activeKey })
		.from(awards)
		.where(inArray(awards.activeKey, wanted.map(activeKey)));
	return new Map(rows.map(({ id, key }) => [String(key), id]));
}

/** Records awards; a unique violation means that one stands already, or that its list entry or code is taken. */
export async function addAwards(tx: Queries, all: readonly Award[]): Promise<void> {
	if (all.length === 0) return;
	await tx.insert(tablesOf(tx).awards).values(
		all.map((one) => ({
			...one,
			basis: one.basis && JSON.stringify(one.basis),
			level: one.basis?.observed ?? null,
			activeKey: activeKey(namedAward(one)),
		})),
	);
}
