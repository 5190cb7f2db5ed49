import type { World } from '#platform/server';
import { deleteBulkActsBefore } from './bulk-act-store.ts';

const DAY = 86_400_000;
/** How long (days) an act for many people is kept: a draft, and one that was begun. */
export const BULK_KEPT_DAYS = { draft: 1, begun: 30 } as const;

/** Deletes the acts for many people that were prepared and not confirmed, and those done long ago. */
export async function deleteOldBulkActs(world: Pick<World, 'db' | 'now'>): Promise<void> {
	const before = (days: number) => new Date(world.now().getTime() - days * DAY);
	const limits = { draft: before(BULK_KEPT_DAYS.draft), begun: before(BULK_KEPT_DAYS.begun) };
	await world.db.write((tx) => deleteBulkActsBefore(tx, limits));
}
