import { type Locale, Refusal } from '#platform';
import { addressGroup, type Queries, runFormOnce, sharedLimit, type World } from '#platform/server';
import type { Audience, Role } from '../../actor.ts';
import { readInvitationCode } from '../../invitation-code.ts';
import { addPerson, refuseUniqueConflict, preparePerson } from './accounts.ts';
import { ADDRESS_RATE_LIMIT } from '../../attempt-rules.ts';
import { hasInvitation } from '../invitations/invitation-store.ts';
import { redeemInvitation, unknownCode } from '../invitations/open-invitation.ts';
import { codeHash } from '../sessions/tokens.ts';

const rateLimitJoins = sharedLimit({ name: 'join', ...ADDRESS_RATE_LIMIT });

/** What a person fills in to create their account, whatever lets them in. */
export interface NewAccountInput {
	readonly username: string;
	readonly email?: string;
	readonly displayName: string;
	readonly password: string;
	readonly locale: Locale;
	/** The network address, counted against the limit of tries per network; never stored. */
	readonly address: string;
	readonly key: string;
}

/** What a person fills in to create their account with an invitation. */
export interface AccountWithCodeInput extends NewAccountInput {
	readonly code: string;
}

/** What lets somebody create an account: the role that it gives, and what is done once the account exists. */
interface Admission {
	readonly institution: string;
	readonly role: Role;
	readonly audience: Audience | null;
	/** Id of the person who lets them in; undefined when their account is gone. */
	readonly givenBy: string | undefined;
	readonly after?: () => Promise<void>;
}

/** Who lets somebody create an account, and how. */
interface Door {
	/** What stands for the person before they have an account: the hash of the code that they hold. */
	readonly who: string;
	readonly action: string;
	/** The refusal of a code that never existed, before any password is hashed; null for one that did. */
	readonly refused: Refusal | null;
	/** Lets the person (the id of the account to come) in, inside the write unit, or refuses. */
	admit(tx: Queries, person: string): Promise<Admission>;
}

/**
 * Creates an account for somebody whom `door` lets in, once for a form's key. Throws 429 after too many tries from
 * one network, and the refusals of a new account.
 */
export async function createAdmittedAccount(world: World, input: NewAccountInput, door: Door): Promise<void> {
	if (!(await rateLimitJoins(world, input.address)).allowed)
		throw new Refusal('identity.many-from-here', { status: 429 });
	const { username, email, displayName, password, locale } = input;
	const { who, action } = door;
	// A code that can no longer be used is not refused here, since this form may repeat one that was already
	// answered.
	if (door.refused) throw door.refused;
	const person = await preparePerson(
		world,
		{ username, email, displayName, password, locale },
		addressGroup(input.address),
	);
	const ready = { ...person, id: world.newId() };
	const sent = { username, email: email ?? '', displayName };
	const form = { who, action, key: input.key, sent, secrets: { password }, about: ready.id };
	await refuseUniqueConflict(
		runFormOnce(world, form, async (tx) => {
			const { after, ...membership } = await door.admit(tx, ready.id);
			await addPerson(tx, world, { ...ready, memberships: [membership] });
			await after?.();
			return null;
		}),
	);
}

/**
 * Creates an account with an invitation's code and spends one of its uses. Throws the same
 * `identity.code-unknown` for unknown, used-up, revoked and expired codes, so that only holders of a valid
 * code learn whether a user name is taken; and 429 after too many tries from one network.
 */
export async function createAccountWithCode(world: World, input: AccountWithCodeInput): Promise<void> {
	const { code, ...account } = input;
	const who = codeHash(readInvitationCode(code));
	await createAdmittedAccount(world, account, {
		...{ who, action: 'identity.join' },
		refused: (await hasInvitation(world.db.read, who)) ? null : unknownCode(),
		async admit(tx) {
			const { institution, role, audience, createdBy } = await redeemInvitation(tx, code, world.now());
			return { institution, role, audience, givenBy: createdBy };
		},
	});
}
