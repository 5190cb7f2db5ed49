import { and, eq, inArray, isNotNull, isNull, like } from 'drizzle-orm';
import { noteActs, type Queries } from '#platform/server';
import { type Intent, withoutAdviser } from '../issuance.ts';
import { revokedAct } from './acts.ts';
import { voided } from './issuing/issuance-store.ts';
import { tablesOf } from './tables.ts';

/** Erases the texts of a person's superseded signatures; their entries stay, lest a copy be taken for good. */
export async function eraseSupersededOf(tx: Queries, person: string): Promise<void> {
	const { awards, supersededAwards: earlier } = tablesOf(tx);
	const own = tx.select({ id: awards.id }).from(awards).where(eq(awards.person, person));
	await tx.update(earlier).set({ credential: null, reason: null }).where(inArray(earlier.award, own));
}

/** Forgets the tokens of a person's awards: they hold the signed text. Before the awards lose their person. */
async function eraseTokensOf(tx: Queries, person: string): Promise<void> {
	const { awards, awardTokens } = tablesOf(tx);
	const theirs = tx.select({ id: awards.id }).from(awards).where(eq(awards.person, person));
	await tx.delete(awardTokens).where(inArray(awardTokens.award, theirs));
}

/** Cuts the tie between a person and their issuances; what is under way ends. */
async function eraseIssuancesOf(tx: Queries, person: string, now: Date): Promise<void> {
	const { issuances } = tablesOf(tx);
	const theirs = eq(issuances.person, person);
	await tx
		.update(issuances)
		.set(voided('person-left', now))
		.where(and(theirs, isNotNull(issuances.openKey)));
	await tx.update(issuances).set({ person: null, application: null }).where(theirs);
	// What they decided for others goes on, without them.
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
 * Cuts the tie between a person and their awards. Kept: they stay verifiable without a name (id, badge, key, dates,
 * list entry). Not kept: they are revoked too. Either way the signed text and the pairwise id are gone.
 */
export async function eraseAwardsOf(
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
			revoked.map((row) => revokedAct(row, now)),
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
			// Whoever revoked may have named the person in the reason.
			revokedBy: null,
			revocationReason: null,
			...(keepBadges ? {} : { publishedAt: null }),
		})
		.where(eq(awards.person, person));
	// What they revoked of others stays, without them; what they decided loses them by the schema.
	await tx.update(awards).set({ revokedBy: null }).where(eq(awards.revokedBy, person));
	await eraseIssuancesOf(tx, person, now);
	await tx.delete(pairwiseSubjects).where(eq(pairwiseSubjects.person, person));
}
