import { notFound } from '#platform';
import type { Queries, World } from '#platform/server';
import type { Actor } from '../actor.ts';
import { actWithoutKey, type May } from './act.ts';
import { accountsByIds, findAccount } from './people-store.ts';
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
 * Writes in a person's journal of access, inside the write unit of what is done. What one does with one's own
 * things is not written.
 */
export async function recordAccess(
	world: Pick<World, 'newId' | 'now'>,
	entry: AccessEntry,
	tx: Queries,
): Promise<void> {
	if (entry.actor === entry.person) return;
	const access: Access = { ...entry, thing: entry.thing ?? null, id: world.newId(), at: world.now() };
	await insertAccess(tx, access);
}

/**
 * Writes that somebody looks at a thing of another person, where they may still; throws what `may` throws, 401 for a
 * session that ended, the common 404 when the other person has left.
 */
export const recordLook = (
	world: Pick<World, 'db' | 'newId' | 'now'>,
	actor: Actor,
	{ may, ...looked }: Omit<AccessEntry, 'actor'> & { readonly may: May },
): Promise<void> =>
	actWithoutKey(world, actor, may, async (tx, me) => {
		if (!(await findAccount(tx, { id: looked.person }))) throw notFound();
		await recordAccess(world, { ...looked, actor: me.id }, tx);
	});

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
