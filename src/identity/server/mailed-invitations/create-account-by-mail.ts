import { type Locale, Refusal } from '#platform';
import { addressGroup, runFormOnce, sharedLimit, type World } from '#platform/server';
import { ADDRESS_RATE_LIMIT } from '../../attempt-rules.ts';
import { addMembership, addPerson, preparePerson, refuseUniqueConflict } from '../accounts/accounts.ts';
import { openAccountReading, releaseEmail, storeVerifiedEmail } from '../accounts/people-store.ts';
import { linkEndedRefusal } from '../mail-links/mail-links.ts';
import { tokenHash } from '../sessions/tokens.ts';
import { findOpenMailedInvitation, hasMailedInvitation } from './mailed-invitation-store.ts';
import { redeemMailedInvitation } from './open-mailed-invitation.ts';

const rateLimitJoins = sharedLimit({ name: 'join-by-mail', ...ADDRESS_RATE_LIMIT });

/** What a person fills in to create their account on the page of an invitation that they received by mail. */
export interface AccountByMailInput {
	readonly token: string;
	readonly username: string;
	readonly displayName: string;
	readonly password: string;
	readonly locale: Locale;
	/** The network address, counted against the limit of tries per network; never stored. */
	readonly address: string;
	readonly key: string;
}

/**
 * Creates an account with the link of a mailed invitation, and uses the link up. Its address is that of the
 * invitation, verified: who opened the link reads mail there. An account that only claimed that address, or that
 * another institution closed, loses it, and nothing else. Throws `identity.link-ended` for a link that can no longer
 * be used, `identity.invited-has-account` when an open account has verified the address, and `identity.many-from-here` (429) after too many tries from one network.
 */
export async function createAccountByMail(world: World, input: AccountByMailInput): Promise<void> {
	if (!(await rateLimitJoins(world, input.address)).allowed)
		throw new Refusal('identity.many-from-here', { status: 429 });
	const { token, username, displayName, password, locale } = input;
	// A link that never existed is refused before any password is hashed. One that can no longer be used is
	// not refused here, since this form may repeat one that was already answered.
	if (!(await hasMailedInvitation(world.db.read, tokenHash(token)))) throw linkEndedRefusal();
	const person = await preparePerson(
		world,
		{ username, displayName, password, locale },
		addressGroup(input.address),
	);
	const id = world.newId();
	const form = {
		...{ who: `link-${tokenHash(token)}`, action: 'identity.join-by-mail', key: input.key },
		...{ sent: { username, displayName }, secrets: { password }, about: id },
	};
	await refuseUniqueConflict(
		runFormOnce(world, form, async (tx) => {
			const usedAt = world.now();
			// Whoever holds a link that has ended learns nothing about user names.
			if (!(await findOpenMailedInvitation(tx, tokenHash(token), usedAt))) throw linkEndedRefusal();
			// Stored before the invitation points to it.
			await addPerson(tx, world, { ...person, id });
			const { email, institution, role, audience, createdBy } = await redeemMailedInvitation(tx, token, {
				...{ usedAt, usedBy: id },
			});
			if (await openAccountReading(tx, email)) throw new Refusal('identity.invited-has-account');
			await releaseEmail(tx, email);
			await addMembership(tx, world, id, { institution, role, audience, givenBy: createdBy });
			await storeVerifiedEmail(tx, id, { email, at: usedAt });
			return null;
		}),
	);
}
