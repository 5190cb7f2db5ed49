import { type Locale, Refusal } from '#platform';
import { addressBuckets, addressGroup, once, type World } from '#platform/server';
import { readInvitationCode } from '../../invitation-code.ts';
import { addPerson, orTaken, readyPerson } from './accounts.ts';
import { PER_ADDRESS } from '../../attempt-rules.ts';
import { isInvitation } from '../invitations/entry-store.ts';
import { takeInvitation, unknownCode } from '../invitations/open-invitation.ts';
import { codeHash } from '../sessions/tokens.ts';

const takeFrom = addressBuckets(PER_ADDRESS);

/** What somebody writes to make their account with an invitation. */
export interface JoinInput {
	readonly code: string;
	readonly username: string;
	readonly email?: string;
	readonly displayName: string;
	readonly password: string;
	readonly locale: Locale;
	/** The network address, for the share of tries of one place; never kept. */
	readonly address: string;
	readonly key: string;
}

/**
 * Creates one's account with an invitation's code, which is spent with it. Unknown, spent, revoked and past codes get
 * the same `identity.code-unknown`. Whether a user name is taken is said to holders of a valid code only.
 */
export async function joinWithCode(world: World, input: JoinInput): Promise<void> {
	if (!takeFrom(input.address, world.now()).allowed)
		throw new Refusal('identity.many-from-here', { status: 429 });
	const { code, username, email, displayName, password, locale } = input;
	const who = codeHash(readInvitationCode(code));
	// A code nobody ever made costs no hash. One that is spent goes on: the same form may have been answered already.
	if (!(await isInvitation(world.db.read, who))) throw unknownCode();
	const person = await readyPerson(
		world,
		{ username, email, displayName, password, locale },
		addressGroup(input.address),
	);
	const ready = { ...person, id: world.newId() };
	const sent = { username, email: email ?? '', displayName };
	const form = { who, action: 'identity.join', key: input.key, sent, secrets: { password }, about: ready.id };
	await orTaken(
		once(world, form, async (tx) => {
			const { institution, role, audience, createdBy } = await takeInvitation(tx, code, world.now());
			const memberships = [{ institution, role, audience, givenBy: createdBy }];
			await addPerson(tx, world, { ...ready, memberships });
			return null;
		}),
	);
}
