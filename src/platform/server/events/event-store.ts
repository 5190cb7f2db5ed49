import { asc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import { dialectOf } from '../database/columns.ts';
import type { Queries } from '../database/database.ts';
import { tables } from '../database/tables.ts';
import type { Event } from './event.ts';

/** An event on its way to one listener. */
export interface Delivery {
	readonly id: string;
	readonly event: Event;
	readonly listener: string;
	readonly recordedAt: Date;
	/** How many times it was given and failed. */
	readonly attempts: number;
	readonly dueAt: Date;
}

const tablesOf = (q: Queries) => tables({ dialect: dialectOf(q) });
type Row = ReturnType<typeof tables>['eventDeliveries']['$inferSelect'];

const delivery = ({ event: name, person, about, ...row }: Row): Delivery => ({
	...row,
	event: { name, person, about: JSON.parse(about) as Event['about'] },
});

/** Records deliveries, in the write unit of what happened. */
export async function addDeliveries(tx: Queries, all: readonly Delivery[]): Promise<void> {
	if (all.length === 0) return;
	await tx.insert(tablesOf(tx).eventDeliveries).values(
		all.map(({ event: { name, person, about }, ...rest }) => ({
			...rest,
			event: name,
			person,
			about: JSON.stringify(about),
		})),
	);
}

/** Takes what is due, the oldest first, and puts it off until a time: whoever else looks finds it taken. */
export async function takeDue(
	tx: Queries,
	{ now, until, most }: { readonly now: Date; readonly until: Date; readonly most: number },
): Promise<readonly Delivery[]> {
	const { eventDeliveries: due } = tablesOf(tx);
	const rows = await tx
		.select()
		.from(due)
		.where(lte(due.dueAt, now))
		.orderBy(asc(due.dueAt), asc(due.id))
		.limit(most);
	if (rows.length > 0)
		await tx
			.update(due)
			.set({ dueAt: until })
			.where(
				inArray(
					due.id,
					rows.map(({ id }) => id),
				),
			);
	return rows.map(delivery);
}

/** Forgets a delivery that was heard. */
export async function removeDelivery(tx: Queries, id: string): Promise<void> {
	const { eventDeliveries: due } = tablesOf(tx);
	await tx.delete(due).where(eq(due.id, id));
}

/** Puts a delivery that failed off until a time; one that was heard meanwhile stays gone. */
export async function putOff(tx: Queries, id: string, attempts: number, dueAt: Date): Promise<void> {
	const { eventDeliveries: due } = tablesOf(tx);
	await tx.update(due).set({ attempts, dueAt }).where(eq(due.id, id));
}

/** Forgets what speaks of somebody, who leaves. */
export async function removeDeliveriesOf(tx: Queries, person: string): Promise<void> {
	const { eventDeliveries: due } = tablesOf(tx);
	await tx.delete(due).where(eq(due.person, person));
}

/** How many deliveries have failed at least once, and are tried again. */
export async function failing(q: Queries): Promise<number> {
	const { eventDeliveries: due } = tablesOf(q);
	const [row] = await q
		.select({ count: sql`count(*)`.mapWith(Number) })
		.from(due)
		.where(gt(due.attempts, 0));
	return row?.count ?? 0;
}
