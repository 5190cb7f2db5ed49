import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import { dialectOf } from '../database/columns.ts';
import type { Queries } from '../database/database.ts';
import { tables } from '../database/tables.ts';

const tablesOf = (q: Queries) => tables({ dialect: dialectOf(q) });

/** A schedule as it is stored: when it is due, and how it ended last. */
export type StoredSchedule = ReturnType<typeof tables>['schedules']['$inferSelect'];

/** Stores schedules that are not stored yet: each is due at once. */
export async function addSchedules(tx: Queries, names: readonly string[], now: Date): Promise<void> {
	const rows = names.map((name) => ({ name, dueAt: now }));
	if (rows.length > 0) await tx.insert(tablesOf(tx).schedules).values(rows).onConflictDoNothing();
}

/** Returns the stored schedules of these names, by name. */
export async function storedSchedules(
	q: Queries,
	names: readonly string[],
): Promise<readonly StoredSchedule[]> {
	const { schedules: t } = tablesOf(q);
	return q
		.select()
		.from(t)
		.where(inArray(t.name, [...names]))
		.orderBy(asc(t.name));
}

/**
 * Takes, of these schedules, the one that has been due the longest, and returns its name; undefined when none
 * is due. It belongs to the process that took it until `until`.
 */
export async function takeDueSchedule(
	tx: Queries,
	{ names, now, until }: { readonly names: readonly string[]; readonly now: Date; readonly until: Date },
): Promise<string | undefined> {
	const { schedules: t } = tablesOf(tx);
	const [due] = await tx
		.select({ name: t.name })
		.from(t)
		.where(and(inArray(t.name, [...names]), lte(t.dueAt, now)))
		.orderBy(asc(t.dueAt), asc(t.name))
		.limit(1);
	if (due) await tx.update(t).set({ dueAt: until, startedAt: now }).where(eq(t.name, due.name));
	return due?.name;
}

/** Stores how a schedule ended, and when it is due next. `fault` is null when it did what it is for. */
export async function storeScheduleEnd(
	tx: Queries,
	name: string,
	end: { readonly endedAt: Date; readonly fault: string | null; readonly dueAt: Date },
): Promise<void> {
	const { schedules: t } = tablesOf(tx);
	await tx.update(t).set(end).where(eq(t.name, name));
}
