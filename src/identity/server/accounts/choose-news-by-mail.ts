import type { World } from '#platform/server';
import { type Actor, mustBePerson } from '../../actor.ts';
import { must } from '../../can.ts';
import { writeOnceAsActor } from '../write-as-actor.ts';
import { updateWantsMail } from './mail-address-store.ts';

/** Stores whether the actor wants to be told by mail, once a day at most, what is new. */
export async function chooseNewsByMail(
	world: World,
	actor: Actor,
	{ wants, key }: { readonly wants: boolean; readonly key: string },
): Promise<void> {
	const { id: person } = mustBePerson(actor);
	const may = (me: Actor) => must(me, 'write', { kind: 'person', person });
	may(actor);
	const form = { may, action: 'identity.news-by-mail', key, sent: { wants: wants ? 'yes' : 'no' } };
	await writeOnceAsActor(world, actor, form, async (tx) => {
		await updateWantsMail(tx, person, wants);
		return true;
	});
}
