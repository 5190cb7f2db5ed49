import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { badgeAddress } from '../../addresses.ts';
import { revokeRow, setPublication } from '../award-store.ts';
import { lastStatusListNumber } from '../issuing/issuance-store.ts';
import { tablesOf } from '../tables.ts';

/**
 * What the journal of acts says about a badge issued after the restored backup: its serial (id), status entry
 * and short code.
 */
export interface LostIssuance {
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

/** An award issued after the restored backup, which only its holder still has. */
export interface LostAward {
	readonly serial: string;
	/** Address of the award's page before the restore. */
	readonly address: string;
	readonly badge: string;
	readonly shortCode: string;
	readonly awardedAt: Date;
}

/**
 * Stored in place of a proof that is lost: the entry then counts as signed but never published, and so as
 * revoked.
 */
const LOST_PROOF = 'lost';

/** Returns whether an issuing body is in the database. */
export async function hasIssuer(q: Queries, id: string): Promise<boolean> {
	const { issuers } = tablesOf(q);
	return (await q.select({ id: issuers.id }).from(issuers).where(eq(issuers.id, id))).length > 0;
}

/**
 * Records a serial and a status entry used after the backup, so that they are never assigned again; returns
 * false if they are already in the database. The entry counts as revoked until `markLostIssuancePublished`
 * records that its badge was published.
 */
export async function addLostIssuance(tx: Queries, one: LostIssuance, at: Date): Promise<boolean> {
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

const isLostIssuance = (tx: Queries, serial: string) => {
	const { issuances } = tablesOf(tx);
	return and(eq(issuances.id, serial), eq(issuances.voided, 'restored'));
};

/**
 * Marks a lost issuance (one begun after the backup was made) as published, so that its holder's copy stays
 * valid. Leaves an award that was signed again since the backup: that signature stays revoked, and the award
 * is signed once more with a new status entry.
 */
export async function markLostIssuancePublished(tx: Queries, serial: string): Promise<void> {
	const { issuances } = tablesOf(tx);
	await tx
		.update(issuances)
		.set({ proof: null, step: 'published' })
		.where(and(isLostIssuance(tx, serial), isNull(issuances.reissueOf)));
}

/**
 * Revokes again a badge that was revoked after the backup: the award, an issuance still under way, or the
 * status entry alone. Returns false if the award is already revoked in the backup.
 */
export async function revokeRestoredBadge(tx: Queries, one: LostIssuance, at: Date): Promise<boolean> {
	const { awards, issuances } = tablesOf(tx);
	const [award] = await tx
		.select({ issuer: awards.issuer, list: awards.statusList, index: awards.statusIndex })
		.from(awards)
		.where(eq(awards.id, one.serial));
	if (award) {
		// If the award was signed again after the backup, another act revokes that other entry.
		return revokeRow(tx, one.serial, { revokedAt: at, revokedBy: null, revocationReason: null });
	}
	await addLostIssuance(tx, one, at);
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

/** Makes the page of a badge private again after a restore; returns false if it is already private. */
export async function hideRestoredAward(tx: Queries, id: string): Promise<boolean> {
	const { awards } = tablesOf(tx);
	const shown = await tx
		.select({ id: awards.id })
		.from(awards)
		.where(and(eq(awards.id, id), isNotNull(awards.publishedAt)));
	if (shown.length === 0) return false;
	await setPublication(tx, id, { publishedAt: null, showsName: false });
	return true;
}

/** Returns the unrevoked awards issued after the backup, which only their holders still have. */
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

/** Counts the awards that were signed again after the backup, and must be signed once more. */
export async function lostReissueCount(q: Queries): Promise<number> {
	const { issuances } = tablesOf(q);
	return q.$count(issuances, and(eq(issuances.voided, 'restored'), isNotNull(issuances.reissueOf)));
}

/**
 * Closes the status lists in which entries may have been used after the backup. New entries of each issuing
 * body go two lists further, since the list in use may have filled and the next one opened. One entry, never
 * assigned to a badge, reserves the new list. Returns the slugs of the issuing bodies.
 */
export async function closeOpenStatusLists(
	tx: Queries,
	newId: () => string,
	at: Date,
): Promise<readonly string[]> {
	const { issuers, issuerKeys } = tablesOf(tx);
	const all = await tx.select().from(issuers);
	for (const { id: issuer, institution } of all) {
		const statusList = (await lastStatusListNumber(tx, issuer)) + 2;
		const [key] = await tx
			.select({ kid: issuerKeys.kid })
			.from(issuerKeys)
			.where(eq(issuerKeys.issuer, issuer));
		const place = { statusList, statusIndex: 0, shortCode: newId(), kid: key!.kid, badge: '' };
		await addLostIssuance(tx, { serial: newId(), issuer, institution, ...place }, at);
	}
	return all.map(({ slug }) => slug);
}
