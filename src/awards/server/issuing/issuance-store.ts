import { and, asc, eq, inArray, isNotNull, isNull, max, notExists, or } from 'drizzle-orm';
import { noteActs, type Queries } from '#platform/server';
import {
	type Intent,
	type Issuance,
	type IssuanceStep,
	VOID_REASONS,
	type VoidReason,
} from '../../issuance.ts';
import { takenAct } from '../acts.ts';
import { uniqueKey, type KeyParts, keyPartsOfIssuance } from './unique-key.ts';
import { type tables, tablesOf } from '../tables.ts';

type Row = ReturnType<typeof tables>['issuances']['$inferSelect'];

/** A row as the rest of the house reads it. */
export const issuance = ({ openKey: _openKey, intent, ...row }: Row): Issuance => ({
	...row,
	intent: intent === null ? null : (JSON.parse(intent) as Intent),
});

/** One issuance, by its serial. */
export async function issuanceById(q: Queries, id: string): Promise<Issuance | undefined> {
	const { issuances } = tablesOf(q);
	const [row] = await q.select().from(issuances).where(eq(issuances.id, id));
	return row && issuance(row);
}

/** Id of the issuance under way of a person's badge; with `translatedInto`, of its translation. */
export async function underWay(
	q: Queries,
	person: string,
	badge: string,
	translatedInto?: KeyParts['translatedInto'],
): Promise<string | undefined> {
	const { issuances } = tablesOf(q);
	const [row] = await q
		.select({ id: issuances.id })
		.from(issuances)
		.where(eq(issuances.openKey, uniqueKey({ person, badge, translatedInto })));
	return row?.id;
}

/** The serials of everything under way, oldest first. */
export async function allUnderWay(q: Queries): Promise<readonly string[]> {
	const { issuances } = tablesOf(q);
	const rows = await q
		.select({ id: issuances.id })
		.from(issuances)
		.where(isNotNull(issuances.openKey))
		.orderBy(asc(issuances.createdAt), asc(issuances.id));
	return rows.map(({ id }) => id);
}

/** Records an intent; a unique violation means that its entry or code is taken, or that one is under way. */
export async function addIssuance(tx: Queries, one: Issuance): Promise<void> {
	await tx.insert(tablesOf(tx).issuances).values({
		...one,
		intent: one.intent && JSON.stringify(one.intent),
		openKey: uniqueKey(keyPartsOfIssuance(one)),
	});
	await noteActs(tx, [takenAct(one)]);
}

/** Whether an award made outside any issuance holds this status entry or short code. */
export async function isTaken(
	q: Queries,
	{
		issuer,
		statusList,
		statusIndex,
		shortCode,
	}: Pick<Issuance, 'issuer' | 'statusList' | 'statusIndex' | 'shortCode'>,
): Promise<boolean> {
	const { awards, supersededAwards: earlier } = tablesOf(q);
	const entry = and(
		eq(awards.issuer, issuer),
		eq(awards.statusList, statusList),
		eq(awards.statusIndex, statusIndex),
	);
	const before = await q
		.select({ id: earlier.id })
		.from(earlier)
		.where(
			and(
				eq(earlier.issuer, issuer),
				eq(earlier.statusList, statusList),
				eq(earlier.statusIndex, statusIndex),
			),
		);
	const rows = await q
		.select({ id: awards.id })
		.from(awards)
		.where(or(entry, eq(awards.shortCode, shortCode)));
	return rows.length + before.length > 0;
}

/** Takes an issuance from one step to the next; false, and nothing written, if it moved or was voided meanwhile. */
export async function advance(
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
			...(move.proof === undefined ? {} : { proof: move.proof }),
			...done,
		})
		.where(and(eq(issuances.id, id), eq(issuances.step, move.from), isNull(issuances.voided)))
		.returning({ id: issuances.id });
	return moved.length === 1;
}

export const voided = (reason: VoidReason, at: Date) => ({
	voided: reason,
	updatedAt: at,
	openKey: null,
	unsigned: null,
	intent: null,
});

/** Ends an issuance without a badge; nothing if it is published or ended already. */
export async function voidIssuance(tx: Queries, id: string, reason: VoidReason, at: Date): Promise<void> {
	const { issuances } = tablesOf(tx);
	await tx
		.update(issuances)
		.set(voided(reason, at))
		.where(and(eq(issuances.id, id), isNotNull(issuances.openKey)));
}

/** Ends everything under way that a key was to sign, or signed. */
export async function voidIssuancesOfKey(tx: Queries, kid: string, at: Date): Promise<void> {
	const { issuances } = tablesOf(tx);
	await tx
		.update(issuances)
		.set(voided('key-ended', at))
		.where(and(eq(issuances.kid, kid), isNotNull(issuances.openKey)));
}

/** The entries of an issuer's status list whose badge was signed and never given: revoked, lest it ever got out. */
export async function voidedEntries(q: Queries, issuer: string, list: number): Promise<readonly number[]> {
	const { issuances } = tablesOf(q);
	const rows = await q
		.select({ index: issuances.statusIndex })
		.from(issuances)
		.where(
			and(
				eq(issuances.issuer, issuer),
				eq(issuances.statusList, list),
				// All of them: an index finds these, where it would not find « not null ».
				inArray(issuances.voided, [...VOID_REASONS]),
				isNotNull(issuances.proof),
			),
		);
	return rows.map(({ index }) => index);
}

/** What is under way for a person, for their own copy. */
export async function underWayFor(
	q: Queries,
	person: string,
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
		.where(and(eq(issuances.person, person), isNotNull(issuances.openKey)));
}

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
	wanted: readonly KeyParts[],
): Promise<ReadonlyMap<string, string>> {
	const { issuances } = tablesOf(q);
	const rows = await q
		.select({ id: issuances.id, key: issuances.openKey })
		.from(issuances)
		.where(inArray(issuances.openKey, wanted.map(uniqueKey)));
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
			openKey: uniqueKey(keyPartsOfIssuance(one)),
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
