import type { PersonActor } from '#identity';
import { membershipsOf, personByUsername } from '#identity/server';
import type { World } from '#platform/server';

/** Where the events of the demonstration happen. */
export interface Place {
	/** Its clock shows the time of the event. */
	readonly world: World;
	/** Moves the clock on, in milliseconds. */
	readonly later: (ms: number) => void;
	/** What earlier events made: ids and codes, by our own names for them. */
	readonly made: Map<'institution' | 'joinCode', string>;
}

/** Something that happened, so many days ago; done again through the use cases. */
export interface Event {
	readonly daysAgo: number;
	readonly happen: (place: Place) => Promise<void>;
}

/** Somebody as the hook would find them, by account and roles; throws when there is nobody of that user name. */
export async function actorNamed(world: World, username: string): Promise<PersonActor> {
	const account = await personByUsername(world, username);
	if (!account) throw new Error(`There is no ${username} here.`);
	const { id, displayName } = account;
	const memberships = await membershipsOf(world, id);
	return { kind: 'person', id, username: account.username, displayName, memberships, session: null };
}
