import type { Queries, World } from '#platform/server';
import { accountsByIds } from './people-store.ts';
import { accessesOf, type Access, insertAccess } from './sharing-store.ts';

/** What is written when somebody looks at, or acts on, a thing of another person. */
export interface AccessEntry {
	/** The id of who did it (`operator` for the command line). */
	readonly actor: string;
	/** Whose thing it is. */
	readonly person: string;
	/** A kebab word, with its sentence in the messages of the account: `application-read`, `password-reset`… */
	readonly what: string;
	readonly thing?: string | null | undefined;
}

/**
 * Writes in a person's journal of access, inside the write unit given, or in one of its own. What one does with one's
 * own things is not written.
 */
export async function recordAccess(
	world: Pick<World, 'db' | 'newId' | 'now'>,
	entry: AccessEntry,
	tx?: Queries,
): Promise<void> {
	if (entry.actor === entry.person) return;
	const access: Access = { ...entry, thing: entry.thing ?? null, id: world.newId(), at: world.now() };
	await (tx ? insertAccess(tx, access) : world.db.write((unit) => insertAccess(unit, access)));
}

/** What others did with a person's things, latest first (500 at most); `by` is null when who did it has left. */
export async function accessesTo(
	world: Pick<World, 'db'>,
	person: string,
): Promise<(Access & { by: string | null })[]> {
	const found = await accessesOf(world.db.read, person, 500);
	const actors = await accountsByIds(world.db.read, [...new Set(found.map((access) => access.actor))]);
	const names = new Map(actors.map((account) => [account.id, account.displayName]));
	return found.map((access) => ({ ...access, by: names.get(access.actor) ?? null }));
}
