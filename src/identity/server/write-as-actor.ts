import type { Json } from '#platform';
import {
	type FormSubmission,
	immediateListenersEnded,
	callImmediateListeners,
	runFormOnceInUnit,
	type Queries,
	deliveriesOfUnit,
	type World,
	type WriteScope,
} from '#platform/server';
import type { Actor, PersonActor } from '../actor.ts';
import { recordAgreementUse } from './agreements/record-use.ts';
import { reloadActor } from './current-actor.ts';

/**
 * A check that throws when a person may not do what they ask. It is called with the person as read again
 * inside the write unit.
 */
export type PermissionCheck = (me: PersonActor) => void;

/** A form sent by a signed-in person, with the check of their rights. */
export interface FormWithPermission extends Omit<FormSubmission, 'who'> {
	readonly may: PermissionCheck;
	/**
	 * True for an act that decides by what belongs to the person alone, and writes nothing else but events
	 * (`WriteScope`).
	 */
	readonly isOwn?: boolean;
}

/**
 * Reads the actor again inside a write unit, and checks that they may still do what they ask; returns the
 * person as read. Throws 401 when their session has ended since the request began, and whatever `may` throws,
 * for instance when they have lost a role.
 */
export async function mustStillBeAllowed(
	tx: Queries,
	world: Pick<World, 'now'>,
	actor: Actor,
	may: PermissionCheck,
): Promise<PersonActor> {
	const me = await reloadActor(tx, actor, world.now());
	may(me);
	return me;
}

/**
 * Runs a write unit, then calls the `immediate` listeners of the events recorded in it. These are the listeners
 * whose effect the next page shows.
 */
async function heardAtOnce<T>(
	world: World,
	unit: (tx: Queries) => Promise<T>,
	scope: WriteScope | undefined,
): Promise<T> {
	const { answer, recorded } = await world.db.write(async (tx) => {
		// The operator's command runs several acts in one unit: each act takes only the events that it
		// recorded itself.
		const before = deliveriesOfUnit().length;
		const answer = await unit(tx);
		return { answer, recorded: deliveriesOfUnit().slice(before) };
	}, scope);
	await callImmediateListeners(world, recorded);
	return answer;
}

const scopeOf = (actor: Actor, isOwn: boolean): WriteScope | undefined =>
	isOwn && actor.kind === 'person' ? { ownedBy: actor.id } : undefined;

/**
 * The one way in which a signed-in person writes. In one write unit it reads the person, session and roles
 * again (they may have changed while the request's body arrived), and runs the work once per form key. Then
 * it calls the `immediate` listeners of the events recorded. What only an agreement lets the person do is written by
 * name for its institution, in the same unit. The same key with the same content returns the
 * first answer, after the `immediate` listeners of that person have ended. Throws, with nothing written: 401
 * when the session has ended; what `may` throws, such as not-found (404) for a lost role;
 * `IdempotencyConflict` (409) for the same key with other content.
 */
export async function writeOnceAsActor<T extends Json>(
	world: World,
	actor: Actor,
	{ may, isOwn = false, ...form }: FormWithPermission,
	work: (tx: Queries, me: PersonActor) => Promise<T>,
): Promise<T> {
	let repeatedBy: string | undefined;
	const answer = await heardAtOnce(
		world,
		async (tx) => {
			const me = await mustStillBeAllowed(tx, world, actor, may);
			repeatedBy = me.id;
			return (await runFormOnceInUnit(tx, world, { ...form, who: me.id }, async () => {
				repeatedBy = undefined;
				const done = await work(tx, me);
				await recordAgreementUse(tx, world, me, may);
				return done;
			})) as T;
		},
		scopeOf(actor, isOwn),
	);
	if (repeatedBy !== undefined) await immediateListenersEnded(repeatedBy);
	return answer;
}

/**
 * Lets a signed-in person write without a form key, where the last choice counts and a repeat changes
 * nothing: the answer stored for a key could confirm an earlier choice. Reads the person again in the write
 * unit, checks `may` and writes the use of an agreement, as `writeOnceAsActor` does.
 */
export const writeAsActor = <T>(
	world: World,
	actor: Actor,
	may: PermissionCheck,
	work: (tx: Queries, me: PersonActor) => Promise<T>,
	{ isOwn = false }: Pick<FormWithPermission, 'isOwn'> = {},
): Promise<T> =>
	heardAtOnce(
		world,
		async (tx) => {
			const me = await mustStillBeAllowed(tx, world, actor, may);
			const done = await work(tx, me);
			await recordAgreementUse(tx, world, me, may);
			return done;
		},
		scopeOf(actor, isOwn),
	);
