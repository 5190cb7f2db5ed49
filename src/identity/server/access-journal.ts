import { notFound } from '#platform';
import type { Queries, World } from '#platform/server';
import { type Actor, mustBePerson } from '../actor.ts';
import { writeAsActor, type PermissionCheck } from './write-as-actor.ts';
import { accountsByIds, findAccount } from './accounts/people-store.ts';
import { agreementNeeded } from './agreements/record-use.ts';
import { hasReading, insertReading, readingsOfSharesBy } from './sharing/reading-store.ts';
import { accessesOf, type StoredAccessEntry, type Grantee, insertAccess } from './sharing/sharing-store.ts';

/** A line of a person's journal of access: who looked at, or acted on, which of their things. */
export interface AccessEntry {
	/** Id of the person who did it (`operator` for the command line). */
	readonly actor: string;
	/** Id of the person whose thing it is. */
	readonly person: string;
	/**
	 * What was done, as a kebab-case word whose sentence is in the messages of the account page:
	 * `application-read`, `password-reset`…
	 */
	readonly what: string;
	readonly thing?: string | null | undefined;
}

/**
 * Adds a line to a person's journal of access, inside the write unit of the act that it records. Writes
 * nothing when the actor is that person.
 */
export async function recordAccess(
	world: Pick<World, 'newId' | 'now'>,
	entry: AccessEntry,
	tx: Queries,
): Promise<void> {
	if (entry.actor === entry.person) return;
	const access: StoredAccessEntry = {
		...entry,
		thing: entry.thing ?? null,
		id: world.newId(),
		at: world.now(),
	};
	await insertAccess(tx, access);
}

/**
 * Records in a person's journal of access that the actor looks at something of theirs. Throws what `may`
 * throws, 401 when the actor's session has ended, and not-found (404) when that person has left.
 */
export const recordLook = (
	world: World,
	actor: Actor,
	{ may, ...looked }: Omit<AccessEntry, 'actor'> & { readonly may: PermissionCheck },
): Promise<void> =>
	writeAsActor(world, actor, may, async (tx, me) => {
		if (!(await findAccount(tx, { id: looked.person }))) throw notFound();
		await recordAccess(world, { ...looked, actor: me.id }, tx);
	});

/** Most lines read from one person's journal of access. */
const MOST = 500;

/**
 * Records that the actor reads what people share with a cohort or an adviser: one row per reader, grantee and
 * calendar day, which the journals of all who share show; each time, where an agreement lets them, its use. Call it
 * before anything is shown. When the row of that day exists, it writes nothing more. Otherwise it throws what `may` throws, and 401
 * when the session has ended.
 */
export async function recordShareReading(
	world: World,
	actor: Actor,
	{ may, ...read }: Grantee & { readonly day: string; readonly may: PermissionCheck },
): Promise<void> {
	const me = mustBePerson(actor);
	const row = { ...read, actor: me.id, at: world.now() };
	// Read already today: but maybe by an agreement that has ended since, and was granted anew.
	if (agreementNeeded(me, may) === undefined && (await hasReading(world.db.read, row))) return;
	await writeAsActor(world, actor, may, (tx) => insertReading(tx, row));
}

/** Readings of what a person shares, as lines of their journal of access; their own readings are left out. */
const linesOf = (
	readings: Awaited<ReturnType<typeof readingsOfSharesBy>>,
	person: string,
): StoredAccessEntry[] =>
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

/**
 * A person's journal of access: what others did with their things, latest first, at most 500 lines. `by` is
 * the name of the one who did it; null if they have left, or for the operator.
 */
export async function accessJournalOf(
	world: Pick<World, 'db'>,
	person: string,
): Promise<(StoredAccessEntry & { by: string | null })[]> {
	const found = [
		...(await accessesOf(world.db.read, person, MOST)),
		...linesOf(await readingsOfSharesBy(world.db.read, person, MOST), person),
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
