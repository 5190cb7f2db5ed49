import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { badgeAddress } from '../../addresses.ts';
import { revokeRow, setPublication } from '../award-store.ts';
import { lastList } from '../issuing/issuance-store.ts';
import { tablesOf } from '../tables.ts';

/** A serial and its entry, as they are known when nothing else is. */
export interface LostEntry {
	readonly serial: string;
	readonly issuer: string;
	readonly institution: string;
	readonly badge: string;
	readonly kid: string;
	readonly statusList: number;
	readonly statusIndex: number;
	readonly shortCode: string;
	readonly reissueOf?: string | null;
}

/** An award that only its holder still has. */
export interface LostAward {
	readonly serial: string;
	/** Where its page was. */
	readonly address: string;
	readonly badge: string;
	readonly shortCode: string;
	readonly awardedAt: Date;
}

/** In the place of a proof that is lost: the entry counts as signed and never given, hence revoked. */
const LOST_PROOF = 'lost';

/** Whether an issuing body is known here. */
export async function hasIssuer(q: Queries, id: string): Promise<boolean> {
	const { issuers } = tablesOf(q);
	return (await q.select({ id: issuers.id }).from(issuers).where(eq(issuers.id, id))).length > 0;
}

/**
 * Records a serial and an entry that were taken after the copy, so that they serve no more; false if they are known. The
 * entry is revoked until it is known that its badge was given.
 */
export async function addLost(tx: Queries, one: LostEntry, at: Date): Promise<boolean> {
	const { awards, issuances } = tablesOf(tx);
	const known = await tx.select({ id: awards.id }).from(awards).where(eq(awards.id, one.serial));
	if (known.length > 0) return false;
	const { serial: id, reissueOf = null, ...entry } = one;
	const added = await tx
		.insert(issuances)
		.values({
			...entry,
			id,
			reissueOf,
			person: null,
			application: null,
			unsigned: null,
			digest: '',
			intent: null,
			step: 'intended',
			proof: LOST_PROOF,
			voided: 'restored',
			openKey: null,
			createdAt: at,
			updatedAt: at,
		})
		.onConflictDoNothing()
		.returning({ id: issuances.id });
	return added.length === 1;
}

const lostAs = (tx: Queries, serial: string) => {
	const { issuances } = tablesOf(tx);
	return and(eq(issuances.id, serial), eq(issuances.voided, 'restored'));
};

/**
 * The badge of a lost entry was given: its holder's copy stays valid. One that signed another anew stays revoked: it is
 * signed anew once more, under an entry that is known.
 */
export async function markGiven(tx: Queries, serial: string): Promise<void> {
	const { issuances } = tablesOf(tx);
	await tx
		.update(issuances)
		.set({ proof: null, step: 'published' })
		.where(and(lostAs(tx, serial), isNull(issuances.reissueOf)));
}

/** Revokes a badge again: the award, what is still under way, or the entry alone. False if it is revoked already. */
export async function revokeRestored(tx: Queries, one: LostEntry, at: Date): Promise<boolean> {
	const { awards, issuances } = tablesOf(tx);
	const [award] = await tx
		.select({ issuer: awards.issuer, list: awards.statusList, index: awards.statusIndex })
		.from(awards)
		.where(eq(awards.id, one.serial));
	if (award) {
		// Signed anew since the copy: that other entry is revoked as well, by its own act.
		return revokeRow(tx, one.serial, { revokedAt: at, revokedBy: null, revocationReason: null });
	}
	await addLost(tx, one, at);
	const [row] = await tx
		.update(issuances)
		.set({
			voided: 'restored',
			step: 'signed',
			proof: LOST_PROOF,
			openKey: null,
			unsigned: null,
			intent: null,
			updatedAt: at,
		})
		.where(eq(issuances.id, one.serial))
		.returning({ id: issuances.id });
	return row !== undefined;
}

/** Shows a badge's page to nobody; false if nobody sees it. */
export async function hideRestored(tx: Queries, id: string): Promise<boolean> {
	const { awards } = tablesOf(tx);
	const shown = await tx
		.select({ id: awards.id })
		.from(awards)
		.where(and(eq(awards.id, id), isNotNull(awards.publishedAt)));
	if (shown.length === 0) return false;
	await setPublication(tx, id, { publishedAt: null, showsName: false });
	return true;
}

/** Active awards issued after the backup: only their holders still have them. */
export async function lostAwards(q: Queries): Promise<readonly LostAward[]> {
	const { issuances, issuers } = tablesOf(q);
	const rows = await q
		.select({
			serial: issuances.id,
			origin: issuers.origin,
			badge: issuances.badge,
			shortCode: issuances.shortCode,
			awardedAt: issuances.createdAt,
		})
		.from(issuances)
		.innerJoin(issuers, eq(issuers.id, issuances.issuer))
		.where(and(eq(issuances.voided, 'restored'), eq(issuances.step, 'published')))
		.orderBy(issuances.createdAt, issuances.id);
	return rows.map(({ origin, ...row }) => ({ ...row, address: badgeAddress(origin, row.serial) }));
}

/** How many badges were signed anew after the copy, and are to be signed anew once more. */
export async function lostReissues(q: Queries): Promise<number> {
	const { issuances } = tablesOf(q);
	return q.$count(issuances, and(eq(issuances.voided, 'restored'), isNotNull(issuances.reissueOf)));
}

/**
 * Closes the status lists that entries may have been given in, unknown to this copy: for each issuing body, new entries go
 * two lists further (the open one may have been filled since, and the next one opened). One entry that serves no more
 * holds the place.
 */
export async function closeOpenLists(tx: Queries, newId: () => string, at: Date): Promise<readonly string[]> {
	const { issuers, issuerKeys } = tablesOf(tx);
	const all = await tx.select().from(issuers);
	for (const { id: issuer, institution } of all) {
		const statusList = (await lastList(tx, issuer)) + 2;
		const [key] = await tx
			.select({ kid: issuerKeys.kid })
			.from(issuerKeys)
			.where(eq(issuerKeys.issuer, issuer));
		const place = { statusList, statusIndex: 0, shortCode: newId(), kid: key!.kid, badge: '' };
		await addLost(tx, { serial: newId(), issuer, institution, ...place }, at);
	}
	return all.map(({ slug }) => slug);
}
