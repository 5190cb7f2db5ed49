import { versionChosen } from '#framework';
import { type Actor, mustHoldRole, must, mustBePerson } from '#identity';
import { writeOnceAsActor, institutionById } from '#identity/server';
import { civilDate, Refusal } from '#platform';
import type { World } from '#platform/server';
import type { CohortAudience } from '../cohort.ts';
import { insertCohort } from './cohort-store.ts';

/**
 * Creates a cohort that the actor advises, in the institution where they are an adviser; returns its id.
 * Throws `cohort.date-past` when its last day has passed, and `cohort.nobody-learns` in a RÉCIT service.
 * Idempotent for a form's key.
 */
export async function createCohort(
	world: World,
	actor: Actor,
	input: { name: string; audience: CohortAudience; endsOn: string | null; key: string },
): Promise<string> {
	const { institution } = mustHoldRole(actor, 'adviser');
	const may = (me: Actor) => must(me, 'advise', { kind: 'institution', institution });
	const { id: adviser } = mustBePerson(actor);
	const { timeZone, kind, frameworkVersion } = await institutionById(world, institution);
	if (kind === 'recit') throw new Refusal('cohort.nobody-learns', { field: 'name' });
	const now = world.now();
	if (input.endsOn && input.endsOn < civilDate(now, timeZone)) {
		throw new Refusal('cohort.date-past', { field: 'endsOn' });
	}
	const cohort = {
		id: world.newId(),
		institution,
		name: input.name,
		joinCode: world.newId().slice(0, 8),
		audience: input.audience,
		framework: versionChosen(frameworkVersion),
		endsOn: input.endsOn,
		createdAt: now,
	};
	const { name, audience, endsOn, key } = input;
	const form = { may, action: 'cohort.create', key, sent: { name, audience, endsOn } };
	return writeOnceAsActor(world, actor, form, async (tx) => {
		await insertCohort(tx, cohort, adviser);
		return cohort.id;
	});
}
