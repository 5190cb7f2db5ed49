import type { World } from '#platform/server';
import { deleteActsBefore } from './act-store.ts';

/** For how many years the journal of administrators keeps an act: long enough for an audit of the year before. */
export const ACTS_KEPT_YEARS = 3;

/** Deletes what administrators did more than three years ago. Called every hour. */
export async function deleteOldAdministrativeActs(world: Pick<World, 'db' | 'now'>): Promise<void> {
	const limit = new Date(world.now());
	limit.setUTCFullYear(limit.getUTCFullYear() - ACTS_KEPT_YEARS);
	await world.db.write((tx) => deleteActsBefore(tx, limit));
}
