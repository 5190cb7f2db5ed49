import type { Queries, World } from '#platform/server';
import { Refusal } from '#platform';
import type { Actor, Audience, Role } from '../../actor.ts';
import { maskedEmail } from '../../masked-email.ts';
import { openAccountReading } from '../accounts/people-store.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import { linkEndedRefusal } from '../mail-links/mail-links.ts';
import { tokenHash } from '../sessions/tokens.ts';
import {
	factsOfMailedInvitation,
	findOpenMailedInvitation,
	type OpenMailedInvitation,
	spendMailedInvitation,
} from './mailed-invitation-store.ts';

/** An invitation as the page of its link shows it. */
export interface OpenedInvitation {
	readonly institution: string;
	readonly inviter: string;
	readonly role: Role;
	readonly audience: Audience | null;
	readonly expiresAt: Date;
	/** The address that it was sent to, masked. */
	readonly email: string;
	/** The name that the institution gave; the person may write it as they wish. */
	readonly name: string | null;
	/** True when an open account has the address, and its holder showed that they read mail there. */
	readonly hasAccount: boolean;
	/** True when that account, or for want of one any account, is the one of the person who looks. */
	readonly isMine: boolean;
}

/**
 * Returns the invitation of a link sent by mail; null when it can no longer be used. Does not use it up, since
 * mail scanners open links too.
 */
export async function openedInvitation(
	world: Pick<World, 'db' | 'now'>,
	actor: Actor,
	token: string,
): Promise<OpenedInvitation | null> {
	const { read } = world.db;
	const found = await findOpenMailedInvitation(read, tokenHash(token), world.now());
	const facts = found && (await factsOfMailedInvitation(read, found.id, world.now()));
	if (!facts) return null;
	const { institution, inviter, role, audience, expiresAt } = facts;
	const holder = await openAccountReading(read, found.email);
	const hasAccount = holder !== undefined;
	return {
		...{ institution, inviter, role, audience, expiresAt, hasAccount },
		...{ email: maskedEmail(found.email), name: found.name },
		isMine: actor.kind === 'person' && (!hasAccount || holder?.id === actor.id),
	};
}

/**
 * Uses up, inside a write unit, the invitation of a link for a person, and returns it. Throws
 * `identity.link-ended` for a link that can no longer be used, and `identity.institution-closed` when the
 * institution was closed meanwhile.
 */
export async function redeemMailedInvitation(
	tx: Queries,
	token: string,
	by: { readonly usedAt: Date; readonly usedBy: string },
): Promise<OpenMailedInvitation> {
	const found = await findOpenMailedInvitation(tx, tokenHash(token), by.usedAt);
	if (!found || !(await spendMailedInvitation(tx, found.id, by))) throw linkEndedRefusal();
	if ((await findInstitution(tx, { id: found.institution }))?.closedAt)
		throw new Refusal('identity.institution-closed');
	return found;
}
