import { and, asc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import { noteActs, type Queries } from '#platform/server';
import {
	type Intent,
	type Issuance,
	type IssuanceStep,
	VOID_REASONS,
	type VoidReason,
} from '../../issuance.ts';
import { takenAct } from '../acts.ts';
import { activeKey, type Named, namedIssuance } from './badge-name.ts';
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

/** The serial of a person's badge under way; with `sibling`, of what says it again in that language. */
export async function underWay(
	q: Queries,
	person: string,
	badge: string,
	sibling?: Named['sibling'],
): Promise<string | undefined> {
	const { issuances } = tablesOf(q);
	const [row] = await q
		.select({ id: issuances.id })
		.from(issuances)
		.where(eq(issuances.openKey, activeKey({ person, badge, sibling })));
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
		openKey: activeKey(namedIssuance(one)),
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
