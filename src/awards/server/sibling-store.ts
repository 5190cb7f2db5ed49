import { eq } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { Award } from '../award.ts';
import { awardById } from './award-store.ts';
import { tablesOf } from './tables.ts';

/** The award that says the same in the other language, whichever of the two was first; revoked or not. */
export async function siblingAward(q: Queries, { id, siblingOf }: Award): Promise<Award | undefined> {
	if (siblingOf !== null) return awardById(q, siblingOf);
	const { awards } = tablesOf(q);
	const [row] = await q.select({ id: awards.id }).from(awards).where(eq(awards.siblingOf, id));
	return row && awardById(q, row.id);
}
