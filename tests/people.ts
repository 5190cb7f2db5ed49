import type { Audience, PersonActor, Role } from '#identity';
import { createPerson, membershipsOf } from '#identity/server';
import type { World } from '#platform/server';
import { newSession, openSession } from '../src/identity/server/sessions/sessions.ts';

let count = 0;

/** The same person, signed in for real: their session is in the database. */
export async function signedIn(world: World, actor: PersonActor): Promise<PersonActor> {
	const { session } = newSession(actor.id, world.now(), null);
	await world.db.write((tx) => openSession(tx, session));
	return { ...actor, session: session.id };
}

/** A person who really has an account and these roles, without a password; the command acts for them. */
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
