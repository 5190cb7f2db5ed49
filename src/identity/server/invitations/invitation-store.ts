import { and, desc, eq, gt, inArray, isNull, sql, notInArray } from 'drizzle-orm';
import type { Queries } from '#platform/server';
import { type Audience, type Role, ROLES_OVER_OTHERS } from '../../actor.ts';
import { inHand } from '../accounts/membership-store.ts';
import { revokeTrustedMailedInvitationsBy } from '../mailed-invitations/mailed-invitation-store.ts';
import { tablesOf } from '../tables.ts';

/** An invitation to an institution. Its code was shown once and is not stored. */
export interface Invitation {
	readonly id: string;
	readonly institution: string;
	/** What the person who made it calls it (« École des Pins »); null when they gave no name. */
	readonly name: string | null;
	/** The first two characters of its code, by which the person who made it recognises it. */
	readonly codeHint: string;
	readonly role: Role;
	readonly audience: Audience | null;
	readonly createdBy: string;
	readonly createdAt: Date;
	readonly expiresAt: Date;
	readonly uses: number;
	readonly usesLeft: number;
	readonly revokedAt: Date | null;
}

type InvitationRow = Omit<Invitation, 'role' | 'audience'> & {
	role: string;
	audience: string | null;
	codeHash: string;
};

const read = ({ codeHash: _hash, role, audience, ...row }: InvitationRow): Invitation => ({
	...row,
	role: role as Role,
	audience: audience as Audience | null,
});

export const insertInvitation = async (
	tx: Queries,
	invitation: Invitation & { codeHash: string },
): Promise<void> => void (await tx.insert(tablesOf(tx).invitations).values(invitation));

/** Reads all invitations of an institution, latest first, even those that can no longer be used. */
export async function findInvitations(q: Queries, institution: string): Promise<Invitation[]> {
	const { invitations } = tablesOf(q);
	const rows = await q
		.select()
		.from(invitations)
		.where(eq(invitations.institution, institution))
		.orderBy(desc(invitations.createdAt), desc(invitations.id));
	return rows.map(read);
}

/** Finds the invitation with this code hash that can be used now: not used up, not revoked, not expired. */
export async function findOpenInvitation(
	q: Queries,
	codeHash: string,
	now: Date,
): Promise<Invitation | undefined> {
	const { invitations: t } = tablesOf(q);
	const [row] = await q
		.select()
		.from(t)
		.where(and(eq(t.codeHash, codeHash), isNull(t.revokedAt), gt(t.usesLeft, 0), gt(t.expiresAt, now)));
	return row && read(row);
}

/**
 * Takes one use of an invitation; returns false when none is left, even if a concurrent request took the last
 * one.
 */
export async function spendInvitationUse(tx: Queries, id: string): Promise<boolean> {
	const { invitations: t } = tablesOf(tx);
	const spent = await tx
		.update(t)
		.set({ usesLeft: sql`${t.usesLeft} - 1` })
		.where(and(eq(t.id, id), gt(t.usesLeft, 0)))
		.returning({ id: t.id });
	return spent.length === 1;
}

/**
 * Gives a new code to an invitation of an institution, and returns true; false, with nothing changed, when
 * somebody has used the invitation, it is revoked or there is none.
 */
export async function replaceCode(
	tx: Queries,
	{ id, institution }: { id: string; institution: string },
	code: { hash: string; hint: string },
): Promise<boolean> {
	const { invitations: t } = tablesOf(tx);
	const replaced = await tx
		.update(t)
		.set({ codeHash: code.hash, codeHint: code.hint })
		.where(
			and(
				...[eq(t.id, id), eq(t.institution, institution)],
				...[eq(t.usesLeft, t.uses), isNull(t.revokedAt)],
			),
		)
		.returning({ id: t.id });
	return replaced.length === 1;
}

/**
 * Revokes an invitation of an institution (an earlier revocation keeps its date); returns false when there is
 * no such invitation.
 */
export async function markRevoked(
	tx: Queries,
	{ id, institution, at }: { id: string; institution: string; at: Date },
): Promise<boolean> {
	const { invitations: t } = tablesOf(tx);
	const mine = and(eq(t.id, id), eq(t.institution, institution));
	const [found] = await tx.select({ revokedAt: t.revokedAt }).from(t).where(mine);
	if (found && found.revokedAt === null) await tx.update(t).set({ revokedAt: at }).where(mine);
	return found !== undefined;
}

/**
 * Revokes the invitations of advisers and administrators that a person made, by mail too, and that can still be used: in one
 * institution, or with null in all where they do not administer now.
 */
export async function revokeTrustedInvitationsBy(
	tx: Queries,
	createdBy: string,
	{ institution, at }: { readonly institution: string | null; readonly at: Date },
): Promise<void> {
	const { invitations: t, memberships } = tablesOf(tx);
	const administered = tx
		.select({ institution: memberships.institution })
		.from(memberships)
		.where(and(eq(memberships.person, createdBy), eq(memberships.role, 'administrator'), inHand(tx)));
	await tx
		.update(t)
		.set({ revokedAt: at })
		.where(
			and(
				...[eq(t.createdBy, createdBy), inArray(t.role, ROLES_OVER_OTHERS), isNull(t.revokedAt)],
				institution === null ? notInArray(t.institution, administered) : eq(t.institution, institution),
			),
		);
	await revokeTrustedMailedInvitationsBy(tx, createdBy, { institution, at });
}

/** Returns whether an invitation with this code hash exists, even one that can no longer be used. */
export async function hasInvitation(q: Queries, codeHash: string): Promise<boolean> {
	const { invitations: t } = tablesOf(q);
	return (await q.select({ id: t.id }).from(t).where(eq(t.codeHash, codeHash))).length > 0;
}
