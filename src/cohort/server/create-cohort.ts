import { versionChosen } from '#framework';
import { type Actor, mustHoldRole, must, mustBePerson } from '#identity';
import { writeOnceAsActor, institutionById } from '#identity/server';
import { civilDate, Refusal } from '#platform';
import type { World } from '#platform/server';
import { beginsAfterEnd, type CohortAudience, type CohortTask } from '../cohort.ts';
import { insertCohort } from './cohort-store.ts';

/**
 * Creates a cohort that the actor advises, in the institution where they are an adviser; returns its id.
 * Throws `cohort.date-past` when its last day has passed, `cohort.start-late` when it would begin after it, and `cohort.nobody-learns` in a RÉCIT service.
 * Idempotent for a form's key.
 */
export async function createCohort(
	world: World,
	actor: Actor,
	input: {
		name: string;
		audience: CohortAudience;
		endsOn: string | null;
		startsOn?: string | null;
		mostPeople?: number | null;
		asks?: CohortTask | null;
		key: string;
	},
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
	const { name, audience, endsOn, key, startsOn = null, mostPeople = null, asks = null } = input;
	if (beginsAfterEnd({ startsOn, endsOn })) throw new Refusal('cohort.start-late', { field: 'startsOn' });
	const cohort = {
		id: world.newId(),
		institution,
		name,
		joinCode: world.newId().slice(0, 8),
		audience,
		framework: versionChosen(frameworkVersion),
		...{ endsOn, startsOn, mostPeople, asks },
		archivedAt: null,
		createdAt: now,
	};
	// What is left empty is left out, so that a form stored before these fields existed has the same content.
	const more = {
		...(startsOn !== null && { startsOn }),
		...(mostPeople !== null && { mostPeople }),
		...(asks !== null && { asks }),
	};
	const form = { may, action: 'cohort.create', key, sent: { name, audience, endsOn, ...more } };
	return writeOnceAsActor(world, actor, form, async (tx) => {
		await insertCohort(tx, cohort, adviser);
		return cohort.id;
	});
}
