import { type Actor, must, mustBePerson } from '#identity';
import { writeOnceAsActor } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import { OPEN_STATES } from '../../index.ts';
import { endedRefusal, endOver } from './request-in-hand.ts';
import { findRequest, moveRequest } from './request-store.ts';

/**
 * The signed-in person says no to a request about themselves, which ends: nobody downloads their data any more,
 * or nothing is erased. Throws not-found (404) for a request about somebody else, and `privacy.request-ended`
 * (409) when it had ended.
 */
export async function objectToRequest(
	world: World,
	actor: Actor,
	{ request: id, key }: { readonly request: string; readonly key: string },
): Promise<void> {
	const { id: person } = mustBePerson(actor);
	const may = (me: Actor) => must(me, 'write', { kind: 'person', person });
	const form = { may, action: `privacy.object-to-request:${id}`, key, sent: {} };
	await writeOnceAsActor(world, actor, form, async (tx, me) => {
		const now = world.now();
		await endOver(tx, now);
		if ((await findRequest(tx, id))?.person !== me.id) throw notFound();
		if (!(await moveRequest(tx, id, OPEN_STATES, { state: 'objected', endedAt: now }))) throw endedRefusal();
		return null;
	});
}
