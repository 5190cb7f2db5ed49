import { eq, or } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** Stores that the holder of an award does not want it, nor its translation, bound to their address. */
export async function clearBindsEmail(tx: Queries, id: string): Promise<void> {
	const { awards } = tablesOf(tx);
	await tx
		.update(awards)
		.set({ bindsEmail: false })
		.where(or(eq(awards.id, id), eq(awards.translationOf, id)));
}
