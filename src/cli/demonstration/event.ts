import type { PersonActor } from '#identity';
import { membershipsOf, personByUsername } from '#identity/server';
import type { World } from '#platform/server';

/** What an event of the demonstration's story needs in order to happen. */
export interface EventNeeds {
	/** A world whose clock shows the time of the event. */
	readonly world: World;
	/** Advances the event's clock by this many milliseconds. */
	readonly later: (ms: number) => void;
	/** The institution's id and the cohort's code, once earlier events have created them. */
	readonly made: Map<'institution' | 'joinCode', string>;
}

/**
 * An event of the demonstration's story: how many days ago it happened, and the use cases that make it
 * happen.
 */
export interface StoryEvent {
	readonly daysAgo: number;
	readonly happen: (needs: EventNeeds) => Promise<void>;
}

/**
 * Returns the actor for a user name, with their roles and without a session, so that the command can act for
 * them. Throws when the user name is unknown.
 */
export async function actorNamed(world: World, username: string): Promise<PersonActor> {
	const account = await personByUsername(world, username);
	if (!account) throw new Error(`There is no ${username} here.`);
	const { id, displayName } = account;
	const memberships = await membershipsOf(world, id);
	return { kind: 'person', id, username: account.username, displayName, memberships, session: null };
}
