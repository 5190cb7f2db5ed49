import type { Audience, PersonActor, Role } from '#identity';
import { createPerson, membershipsOf } from '#identity/server';
import type { World } from '#platform/server';
import { storeEmailVerified, updateDetails } from '../src/identity/server/accounts/people-store.ts';
import { newSession, openSession } from '../src/identity/server/sessions/sessions.ts';

let count = 0;

/** Opens a real session for a person in the database; returns the person as an actor of that session. */
export async function signedIn(world: World, actor: PersonActor): Promise<PersonActor> {
	const { session } = newSession(actor.id, world.now(), null);
	await world.db.write((tx) => openSession(tx, session));
	return { ...actor, session: session.id };
}

/** Opens a real session for a person in the database; returns its token, as the person's browser has it. */
export async function sessionTokenOf(world: World, { id }: PersonActor): Promise<string> {
	const { token, session } = newSession(id, world.now());
	await world.db.write((tx) => openSession(tx, session));
	return token;
}

/**
 * Creates a real account with these roles and without a password. Returns its person as an actor that has no
 * session.
 */
export async function newcomer(
	world: World,
	memberships: readonly { institution: string; role: Role; audience?: Audience | null }[],
	displayName = 'Ada',
): Promise<PersonActor> {
	const username = `${displayName.toLowerCase().replace(/[^a-z]/g, '')}-${(count += 1)}-${world.newId().slice(0, 8)}`;
	const id = await createPerson(world, { username, displayName, memberships });
	return {
		kind: 'person',
		id,
		username,
		displayName,
		memberships: await membershipsOf(world, id),
		session: null,
	};
}

/** Gives a person an e-mail address of their own, which they verified. */
export async function verifyEmailOf(
	world: World,
	{ id, displayName }: PersonActor,
	email: string,
): Promise<void> {
	await world.db.write(async (tx) => {
		await updateDetails(tx, id, { displayName, email }, { newAddress: true });
		await storeEmailVerified(tx, id, world.now());
	});
}
