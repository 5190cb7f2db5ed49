import { setImmediate } from 'node:timers/promises';
import { notFound } from '#platform';
import { type Listener, recordEvent, type World } from '#platform/server';
import { type Actor, mustBePerson } from '../../actor.ts';
import { administeredInstitution } from '../accounts/administered-person.ts';
import { administers } from '../administration/write-as-administrator.ts';
import { writeOnceAsActor } from '../write-as-actor.ts';
import { actOnNextPeople } from './act-on-next-people.ts';
import { findBulkAct, updateBulkAct } from './bulk-act-store.ts';

/**
 * Does an act for many people that the actor prepared: for the first of them at once, for the others within
 * seconds (`bulkActListener`), also after a crash. An act that was begun is left as it is. Throws not-found for
 * an act of somebody else or of another institution.
 */
export async function doBulkAct(
	world: World,
	actor: Actor,
	{ act: id, key }: { readonly act: string; readonly key: string },
): Promise<void> {
	const institution = administeredInstitution(actor);
	const may = administers(institution);
	const form = { may, action: `identity.bulk-do:${id}`, key, sent: {} };
	await writeOnceAsActor(world, actor, form, async (tx, me) => {
		const found = await findBulkAct(tx, id);
		if (found?.institution !== institution || found.createdBy !== me.id) throw notFound();
		if (found.begunAt) return null;
		await updateBulkAct(tx, id, { begunAt: world.now() });
		if (await actOnNextPeople(tx, world, id))
			await recordEvent(tx, world, {
				...{ name: 'identity.bulk-acting', person: mustBePerson(actor).id, about: { act: id } },
			});
		return null;
	});
}

/**
 * Listener that goes on with an act for many people, some in each write unit, letting others be served between
 * two. Called again after a crash, it goes on where the last unit ended.
 */
export const bulkActListener: Listener = {
	async hear(world, { about }) {
		const id = String(about['act']);
		while (await world.db.write((tx) => actOnNextPeople(tx, world, id))) await setImmediate();
	},
};
