import { type Locale, Refusal } from '#platform';
import { addressGroup, runFormOnce, sharedLimit, type World } from '#platform/server';
import { readInvitationCode } from '../../invitation-code.ts';
import { addPerson, refuseUniqueConflict, preparePerson } from './accounts.ts';
import { ADDRESS_RATE_LIMIT } from '../../attempt-rules.ts';
import { hasInvitation } from '../invitations/invitation-store.ts';
import { redeemInvitation, unknownCode } from '../invitations/open-invitation.ts';
import { codeHash } from '../sessions/tokens.ts';

const rateLimitJoins = sharedLimit({ name: 'join', ...ADDRESS_RATE_LIMIT });

/** What a person fills in to create their account with an invitation. */
export interface AccountWithCodeInput {
	readonly code: string;
	readonly username: string;
	readonly email?: string;
	readonly displayName: string;
	readonly password: string;
	readonly locale: Locale;
	/** The network address, counted against the limit of tries per network; never stored. */
	readonly address: string;
	readonly key: string;
}

/**
 * Creates an account with an invitation's code and spends one of its uses. Throws the same
 * `identity.code-unknown` for unknown, used-up, revoked and expired codes, so that only holders of a valid
 * code learn whether a user name is taken; and 429 after too many tries from one network.
 */
export async function createAccountWithCode(world: World, input: AccountWithCodeInput): Promise<void> {
	if (!(await rateLimitJoins(world, input.address)).allowed)
		throw new Refusal('identity.many-from-here', { status: 429 });
	const { code, username, email, displayName, password, locale } = input;
	const who = codeHash(readInvitationCode(code));
	// A code that never existed is refused before any password is hashed. A code that can no longer be used
	// is not refused here, since this form may repeat one that was already answered.
	if (!(await hasInvitation(world.db.read, who))) throw unknownCode();
	const person = await preparePerson(
		world,
		{ username, email, displayName, password, locale },
		addressGroup(input.address),
	);
	const ready = { ...person, id: world.newId() };
	const sent = { username, email: email ?? '', displayName };
	const form = { who, action: 'identity.join', key: input.key, sent, secrets: { password }, about: ready.id };
	await refuseUniqueConflict(
		runFormOnce(world, form, async (tx) => {
			const { institution, role, audience, createdBy } = await redeemInvitation(tx, code, world.now());
			const memberships = [{ institution, role, audience, givenBy: createdBy }];
			await addPerson(tx, world, { ...ready, memberships });
			return null;
		}),
	);
}
