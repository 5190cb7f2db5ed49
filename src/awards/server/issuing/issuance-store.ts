import { and, asc, eq, inArray, isNotNull, isNull, max, notExists } from 'drizzle-orm';
import { noteActs, type Queries } from '#platform/server';
import {
	type Intent,
	type Issuance,
	type IssuanceStep,
	VOID_REASONS,
	type VoidReason,
} from '../../issuance.ts';
import { entryTakenAct } from '../acts.ts';
import { uniqueKey, type KeyParts, keyPartsOfIssuance } from './unique-key.ts';
import { type tables, tablesOf } from '../tables.ts';

type Row = ReturnType<typeof tables>['issuances']['$inferSelect'];

/** Converts a row of the table of issuances to an `Issuance`. */
export const issuanceFromRow = ({ openKey: _openKey, intent, ...row }: Row): Issuance => ({
	...row,
	intent: intent === null ? null : (JSON.parse(intent) as Intent),
});

/** Returns the ids of all issuances under way (neither published nor voided), oldest first. */
export async function issuanceIdsUnderWay(q: Queries): Promise<readonly string[]> {
	const { issuances } = tablesOf(q);
	const rows = await q
		.select({ id: issuances.id })
		.from(issuances)
		.where(isNotNull(issuances.openKey))
		.orderBy(asc(issuances.createdAt), asc(issuances.id));
	return rows.map(({ id }) => id);
}

/**
 * Moves an issuance to its next step. Returns false, with nothing written, if it was moved or voided
 * meanwhile.
 */
export async function advanceIssuance(
	tx: Queries,
	id: string,
	move: { from: IssuanceStep; to: IssuanceStep; at: Date; proof?: string },
): Promise<boolean> {
	const { issuances } = tablesOf(tx);
	const done = move.to === 'published' ? { openKey: null, unsigned: null, intent: null } : {};
	const moved = await tx
		.update(issuances)
		.set({
			step: move.to,
			updatedAt: move.at,
			// A proof that is undefined is not written.
			proof: move.proof,
			...done,
		})
		.where(and(eq(issuances.id, id), eq(issuances.step, move.from), isNull(issuances.voided)))
		.returning({ id: issuances.id });
	return moved.length === 1;
}

/**
 * The columns to set when an issuance is voided: the reason and the time. Its uniqueness key, text and intent
 * are cleared.
 */
export const voidedColumns = (reason: VoidReason, at: Date) => ({
	voided: reason,
	updatedAt: at,
	openKey: null,
	unsigned: null,
	intent: null,
});

/** Voids an issuance; does nothing if it is published or voided already. */
export async function voidIssuance(tx: Queries, id: string, reason: VoidReason, at: Date): Promise<void> {
	const { issuances } = tablesOf(tx);
	await tx
		.update(issuances)
		.set(voidedColumns(reason, at))
		.where(and(eq(issuances.id, id), isNotNull(issuances.openKey)));
}

/** Voids every issuance under way that a key was to sign (`key-ended`). */
export async function voidIssuancesOfKey(tx: Queries, kid: string, at: Date): Promise<void> {
	const { issuances } = tablesOf(tx);
	await tx
		.update(issuances)
		.set(voidedColumns('key-ended', at))
		.where(and(eq(issuances.kid, kid), isNotNull(issuances.openKey)));
}

/**
 * Returns the entries of a status list whose badge was signed but never published: they count as revoked, in
 * case a copy got out.
 */
export async function voidedEntries(q: Queries, issuer: string, list: number): Promise<readonly number[]> {
	const { issuances } = tablesOf(q);
	const rows = await q
		.select({ index: issuances.statusIndex })
		.from(issuances)
		.where(
			and(
				eq(issuances.issuer, issuer),
				eq(issuances.statusList, list),
				// Lists every reason instead of `is not null`, which the index would not serve.
				inArray(issuances.voided, [...VOID_REASONS]),
				isNotNull(issuances.proof),
			),
		);
	return rows.map(({ index }) => index);
}

/** Returns a person's issuances under way, for the copy of their data that they may download. */
export async function issuancesUnderWayFor(
	q: Queries,
	person: string,
	institution?: string,
): Promise<readonly Pick<Issuance, 'id' | 'badge' | 'step' | 'createdAt'>[]> {
	const { issuances } = tablesOf(q);
	return q
		.select({
			id: issuances.id,
			badge: issuances.badge,
			step: issuances.step,
			createdAt: issuances.createdAt,
		})
		.from(issuances)
		.where(
			and(
				...[eq(issuances.person, person), isNotNull(issuances.openKey)],
				institution === undefined ? undefined : eq(issuances.institution, institution),
			),
		);
}

/** Returns the issuances with these ids, oldest first; unknown ids are left out. */
export async function issuancesByIds(q: Queries, ids: readonly string[]): Promise<readonly Issuance[]> {
	const { issuances } = tablesOf(q);
	const rows = await q
		.select()
		.from(issuances)
		.where(inArray(issuances.id, [...ids]))
		.orderBy(asc(issuances.createdAt), asc(issuances.id));
	return rows.map(issuanceFromRow);
}

/**
 * Returns the SHA-256 of the text that was to be signed for these status entries of an issuer, by
 * `list:index`.
 */
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

/** Returns which of these issuances are at this step and not voided. */
export async function idsStillAtStep(
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

/**
 * Returns the ids of the issuances under way for certain people and badges, by `uniqueKey` (`person:badge`,
 * with the language for a translation).
 */
export async function issuanceIdsUnderWayByKey(
	q: Queries,
	wanted: readonly KeyParts[],
): Promise<ReadonlyMap<string, string>> {
	const { issuances } = tablesOf(q);
	const rows = await q
		.select({ id: issuances.id, key: issuances.openKey })
		.from(issuances)
		.where(inArray(issuances.openKey, wanted.map(uniqueKey)));
	return new Map(rows.map(({ id, key }) => [String(key), id]));
}

/** Returns the ids of the issuances under way, oldest first, by issuer. */
export async function issuanceIdsUnderWayByIssuer(
	q: Queries,
): Promise<ReadonlyMap<string, readonly string[]>> {
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

/**
 * Stores new issuances and records their acts. A unique-constraint violation means that a status entry or a
 * code is taken, or that the same badge is already under way.
 */
export async function addIssuances(tx: Queries, all: readonly Issuance[]): Promise<void> {
	if (all.length === 0) return;
	await tx.insert(tablesOf(tx).issuances).values(
		all.map((one) => ({
			...one,
			intent: one.intent && JSON.stringify(one.intent),
			openKey: uniqueKey(keyPartsOfIssuance(one)),
		})),
	);
	await noteActs(tx, all.map(entryTakenAct));
}

/** Moves issuances to their next step, except those that moved or were voided meanwhile. */
export async function advanceIssuances(
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

/** Returns which of these entries of a status list are or were in use. */
export async function usedStatusEntries(
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

/** Returns which of these short codes are or were in use. */
export async function usedShortCodes(q: Queries, codes: readonly string[]): Promise<ReadonlySet<string>> {
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

/** Returns the number of the last status list that an issuer uses; 1 before the first entry. */
export async function lastStatusListNumber(q: Queries, issuer: string): Promise<number> {
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

/** Counts the entries of a status list that are or were in use. */
export async function usedStatusEntryCount(q: Queries, issuer: string, list: number): Promise<number> {
	const { awards, issuances, supersededAwards } = tablesOf(q);
	const inList = (table: typeof awards | typeof issuances | typeof supersededAwards) =>
		and(eq(table.issuer, issuer), eq(table.statusList, list));
	let entries = await q.$count(issuances, inList(issuances));
	for (const table of [awards, supersededAwards]) {
		// Awards and superseded texts whose entry has an issuance are already counted as issuances.
		const issued = q
			.select({ id: issuances.id })
			.from(issuances)
			.where(and(inList(issuances), eq(issuances.statusIndex, table.statusIndex)));
		entries += await q.$count(table, and(inList(table), notExists(issued)));
	}
	return entries;
}
