import type { Json } from '#platform';
import { type Form, hearNow, onceWithin, type Queries, recordedHere, type World } from '#platform/server';
import type { Actor, PersonActor } from '../actor.ts';
import { currentActor } from './current-actor.ts';

/** Throws when a person may not do what they ask; called with the person as read inside the write unit. */
export type May = (me: PersonActor) => void;

/** What a person does with one form. */
export interface Act extends Omit<Form, 'who'> {
	readonly may: May;
}

/**
 * Inside a write unit: reads the person again and checks that they may do what they ask. Throws 401 when their session ended since
 * the request began, and whatever `may` throws when a role that it rests on was taken back.
 */
export async function stillMay(
	tx: Queries,
	world: Pick<World, 'now'>,
	actor: Actor,
	may: May,
): Promise<PersonActor> {
	const me = await currentActor(tx, actor, world.now());
	may(me);
	return me;
}

/** Runs a write unit, then what the page expects to follow from what was recorded in it. */
async function heardAtOnce<T>(world: World, unit: (tx: Queries) => Promise<T>): Promise<T> {
	const { answer, recorded } = await world.db.write(async (tx) => {
		// The command does several acts in one unit: each hears what it recorded itself.
		const before = recordedHere().length;
		const answer = await unit(tx);
		return { answer, recorded: recordedHere().slice(before) };
	});
	await hearNow(world, recorded);
	return answer;
}

/**
 * The one way in which a signed-in person writes. In one write unit: the person, the session in use and the roles the
 * act rests on are read again (headers may have come long before the body), and the work is done once for the form's
 * key. Throws 401 or the common 404, nothing written, when their session or role has ended; `OtherContent` (409) when the same key
 * came before with other content. The same content again gets the first answer.
 */
export const act = <T extends Json>(
	world: World,
	actor: Actor,
	{ may, ...form }: Act,
	work: (tx: Queries, me: PersonActor) => Promise<T>,
): Promise<T> =>
	heardAtOnce(world, async (tx) => {
		const me = await stillMay(tx, world, actor, may);
		return (await onceWithin(tx, world, { ...form, who: me.id }, () => work(tx, me))) as T;
	});

/**
 * Like `act` but without a form key, for writes that are idempotent and where the last choice counts: a stored answer
 * could say « done » about an earlier choice.
 */
export const actWithoutKey = <T>(
	world: World,
	actor: Actor,
	may: May,
	work: (tx: Queries, me: PersonActor) => Promise<T>,
): Promise<T> => heardAtOnce(world, async (tx) => work(tx, await stillMay(tx, world, actor, may)));
