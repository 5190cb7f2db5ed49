import { once, type World } from '#platform/server';
import { type Actor, personOf } from '../actor.ts';
import { must } from '../can.ts';
import { deleteSessionsOf } from './session-store.ts';

/** Ends every session of the person who asks but the one in use. */
export async function endOtherSessions(world: World, actor: Actor, input: { key: string }): Promise<void> {
	const me = personOf(actor);
	must(actor, 'write', { kind: 'person', person: me.id });
	await once(world, { who: me.id, action: 'identity.end-sessions', key: input.key }, async (tx) => {
		await deleteSessionsOf(tx, me.id, me.session);
		return true;
	});
}
