import type { NewMail, Queries, World } from '#platform/server';
import { queueMails } from '#platform/server';
import { membershipRows } from '../accounts/membership-store.ts';
import { findAccount } from '../accounts/people-store.ts';
import { peopleFrom, type PeopleHandedOver } from '../people-list/people-job.ts';
import { newToken, tokenHash } from '../sessions/tokens.ts';
import { findBatch, type InvitationBatch, updateBatch } from './batch-store.ts';
import {
	heldAlready,
	insertMailedInvitations,
	inviteeKey,
	invitedAlready,
	invitedOften,
} from './mailed-invitation-store.ts';

/** The kind of mail that brings an invitation. */
export const INVITATION_MAIL = 'invitation';
/** How many people of a list one write unit sees to: some milliseconds, in which nobody else is served. */
export const PEOPLE_PER_UNIT = 50;

const DAY = 86_400_000;
/** Most invitations that one institution sends to one address in a day, whatever becomes of them. */
const MOST_A_DAY = 3;

/** Those of these addresses that an institution invited often enough for a day. */
export const invitedEnough = (
	q: Queries,
	institution: string,
	emails: readonly string[],
	now: Date,
): Promise<ReadonlySet<string>> =>
	invitedOften(q, institution, emails, { since: new Date(now.getTime() - DAY), times: MOST_A_DAY });

/** Whether the maker of a batch still administers its institution, which is open. */
async function mayStillInvite(tx: Queries, { createdBy, institution }: InvitationBatch): Promise<boolean> {
	if ((await findAccount(tx, { id: createdBy }))?.disabledAt !== null) return false;
	// Roles in a closed institution do not count.
	return (await membershipRows(tx, createdBy)).some(
		(one) => one.institution === institution && one.role === 'administrator',
	);
}

/** The mail that brings an invitation, with the token of its link. */
export const invitationMail = (
	{ institution, locale }: Pick<InvitationBatch, 'institution' | 'locale'>,
	to: {
		readonly invitation: string;
		readonly email: string;
		readonly token: string;
		readonly expiresAt: Date;
	},
): NewMail => ({
	...{ person: null, institution, recipient: to.email, kind: INVITATION_MAIL, locale },
	values: { invitation: to.invitation, token: to.token },
	expiresAt: to.expiresAt,
	bulk: true,
});

/**
 * Invites the next people of a batch inside a write unit, with their mails, and returns whether some are left.
 * Those who hold the role already, or have an invitation to it open, are left as they are, and so
 * are addresses that the institution wrote to three times within a day. The rest is given up
 * when the maker no longer administers the institution.
 */
export async function inviteNextPeople(
	tx: Queries,
	world: World,
	id: string,
	list: PeopleHandedOver,
): Promise<boolean> {
	const batch = await findBatch(tx, id);
	if (!batch?.begunAt || batch.endedAt) return false;
	const now = world.now();
	if (!(await mayStillInvite(tx, batch))) {
		await updateBatch(tx, id, { endedAt: now });
		return false;
	}
	const next = peopleFrom(list, batch.done, PEOPLE_PER_UNIT);
	const emails = next.map(({ email }) => email);
	const held = await heldAlready(tx, batch.institution, emails);
	const invited = await invitedAlready(tx, batch.institution, emails, now);
	const enough = await invitedEnough(tx, batch.institution, emails, now);
	const expiresAt = new Date(now.getTime() + batch.days * DAY);
	const made = next
		.filter((one) => !held.has(inviteeKey(one)) && !invited.has(inviteeKey(one)) && !enough.has(one.email))
		.map((one) => ({ ...one, id: world.newId(), token: newToken() }));
	const mails = await queueMails(
		tx,
		world,
		made.map(({ id: invitation, email, token }) =>
			invitationMail(batch, { invitation, email, token, expiresAt }),
		),
	);
	await insertMailedInvitations(
		tx,
		made.map(({ token, ...one }, at) => ({
			...{ ...one, batch: id, institution: batch.institution, tokenHash: tokenHash(token) },
			...{ sentAt: now, expiresAt, usedAt: null, usedBy: null, revokedAt: null, mail: mails[at]! },
		})),
	);
	const done = batch.done + next.length;
	const ended = done >= list.count;
	await updateBatch(tx, id, { done, ...(ended && { endedAt: now }) });
	return !ended;
}
