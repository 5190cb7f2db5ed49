import type { World } from '#platform/server';
import { type Actor, mustBePerson } from '../../actor.ts';
import { must } from '../../can.ts';
import { writeOnceAsActor } from '../write-as-actor.ts';
import { deleteSessionsOf } from './session-store.ts';

/** Ends every session of the actor except the one that this request uses. */
export async function endOtherSessions(world: World, actor: Actor, input: { key: string }): Promise<void> {
	const me = mustBePerson(actor);
	const may = (one: Actor) => must(one, 'write', { kind: 'person', person: me.id });
	may(actor);
	await writeOnceAsActor(
		world,
		actor,
		{ may, action: 'identity.end-sessions', key: input.key, sent: {} },
		async (tx) => {
			await deleteSessionsOf(tx, me.id, me.session ?? undefined);
			return null;
		},
	);
}
