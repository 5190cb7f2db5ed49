import { and, eq, inArray, isNotNull, isNull, like } from 'drizzle-orm';
import { noteActs, type Queries } from '#platform/server';
import { type Intent, withoutAdviser } from '../issuance.ts';
import { badgeRevokedAct } from './acts.ts';
import { voidedColumns } from './issuing/issuance-store.ts';
import { tablesOf } from './tables.ts';

/**
 * Erases a person's earlier signed texts, from before their awards were signed again. The status entries of
 * these texts stay revoked, so that a copy that remains somewhere does not verify as valid.
 */
export async function eraseSupersededTextsOf(tx: Queries, person: string): Promise<void> {
	const { awards, supersededAwards: earlier } = tablesOf(tx);
	const own = tx.select({ id: awards.id }).from(awards).where(eq(awards.person, person));
	await tx.update(earlier).set({ credential: null, reason: null }).where(inArray(earlier.award, own));
}

/**
 * Deletes the tokens (VC-JWT) of a person's awards, since a token contains the signed text. Call it before
 * the awards lose their person.
 */
async function eraseTokensOf(tx: Queries, person: string): Promise<void> {
	const { awards, awardTokens } = tablesOf(tx);
	const theirs = tx.select({ id: awards.id }).from(awards).where(eq(awards.person, person));
	await tx.delete(awardTokens).where(inArray(awardTokens.award, theirs));
}

/**
 * Removes a person's id from their issuances and voids those under way; also removes it from the intents of
 * badges that they decided for others.
 */
async function eraseIssuancesOf(tx: Queries, person: string, now: Date): Promise<void> {
	const { issuances } = tablesOf(tx);
	const theirs = eq(issuances.person, person);
	await tx
		.update(issuances)
		.set(voidedColumns('person-left', now))
		.where(and(theirs, isNotNull(issuances.openKey)));
	await tx.update(issuances).set({ person: null, application: null }).where(theirs);
	// Badges that they decided for others are still issued, without their name.
	for (const { id, intent } of await tx
		.select({ id: issuances.id, intent: issuances.intent })
		.from(issuances)
		.where(like(issuances.intent, `%${person}%`))) {
		const without = withoutAdviser(JSON.parse(intent!) as Intent);
		await tx
			.update(issuances)
			.set({ intent: JSON.stringify(without) })
			.where(eq(issuances.id, id));
	}
}

/**
 * Removes a person from their awards. With `keepBadges` the awards stay verifiable without a name (id, badge,
 * key, dates, status entry); otherwise they are also revoked and no longer published. In both cases the
 * signed texts, the tokens and the pairwise ids are erased, and issuances under way are voided.
 */
export async function erasePersonFromAwards(
	tx: Queries,
	person: string,
	{ keepBadges, now }: { keepBadges: boolean; now: Date },
): Promise<void> {
	const { awards, pairwiseSubjects } = tablesOf(tx);
	await eraseTokensOf(tx, person);
	if (!keepBadges) {
		const revoked = await tx
			.update(awards)
			.set({ revokedAt: now, revokedBy: null, revocationReason: null })
			.where(and(eq(awards.person, person), isNull(awards.revokedAt)))
			.returning();
		await noteActs(
			tx,
			revoked.map((row) => badgeRevokedAct(row, now)),
		);
	}
	await tx
		.update(awards)
		.set({
			person: null,
			application: null,
			subject: null,
			credential: null,
			basis: null,
			level: null,
			activeKey: null,
			showsName: false,
			bindsEmail: false,
			// Cleared, because the reason may name the person, and the id of the one who revoked the award
			// may help to identify them.
			revokedBy: null,
			revocationReason: null,
			...(keepBadges ? {} : { publishedAt: null }),
		})
		.where(eq(awards.person, person));
	// Badges of others that they revoked stay revoked, without their id; the foreign key clears `decidedBy`.
	await tx.update(awards).set({ revokedBy: null }).where(eq(awards.revokedBy, person));
	await eraseIssuancesOf(tx, person, now);
	await tx.delete(pairwiseSubjects).where(eq(pairwiseSubjects.person, person));
}

/**
 * When a person leaves one institution: voids what is being issued to them there, and takes their id out of the
 * awards that they decided or revoked there for others.
 */
export async function erasePersonFromAwardsIn(
	tx: Queries,
	person: string,
	{ institution, now }: { readonly institution: string; readonly now: Date },
): Promise<void> {
	const { awards, issuances } = tablesOf(tx);
	await tx
		.update(issuances)
		.set(voidedColumns('person-left', now))
		.where(
			and(
				...[eq(issuances.person, person), eq(issuances.institution, institution)],
				isNotNull(issuances.openKey),
			),
		);
	const here = eq(awards.institution, institution);
	await tx
		.update(awards)
		.set({ decidedBy: null })
		.where(and(here, eq(awards.decidedBy, person)));
	await tx
		.update(awards)
		.set({ revokedBy: null })
		.where(and(here, eq(awards.revokedBy, person)));
}
