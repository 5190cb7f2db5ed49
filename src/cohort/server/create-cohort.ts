import { CURRENT_VERSION } from '#framework';
import { type Actor, membershipAs, must, personOf } from '#identity';
import { institutionById } from '#identity/server';
import { civilDate, Refusal } from '#platform';
import { once, type World } from '#platform/server';
import type { CohortAudience } from '../cohort.ts';
import { insertCohort } from './store.ts';

/** Makes a cohort one advises, in one's own institution; gives its id. */
export async function createCohort(
	world: World,
	actor: Actor,
	input: { name: string; audience: CohortAudience; endsOn: string | null; key: string },
): Promise<string> {
	const { institution } = membershipAs(actor, 'adviser');
	must(actor, 'advise', { kind: 'institution', institution });
	const { id: adviser } = personOf(actor);
	const { timeZone } = await institutionById(world, institution);
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
		framework: CURRENT_VERSION,
		endsOn: input.endsOn,
		createdAt: now,
	};
	return once(world, { who: adviser, action: 'cohort.create', key: input.key }, async (tx) => {
		await insertCohort(tx, cohort, adviser);
		return cohort.id;
	});
}
