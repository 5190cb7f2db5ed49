import type { Actor } from '#identity';
import type { World } from '#platform/server';
import type { Draft } from '../draft.ts';
import { draftsOf } from './draft-store.ts';

/** Reads the actor's drafts of the forms on one page; none for an actor who is not signed in. */
export async function draftsOfPage(world: World, actor: Actor, path: string): Promise<Draft[]> {
	return actor.kind === 'person' ? draftsOf(world.db.read, actor.id, path) : [];
}
