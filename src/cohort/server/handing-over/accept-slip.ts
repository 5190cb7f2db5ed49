import { type Actor, must, mustBePerson } from '#identity';
import { writeOnceAsActor } from '#identity/server';
import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import { isOver } from '../../cohort.ts';
import { advisersOfCohorts, cohortById } from '../cohort-store.ts';
import { enterCohort } from '../join-cohort.ts';
import { slipVersion } from '../slip.ts';
import { askedSince } from './asked-days.ts';
import { askedOf } from './asked-store.ts';

/**
 * Has the actor share anew with a cohort that was handed over, as its new slip says, from now on. Throws
 * not-found for whoever is not asked (any more) in this cohort, `cohort.is-over` after its last day, and
 * `cohort.slip-changed` (409) when its advisers or its last day have changed since the slip that the person
 * read (`shown`: `slipVersion`). Idempotent for a form's key.
 */
export async function acceptSlip(
	world: World,
	actor: Actor,
	input: { readonly cohort: string; readonly shown: string; readonly key: string },
): Promise<void> {
	const { cohort: id, shown, key } = input;
	const { id: person } = mustBePerson(actor);
	const cohort = await cohortById(world.db.read, id);
	if (!cohort) throw notFound();
	const may = (me: Actor) => must(me, 'learn', { kind: 'institution', institution: cohort.institution });
	may(actor);
	const form = { may, action: `cohort.accept:${id}`, key, sent: { shown } };
	await writeOnceAsActor(world, actor, form, async (tx) => {
		const asked = await askedOf(tx, person, askedSince(world.now()));
		const now = await cohortById(tx, id);
		if (!now || !asked.some((one) => one.cohort === id)) throw notFound();
		if (isOver(now, world.now())) throw new Refusal('cohort.is-over');
		const advisers = (await advisersOfCohorts(tx, [id])).get(id)!;
		if (slipVersion({ ...now, advisers }) !== shown)
			throw new Refusal('cohort.slip-changed', { status: 409 });
		if (advisers.includes(person)) throw new Refusal('cohort.own');
		await enterCohort(tx, world, { ...now, advisers }, person);
		return true;
	});
}
