import { notFound } from '#platform';
import type { Queries, World } from '#platform/server';
import { type Actor, personOf } from '../actor.ts';
import { actWithoutKey, type May } from './act.ts';
import { accountsByIds, findAccount } from './accounts/people-store.ts';
import { hasReading, insertReading, readingsOf } from './sharing/reading-store.ts';
import { accessesOf, type Access, type Grantee, insertAccess } from './sharing/sharing-store.ts';

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
	world: World,
	actor: Actor,
	{ may, ...looked }: Omit<AccessEntry, 'actor'> & { readonly may: May },
): Promise<void> =>
	actWithoutKey(world, actor, may, async (tx, me) => {
		if (!(await findAccount(tx, { id: looked.person }))) throw notFound();
		await recordAccess(world, { ...looked, actor: me.id }, tx);
	});

/** The lines of a journal that are read, at most. */
const MOST = 500;

/**
 * Writes that somebody reads what is shared with a grantee, where they may still: once a civil day, for everybody who
 * shares with it. To be called before anything is shown; throws what `may` throws, 401 for a session that ended.
 */
export async function recordReading(
	world: World,
	actor: Actor,
	{ may, ...read }: Grantee & { readonly day: string; readonly may: May },
): Promise<void> {
	const row = { ...read, actor: personOf(actor).id, at: world.now() };
	if (await hasReading(world.db.read, row)) return;
	await actWithoutKey(world, actor, may, (tx) => insertReading(tx, row));
}

/** The readings of what a person shares, as lines of their journal. */
const linesOf = (readings: Awaited<ReturnType<typeof readingsOf>>, person: string): Access[] =>
	readings
		.filter(({ actor }) => actor !== person)
		.map(({ actor, granteeKind, grantee, day, at }) => ({
			id: `${actor}-${grantee}-${day}`,
			actor,
			person,
			what: `${granteeKind}-read`,
			thing: grantee,
			at,
		}));

/** What others did with a person's things, latest first (500 at most); `by` is null when who did it has left. */
export async function accessesTo(
	world: Pick<World, 'db'>,
	person: string,
): Promise<(Access & { by: string | null })[]> {
	const found = [
		...(await accessesOf(world.db.read, person, MOST)),
		...linesOf(await readingsOf(world.db.read, person, MOST), person),
	]
		.sort((one, other) => other.at.getTime() - one.at.getTime())
		.slice(0, MOST);
	const known = found.map(({ actor }) => actor).filter((actor) => actor !== null);
	const actors = await accountsByIds(world.db.read, [...new Set(known)]);
	const names = new Map(actors.map((account) => [account.id, account.displayName]));
	return found.map((access) => ({
		...access,
		by: (access.actor !== null && names.get(access.actor)) || null,
	}));
}
