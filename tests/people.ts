import type { Audience, PersonActor, Role } from '#identity';
import { createPerson, membershipsOf } from '#identity/server';
import type { World } from '#platform/server';
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
