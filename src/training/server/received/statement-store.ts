import { and, asc, count, eq, inArray, lte, type SQL } from 'drizzle-orm';
import { inBatches, insertRows, type Queries } from '#platform/server';
import { type tables, tablesOf } from '../tables.ts';

type Row = ReturnType<typeof tables>['receivedStatements']['$inferSelect'];

/**
 * What became of a statement: its activity is in its person's log (`logged`), or was there already (`known`);
 * it is held for want of a person; it was discarded; or it says nothing that is logged (`left`).
 */
export type StatementState = 'logged' | 'known' | 'held' | 'discarded' | 'left';

/** A statement that came, as it is stored: what it says only while it is held. */
export interface ReceivedStatement {
	readonly id: string;
	readonly source: string;
	/** The id that its sender gave it. */
	readonly statement: string;
	/** SHA-256 of what it says. */
	readonly digest: string;
	readonly state: StatementState;
	readonly person: string | null;
	/** How its sender calls the person; empty unless it is held. */
	readonly who: string;
	readonly title: string;
	readonly date: string;
	readonly minutes: number;
	readonly dimensions: readonly string[];
	readonly link: string | null;
	readonly receivedAt: Date;
}

/** What a statement that is held no longer says of anybody. */
const NOTHING = { who: '', title: '', date: '', minutes: 0, dimensions: '', link: null };

const read = ({ dimensions, ...row }: Row): ReceivedStatement => ({
	...row,
	state: row.state as StatementState,
	dimensions: dimensions.split(' ').filter((one) => one !== ''),
});

/** Stores statements that came: what they say is kept of those that are held. */
export const insertStatements = (tx: Queries, all: readonly ReceivedStatement[]): Promise<void> =>
	insertRows(
		tx,
		tablesOf(tx).receivedStatements,
		all.map(({ dimensions, ...one }) => ({
			...one,
			...(one.state === 'held' ? { dimensions: dimensions.join(' ') } : NOTHING),
		})),
	);

/** What is stored of the statements of a source that have these ids: the digest of each. */
export async function digestsOf(
	q: Queries,
	source: string,
	statements: readonly string[],
): Promise<ReadonlyMap<string, string>> {
	const { receivedStatements: t } = tablesOf(q);
	const rows = await inBatches(statements, (some) =>
		q
			.select({ statement: t.statement, digest: t.digest })
			.from(t)
			.where(and(eq(t.source, source), inArray(t.statement, some))),
	);
	return new Map(rows.map(({ statement, digest }) => [statement, digest]));
}

/** How many statements of each source there are, by state. */
export async function statementCounts(
	q: Queries,
	sources: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Partial<Record<StatementState, number>>>>> {
	const { receivedStatements: t } = tablesOf(q);
	if (sources.length === 0) return new Map();
	const rows = await q
		.select({ source: t.source, state: t.state, count: count().mapWith(Number) })
		.from(t)
		.where(inArray(t.source, [...sources]))
		.groupBy(t.source, t.state);
	const counts = new Map<string, Partial<Record<StatementState, number>>>();
	for (const { source, state, count: many } of rows)
		counts.set(source, { ...counts.get(source), [state]: many });
	return counts;
}

const held = (q: Queries, source: string): SQL | undefined => {
	const { receivedStatements: t } = tablesOf(q);
	return and(eq(t.source, source), eq(t.state, 'held'));
};

/** The statements of a source that are held, the first received first. */
export async function heldStatements(
	q: Queries,
	source: string,
	{ limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
): Promise<ReceivedStatement[]> {
	const { receivedStatements: t } = tablesOf(q);
	const rows = await q
		.select()
		.from(t)
		.where(held(q, source))
		.orderBy(asc(t.receivedAt), asc(t.id))
		.limit(limit)
		.offset(offset);
	return rows.map(read);
}

/** The statements of a source that are held and call their person as one of them does, `limit` at most. */
export async function heldAlike(
	q: Queries,
	{ source, who }: Pick<ReceivedStatement, 'source' | 'who'>,
	limit: number,
): Promise<ReceivedStatement[]> {
	const { receivedStatements: t } = tablesOf(q);
	const rows = await q
		.select()
		.from(t)
		.where(and(held(q, source), eq(t.who, who)))
		.orderBy(asc(t.receivedAt), asc(t.id))
		.limit(limit);
	return rows.map(read);
}

export async function findStatement(q: Queries, id: string): Promise<ReceivedStatement | undefined> {
	const { receivedStatements: t } = tablesOf(q);
	const [row] = await q.select().from(t).where(eq(t.id, id));
	return row && read(row);
}

/** Stores what became of statements that were held, and forgets what they say. */
export async function settleStatements(
	tx: Queries,
	ids: readonly string[],
	{ state, person }: Pick<ReceivedStatement, 'state' | 'person'>,
): Promise<void> {
	const { receivedStatements: t } = tablesOf(tx);
	await inBatches(ids, async (some) => {
		await tx
			.update(t)
			.set({ ...NOTHING, state, person })
			.where(inArray(t.id, some));
		return [];
	});
}

/** What came about a person from each service, the first received first. */
export async function statementsOfPerson(
	q: Queries,
	person: string,
): Promise<{ readonly source: string; readonly statement: string; readonly receivedAt: Date }[]> {
	const { receivedStatements: t, trainingSources: s } = tablesOf(q);
	return q
		.select({ source: s.name, statement: t.statement, receivedAt: t.receivedAt })
		.from(t)
		.innerJoin(s, eq(s.id, t.source))
		.where(eq(t.person, person))
		.orderBy(asc(t.receivedAt), asc(t.id));
}

/** Forgets what statements say that have been held since a time. */
export async function forgetHeldBefore(tx: Queries, until: Date): Promise<void> {
	const { receivedStatements: t } = tablesOf(tx);
	await tx
		.update(t)
		.set({ ...NOTHING, state: 'discarded' })
		.where(and(eq(t.state, 'held'), lte(t.receivedAt, until)));
}

/** Deletes the statements that say nothing that is logged and came before a time. */
export async function deleteLeftBefore(tx: Queries, until: Date): Promise<void> {
	const { receivedStatements: t } = tablesOf(tx);
	await tx.delete(t).where(and(eq(t.state, 'left'), lte(t.receivedAt, until)));
}
