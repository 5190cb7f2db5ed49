import { and, asc, eq, inArray, isNotNull, isNull, max, notExists } from 'drizzle-orm';
import { noteActs, type Queries } from '#platform/server';
import type { Issuance, IssuanceStep } from '../../issuance.ts';
import { takenAct } from '../acts.ts';
import { activeKey, type Named, namedIssuance } from './badge-name.ts';
import { issuance } from './issuance-store.ts';
import { tablesOf } from '../tables.ts';

/** Issuances by their serials, oldest first; an unknown one is left out. */
export async function issuancesByIds(q: Queries, ids: readonly string[]): Promise<readonly Issuance[]> {
	const { issuances } = tablesOf(q);
	const rows = await q
		.select()
		.from(issuances)
		.where(inArray(issuances.id, [...ids]))
		.orderBy(asc(issuances.createdAt), asc(issuances.id));
	return rows.map(issuance);
}

/** SHA-256 of what was intended for these entries of an issuer's status lists, by `list:index`. */
export async function digestsByEntry(
	q: Queries,
	issuer: string,
	entries: readonly Pick<Issuance, 'statusIndex'>[],
): Promise<ReadonlyMap<string, string>> {
	const { issuances } = tablesOf(q);
	const rows = await q
		.select({ list: issuances.statusList, index: issuances.statusIndex, digest: issuances.digest })
		.from(issuances)
		.where(
			and(
				eq(issuances.issuer, issuer),
				inArray(
					issuances.statusIndex,
					entries.map(({ statusIndex }) => statusIndex),
				),
			),
		);
	return new Map(rows.map(({ list, index, digest }) => [`${list}:${index}`, digest]));
}

/** Of these issuances, those that stand at a step and are not voided. */
export async function stillAt(
	q: Queries,
	ids: readonly string[],
	step: IssuanceStep,
): Promise<ReadonlySet<string>> {
	const { issuances } = tablesOf(q);
	const rows = await q
		.select({ id: issuances.id })
		.from(issuances)
		.where(and(inArray(issuances.id, [...ids]), eq(issuances.step, step), isNull(issuances.voided)));
	return new Set(rows.map(({ id }) => id));
}

/** Of these people and badges, which issuances are under way, by their names. */
export async function underWayAmong(
	q: Queries,
	wanted: readonly Named[],
): Promise<ReadonlyMap<string, string>> {
	const { issuances } = tablesOf(q);
	const rows = await q
		.select({ id: issuances.id, key: issuances.openKey })
		.from(issuances)
		.where(inArray(issuances.openKey, wanted.map(activeKey)));
	return new Map(rows.map(({ id, key }) => [String(key), id]));
}

/** Everything under way, oldest first, with the issuing body each belongs to. */
export async function underWayByIssuer(q: Queries): Promise<ReadonlyMap<string, readonly string[]>> {
	const { issuances } = tablesOf(q);
	const rows = await q
		.select({ id: issuances.id, issuer: issuances.issuer })
		.from(issuances)
		.where(isNotNull(issuances.openKey))
		.orderBy(asc(issuances.createdAt), asc(issuances.id));
	return new Map(
		[...Map.groupBy(rows, ({ issuer }) => issuer)].map(([issuer, own]) => [issuer, own.map(({ id }) => id)]),
	);
}

/** Records intents; a unique violation means that an entry or a code is taken, or that one is under way. */
export async function addIssuances(tx: Queries, all: readonly Issuance[]): Promise<void> {
	if (all.length === 0) return;
	await tx.insert(tablesOf(tx).issuances).values(
		all.map((one) => ({
			...one,
			intent: one.intent && JSON.stringify(one.intent),
			openKey: activeKey(namedIssuance(one)),
		})),
	);
	await noteActs(tx, all.map(takenAct));
}

/** Takes issuances from one step to the next; those that moved or were voided meanwhile stay. */
export async function advanceAll(
	tx: Queries,
	ids: readonly string[],
	move: { from: IssuanceStep; to: IssuanceStep; at: Date },
): Promise<void> {
	const { issuances } = tablesOf(tx);
	const done = move.to === 'published' ? { openKey: null, unsigned: null, intent: null } : {};
	await tx
		.update(issuances)
		.set({ step: move.to, updatedAt: move.at, ...done })
		.where(and(inArray(issuances.id, [...ids]), eq(issuances.step, move.from), isNull(issuances.voided)));
}

/** Of these entries of an issuer's status list, those that something holds or held. */
export async function takenEntries(
	q: Queries,
	{ issuer, statusList }: Pick<Issuance, 'issuer' | 'statusList'>,
	indexes: readonly number[],
): Promise<ReadonlySet<number>> {
	const { awards, issuances, supersededAwards } = tablesOf(q);
	const taken = new Set<number>();
	for (const table of [awards, issuances, supersededAwards]) {
		const rows = await q
			.select({ index: table.statusIndex })
			.from(table)
			.where(
				and(
					eq(table.issuer, issuer),
					eq(table.statusList, statusList),
					inArray(table.statusIndex, [...indexes]),
				),
			);
		for (const { index } of rows) taken.add(index);
	}
	return taken;
}

/** Of these short codes, those that something holds or held. */
export async function takenCodes(q: Queries, codes: readonly string[]): Promise<ReadonlySet<string>> {
	const { awards, issuances } = tablesOf(q);
	const taken = new Set<string>();
	for (const table of [awards, issuances]) {
		const rows = await q
			.select({ code: table.shortCode })
			.from(table)
			.where(inArray(table.shortCode, [...codes]));
		for (const { code } of rows) taken.add(code);
	}
	return taken;
}

/** The last status list of an issuer that anything was entered in; 1 before the first. */
export async function lastList(q: Queries, issuer: string): Promise<number> {
	const { awards, issuances, supersededAwards } = tablesOf(q);
	let last = 1;
	for (const table of [awards, issuances, supersededAwards]) {
		const [row] = await q
			.select({ list: max(table.statusList) })
			.from(table)
			.where(eq(table.issuer, issuer));
		last = Math.max(last, row?.list ?? 1);
	}
	return last;
}

/** How many entries of an issuer's status list something holds or held. */
export async function entriesIn(q: Queries, issuer: string, list: number): Promise<number> {
	const { awards, issuances, supersededAwards } = tablesOf(q);
	const inList = (table: typeof awards | typeof issuances | typeof supersededAwards) =>
		and(eq(table.issuer, issuer), eq(table.statusList, list));
	let entries = await q.$count(issuances, inList(issuances));
	for (const table of [awards, supersededAwards]) {
		// What went through an issuance is counted there.
		const issued = q
			.select({ id: issuances.id })
			.from(issuances)
			.where(and(inList(issuances), eq(issuances.statusIndex, table.statusIndex)));
		entries += await q.$count(table, and(inList(table), notExists(issued)));
	}
	return entries;
}
