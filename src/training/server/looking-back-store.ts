import { and, countDistinct, eq, isNotNull, sql } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { Helpfulness, LookingBack } from '../index.ts';
import { helpedColumn } from './looking-back-columns.ts';
import { tablesOf } from './tables.ts';

/** Stores what the person says of a learning activity, in the place of what they had said. */
export async function storeLookingBack(tx: Queries, id: string, said: LookingBack): Promise<void> {
	const { trainings: t } = tablesOf(tx);
	await tx
		.update(t)
		.set({ ...said, helped: helpedColumn(said) })
		.where(eq(t.id, id));
}

/** How many people each activity of the catalogue helped, by its id, each person counted once. */
export async function readHelpfulness(q: Queries): Promise<Map<string, Helpfulness>> {
	const { trainings: t } = tablesOf(q);
	const rows = await q
		.select({
			id: t.suggestion,
			answers: countDistinct(t.person).mapWith(Number),
			helped: sql`count(distinct case when ${t.helped} = 1 then ${t.person} end)`.mapWith(Number),
		})
		.from(t)
		.where(and(isNotNull(t.suggestion), isNotNull(t.helped)))
		.groupBy(t.suggestion);
	return new Map(rows.map(({ id, ...counts }) => [id ?? '', counts]));
}
