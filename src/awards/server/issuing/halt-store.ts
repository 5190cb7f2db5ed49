import { and, asc, eq, isNull, or } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** An order that stops issuing, for one institution or the whole service, until it is lifted. */
export interface IssuingHalt {
	readonly id: string;
	/** Id of the institution that may not issue; null means the whole service. */
	readonly institution: string | null;
	readonly reason: string;
	readonly haltedAt: Date;
}

/** Returns every halt in force, oldest first. */
export async function haltsInForce(q: Queries): Promise<readonly IssuingHalt[]> {
	const { issuanceHalts: halts } = tablesOf(q);
	const rows = await q
		.select()
		.from(halts)
		.where(isNull(halts.resumedAt))
		.orderBy(asc(halts.haltedAt), asc(halts.id));
	return rows.map(({ resumedAt: _resumedAt, ...halt }) => halt);
}

/** Returns whether issuing is halted for an institution, by a halt of its own or of the whole service. */
export async function isHalted(q: Queries, institution: string): Promise<boolean> {
	const { issuanceHalts: halts } = tablesOf(q);
	const rows = await q
		.select({ id: halts.id })
		.from(halts)
		.where(and(isNull(halts.resumedAt), or(isNull(halts.institution), eq(halts.institution, institution))))
		.limit(1);
	return rows.length > 0;
}

export async function addIssuingHalt(tx: Queries, halt: IssuingHalt): Promise<void> {
	await tx.insert(tablesOf(tx).issuanceHalts).values({ ...halt, resumedAt: null });
}

/**
 * Ends the halts of exactly this scope (an institution, or null for the whole service); returns how many
 * there were.
 */
export async function liftIssuingHalts(tx: Queries, institution: string | null, at: Date): Promise<number> {
	const { issuanceHalts: halts } = tablesOf(tx);
	const scope = institution === null ? isNull(halts.institution) : eq(halts.institution, institution);
	const lifted = await tx
		.update(halts)
		.set({ resumedAt: at })
		.where(and(isNull(halts.resumedAt), scope))
		.returning({ id: halts.id });
	return lifted.length;
}
