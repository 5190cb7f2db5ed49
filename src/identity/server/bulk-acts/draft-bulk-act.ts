import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import type { Actor } from '../../actor.ts';
import { type BulkAct, leftOutOf, roleOfAct } from '../../bulk-act.ts';
import { administeredInstitution } from '../accounts/administered-person.ts';
import { administers } from '../administration/write-as-administrator.ts';
import { everyoneFound, type PeopleFilter } from '../accounts/list-people.ts';
import { mustHaveLearners } from '../institutions/must-have-learners.ts';
import { writeOnceAsActor } from '../write-as-actor.ts';
import {
	bulkFactsOf,
	deleteBulkDraft,
	findBulkAct,
	insertBulkAct,
	type StoredBulkAct,
} from './bulk-act-store.ts';
import { administeredBy } from './still-administers.ts';

/** How many people one act may name. */
export const MOST_IN_BULK = 20_000;

/** What an administrator chooses on the page of people: an act, and for whom. */
export interface BulkChoice {
	readonly act: BulkAct;
	/** The people who are ticked; null for everybody whom the filter finds. */
	readonly people: readonly string[] | null;
	readonly filter: PeopleFilter;
	readonly key: string;
}

/**
 * Prepares an act for many people of the institution that the actor administers, and returns its id: nobody is
 * concerned until it is confirmed. Ids of other institutions are left out. Throws `identity.bulk-nobody` when
 * nobody is chosen, `identity.bulk-many` for more than 20,000 people, `identity.no-learners` in a RÉCIT service,
 * and `platform.no-mail` (503) for links where the service sends no mail. Idempotent for a form's key.
 */
export async function draftBulkAct(world: World, actor: Actor, choice: BulkChoice): Promise<string> {
	const institution = administeredInstitution(actor);
	const may = administers(institution);
	const { act, people, filter, key } = choice;
	if (act === 'new-password' && !world.mailing) throw new Refusal('platform.no-mail', { status: 503 });
	const chosen = people && new Set(people);
	const found = await everyoneFound(world, institution, chosen ? {} : filter);
	const ids = found.map(({ id }) => id).filter((id) => !chosen || chosen.has(id));
	if (ids.length === 0) throw new Refusal('identity.bulk-nobody', { field: 'people' });
	if (ids.length > MOST_IN_BULK)
		throw new Refusal('identity.bulk-many', { field: 'people', params: { most: MOST_IN_BULK } });
	const { search = '', role = null, state = null } = filter;
	const sent = { act, people: people && [...people], search, role, state };
	return writeOnceAsActor(world, actor, { may, action: 'identity.bulk-draft', key, sent }, async (tx, me) => {
		if (roleOfAct(act)?.role === 'learner' && roleOfAct(act)?.gives)
			await mustHaveLearners(tx, institution, 'act');
		const administered = await administeredBy(tx, me.id);
		const facts = await bulkFactsOf(tx, ids, { institution, administered });
		const made: StoredBulkAct = {
			...{ id: world.newId(), institution, act, createdBy: me.id, createdAt: world.now() },
			...{ begunAt: null, listed: ids.length, done: 0, endedAt: null },
		};
		await insertBulkAct(
			tx,
			made,
			ids.map((person) => ({ person, outcome: leftOutOf(act, facts.get(person), person === me.id) })),
		);
		return made.id;
	});
}

/** Gives up an act that was not confirmed. Throws not-found for another institution's. Idempotent. */
export async function discardBulkAct(
	world: World,
	actor: Actor,
	{ act: id, key }: { readonly act: string; readonly key: string },
): Promise<void> {
	const institution = administeredInstitution(actor);
	const may = administers(institution);
	const form = { may, action: `identity.bulk-discard:${id}`, key, sent: {} };
	await writeOnceAsActor(world, actor, form, async (tx) => {
		const found = await findBulkAct(tx, id);
		if (found?.institution !== institution) throw notFound();
		await deleteBulkDraft(tx, id);
		return null;
	});
}
