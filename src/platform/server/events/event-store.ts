import { and, asc, eq, gt, inArray, lte, sql, type SQLWrapper } from 'drizzle-orm';
import { dialectOf } from '../database/columns.ts';
import type { Queries } from '../database/database.ts';
import { tables } from '../database/tables.ts';
import type { DomainEvent } from './event.ts';

/** A stored event that one listener has yet to handle. */
export interface Delivery {
	readonly id: string;
	readonly event: DomainEvent;
	readonly listener: string;
	readonly recordedAt: Date;
	/** How many times the listener failed to handle the event. */
	readonly attempts: number;
	readonly dueAt: Date;
}

const tablesOf = (q: Queries) => tables({ dialect: dialectOf(q) });
type Row = ReturnType<typeof tables>['eventDeliveries']['$inferSelect'];

const delivery = ({ event: name, person, about, ...row }: Row): Delivery => ({
	...row,
	event: { name, person, about: JSON.parse(about) as DomainEvent['about'] },
});

/** Stores deliveries (an event for one listener each), inside the write unit that records the event. */
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

/**
 * Returns at most `most` of the deliveries that are due, oldest first. Also postpones them to `until`, so
 * that no other process takes them.
 */
export async function takeDueDeliveries(
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

/** Deletes a delivery that its listener has handled. */
export async function removeDelivery(tx: Queries, id: string): Promise<void> {
	const { eventDeliveries: due } = tablesOf(tx);
	await tx.delete(due).where(eq(due.id, id));
}

/**
 * Postpones a failed delivery until `dueAt`, and stores how often it failed. Does nothing if it was handled,
 * and so deleted, meanwhile.
 */
export async function postponeDelivery(
	tx: Queries,
	id: string,
	attempts: number,
	dueAt: Date,
): Promise<void> {
	const { eventDeliveries: due } = tablesOf(tx);
	await tx.update(due).set({ attempts, dueAt }).where(eq(due.id, id));
}

/** Deletes the deliveries about a person who is erased. */
export async function deleteDeliveriesOf(tx: Queries, person: string): Promise<void> {
	const { eventDeliveries: due } = tablesOf(tx);
	await tx.delete(due).where(eq(due.person, person));
}

/** Counts the deliveries that failed at least once and will be tried again. */
export async function failingDeliveryCount(q: Queries): Promise<number> {
	const { eventDeliveries: due } = tablesOf(q);
	const [row] = await q
		.select({ count: sql`count(*)`.mapWith(Number) })
		.from(due)
		.where(gt(due.attempts, 0));
	return row?.count ?? 0;
}

/** Returns how many deliveries about these people (a query of their ids) failed and will be tried again. */
export async function failingDeliveryCountOf(q: Queries, people: SQLWrapper): Promise<number> {
	const { eventDeliveries: due } = tablesOf(q);
	const [row] = await q
		.select({ count: sql`count(*)`.mapWith(Number) })
		.from(due)
		.where(and(gt(due.attempts, 0), inArray(due.person, people)));
	return row?.count ?? 0;
}

/** Makes the deliveries about these people that failed due now. */
export async function makeFailedDeliveriesDue(tx: Queries, people: SQLWrapper, now: Date): Promise<void> {
	const { eventDeliveries: due } = tablesOf(tx);
	await tx
		.update(due)
		.set({ dueAt: now })
		.where(and(gt(due.attempts, 0), gt(due.dueAt, now), inArray(due.person, people)));
}

/** How many deliveries wait, and how many of them failed at least once; neither counts further than `most`. */
export async function deliveryCounts(
	q: Queries,
	most: number,
): Promise<{ readonly waiting: number; readonly failing: number }> {
	const { eventDeliveries: due } = tablesOf(q);
	const some = q.select({ attempts: due.attempts }).from(due).limit(most).as('some');
	const [row] = await q
		.select({
			waiting: sql`count(*)`.mapWith(Number),
			failing: sql`coalesce(sum(case when ${some.attempts} > 0 then 1 else 0 end), 0)`.mapWith(Number),
		})
		.from(some);
	return row ?? { waiting: 0, failing: 0 };
}
