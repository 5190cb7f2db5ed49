import { and, count, desc, eq, isNull } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { type tables, tablesOf } from '../tables.ts';

type Row = ReturnType<typeof tables>['trainingSources']['$inferSelect'];

/** A service that sends what people completed, as it is stored: with the hash of its key, never the key. */
export interface TrainingSource {
	readonly id: string;
	readonly institution: string;
	readonly name: string;
	/** SHA-256 of its key. */
	readonly keyHash: string;
	/** Minutes and dimensions of what neither a statement nor the catalogue says. */
	readonly minutes: number;
	readonly dimensions: readonly string[];
	readonly createdAt: Date;
	/** When a statement last came; null before the first. */
	readonly lastAt: Date | null;
	/** When its key was revoked; null while it works. */
	readonly revokedAt: Date | null;
}

const read = ({ dimensions, ...row }: Row): TrainingSource => ({ ...row, dimensions: dimensions.split(' ') });

export const insertSource = async (tx: Queries, { dimensions, ...source }: TrainingSource): Promise<void> =>
	void (await tx
		.insert(tablesOf(tx).trainingSources)
		.values({ ...source, dimensions: dimensions.join(' ') }));

/** The sources of an institution, those whose key works first, the last made first. */
export async function sourcesOf(q: Queries, institution: string): Promise<TrainingSource[]> {
	const { trainingSources: t } = tablesOf(q);
	const rows = await q
		.select()
		.from(t)
		.where(eq(t.institution, institution))
		.orderBy(desc(t.createdAt), desc(t.id));
	const sources = rows.map(read);
	return [
		...sources.filter((one) => one.revokedAt === null),
		...sources.filter((one) => one.revokedAt !== null),
	];
}

/** How many sources an institution made, revoked ones counted. */
export async function sourceCount(q: Queries, institution: string): Promise<number> {
	const { trainingSources: t } = tablesOf(q);
	const [found] = await q
		.select({ count: count().mapWith(Number) })
		.from(t)
		.where(eq(t.institution, institution));
	return found!.count;
}

export async function findSource(q: Queries, id: string): Promise<TrainingSource | undefined> {
	const { trainingSources: t } = tablesOf(q);
	const [row] = await q.select().from(t).where(eq(t.id, id));
	return row && read(row);
}

/** Gives a source another key, if the present one works; returns whether it did. */
export async function replaceSourceKey(tx: Queries, id: string, keyHash: string): Promise<boolean> {
	const { trainingSources: t } = tablesOf(tx);
	const changed = await tx
		.update(t)
		.set({ keyHash })
		.where(and(eq(t.id, id), isNull(t.revokedAt)))
		.returning({ id: t.id });
	return changed.length === 1;
}

/** Revokes the key of a source, if it works; returns whether it did. */
export async function storeSourceRevoked(tx: Queries, id: string, revokedAt: Date): Promise<boolean> {
	const { trainingSources: t } = tablesOf(tx);
	const changed = await tx
		.update(t)
		.set({ revokedAt })
		.where(and(eq(t.id, id), isNull(t.revokedAt)))
		.returning({ id: t.id });
	return changed.length === 1;
}

/** Stores when statements of a source last came; returns false when its key was revoked meanwhile. */
export async function storeSourceHeard(tx: Queries, id: string, lastAt: Date): Promise<boolean> {
	const { trainingSources: t } = tablesOf(tx);
	const changed = await tx
		.update(t)
		.set({ lastAt })
		.where(and(eq(t.id, id), isNull(t.revokedAt)))
		.returning({ id: t.id });
	return changed.length === 1;
}
