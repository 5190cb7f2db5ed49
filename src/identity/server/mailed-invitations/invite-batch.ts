import { Refusal } from '#platform';
import { recordEvent, type World } from '#platform/server';
import { type Actor, mustBePerson } from '../../actor.ts';
import { must } from '../../can.ts';
import { mustBeOpenInstitution } from '../institutions/read-institutions.ts';
import { writeOnceAsAdministrator } from '../administration/write-as-administrator.ts';
import { mustFindBatch } from './batch-in-hand.ts';
import { findBatch, updateBatch } from './batch-store.ts';
import { inviteNextPeople } from './invite-next-people.ts';
import { peopleOfBatch } from './list-of-batch.ts';

/** Which batch an administrator acts on, with the form's key. */
export interface BatchInput {
	readonly institution: string;
	readonly batch: string;
	readonly key: string;
}

/**
 * Invites the people of a draft: the first of them at once, the others within seconds
 * (`invitingListener`), also after a crash. A batch that was begun is left as it is: nobody is invited twice.
 * Throws `platform.no-mail` (503) where the service sends no mail.
 */
export async function inviteBatch(world: World, actor: Actor, input: BatchInput): Promise<void> {
	const { institution, batch: id, key } = input;
	const may = (me: Actor) => must(me, 'administer', { kind: 'institution', institution });
	may(actor);
	if (!world.mailing) throw new Refusal('platform.no-mail', { status: 503 });
	// The list is read on another thread, for which no write unit may wait.
	const draft = await findBatch(world.db.read, id);
	const list = draft?.institution === institution ? await peopleOfBatch(world, draft) : undefined;
	const form = { institution, action: `identity.invite-people:${id}`, key, sent: {} };
	await writeOnceAsAdministrator(world, actor, form, async (tx) => {
		await mustBeOpenInstitution(tx, institution);
		const batch = await mustFindBatch(tx, id, institution);
		if (batch.begunAt || !list) return { answer: null, did: null };
		await updateBatch(tx, id, { begunAt: world.now() });
		if (await inviteNextPeople(tx, world, id, list))
			await recordEvent(tx, world, {
				...{ name: 'identity.inviting', person: mustBePerson(actor).id, about: { batch: id } },
			});
		return { answer: null, did: { what: 'list-invited', thing: id } };
	});
}
