import { type Actor, must, mustBePerson } from '#identity';
import { noteAdministrativeAct, writeOnceAsActor } from '#identity/server';
import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import { advisersOfCohorts, cohortById } from '../cohort-store.ts';
import { confirmRosterPeople } from './roster-store.ts';

/**
 * Has an administrator of the institution of a cohort confirm that these people, who came with slips of its roster,
 * are those whom it names, so that they count in portraits. Who has not come yet cannot be confirmed: whoever holds
 * the slip meanwhile might use it. Throws not-found for anybody else, and `cohort.roster-own` for an administrator who advises the cohort. Stands in the journal of the
 * institution. Idempotent for a form's key.
 */
export async function confirmRoster(
	world: World,
	actor: Actor,
	{
		cohort: id,
		people,
		key,
	}: { readonly cohort: string; readonly people: readonly string[]; readonly key: string },
): Promise<void> {
	const { id: person } = mustBePerson(actor);
	const cohort = await cohortById(world.db.read, id);
	if (!cohort) throw notFound();
	const { institution } = cohort;
	const may = (me: Actor) => must(me, 'administer', { kind: 'institution', institution });
	may(actor);
	const form = { may, action: `cohort.confirm-roster:${id}`, key, sent: { people: [...people] } };
	await writeOnceAsActor(world, actor, form, async (tx) => {
		if ((await advisersOfCohorts(tx, [id])).get(id)?.includes(person)) throw new Refusal('cohort.roster-own');
		await confirmRosterPeople(tx, id, people, person);
		await noteAdministrativeAct(
			tx,
			world,
			{ institution, actor: person },
			{ what: 'roster-confirmed', thing: id },
		);
		return true;
	});
}
