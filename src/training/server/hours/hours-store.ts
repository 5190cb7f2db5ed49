import { and, asc, count, eq, gte, lte, sum } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { LegalPeriod, TrainingKind } from '../../index.ts';
import { tablesOf } from '../tables.ts';

/** A person's declared time in one kind of learning activity: minutes, and number of activities. */
export interface KindTotal {
	readonly kind: TrainingKind;
	readonly minutes: number;
	readonly count: number;
}

/** A person's totals by kind of learning activity in a period, only the kinds of which there is one. */
export async function totalsByKind(
	q: Queries,
	person: string,
	{ from, to }: LegalPeriod,
): Promise<KindTotal[]> {
	const { trainings: t } = tablesOf(q);
	const rows = await q
		.select({ kind: t.kind, minutes: sum(t.minutes).mapWith(Number), count: count().mapWith(Number) })
		.from(t)
		.where(and(eq(t.person, person), gte(t.date, from), lte(t.date, to)))
		.groupBy(t.kind);
	return rows.map((row) => ({ ...row, kind: row.kind as TrainingKind }));
}

/** The calendar date of the first learning activity that a person logged; undefined when there is none. */
export async function firstTrainingDate(q: Queries, person: string): Promise<string | undefined> {
	const { trainings: t } = tablesOf(q);
	const [first] = await q
		.select({ date: t.date })
		.from(t)
		.where(eq(t.person, person))
		.orderBy(asc(t.date), asc(t.id))
		.limit(1);
	return first?.date;
}
