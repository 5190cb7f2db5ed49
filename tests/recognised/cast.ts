import { chooseInSituation, recordAnswer, situationFor } from '#assessment/server';
import type { Level } from '#framework';
import { type Actor, type Audience, learnerMembership, type PersonActor, type Role } from '#identity';
import { createInstitution } from '#identity/server';
import type { World } from '#platform/server';
import { recordTraining } from '#training/server';
import { newcomer } from '#tests/people';

/** A person of a test, as the hook would find them. */
export const enter = (
	world: World,
	displayName: string,
	memberships: readonly { institution: string; role: Role; audience?: Audience }[],
): Promise<PersonActor> => newcomer(world, memberships, displayName);

/** The people every story speaks of, in an institution of their own, and Denis of another one. */
export async function cast(world: World) {
	const here = await createInstitution(world, {
		slug: `ecole-${world.newId().slice(0, 8)}`,
		name: 'École des Érables',
		kind: 'school',
	});
	const elsewhere = await createInstitution(world, {
		slug: `ailleurs-${world.newId().slice(0, 8)}`,
		name: 'Cégep d’ailleurs',
		kind: 'college',
	});
	const institution = here.id;
	return {
		here,
		ada: await enter(world, 'Ada', [{ institution, role: 'learner', audience: 'teacher' }]),
		bruno: await enter(world, 'Bruno', [
			{ institution, role: 'adviser' },
			{ institution, role: 'learner', audience: 'teacher' },
		]),
		berthe: await enter(world, 'Berthe', [{ institution, role: 'adviser' }]),
		chloe: await enter(world, 'Chloe', [{ institution, role: 'administrator' }]),
		denis: await enter(world, 'Denis', [{ institution: elsewhere.id, role: 'adviser' }]),
	};
}

/** What a person says of a dimension: 2 is « sans aide dans une situation habituelle », intermediate. */
export async function says(
	world: World,
	actor: Actor,
	dimension: string,
	answer: 0 | 1 | 2 | 3 | 4,
	revision = 0,
) {
	await recordAnswer(world, actor, {
		statement: `${learnerMembership(actor).audience}-${dimension}-2`,
		answer,
		revision,
		key: world.newId(),
	});
}

/** What a person does in the situation of a dimension: the choice that shows a level, or none yet (null). */
export async function shows(
	world: World,
	actor: Actor,
	dimension: string,
	level: Level | null = 'intermediate',
) {
	const { situation } = await situationFor(world, actor, dimension);
	const choice = situation.choices.find((one) => one.shows === level);
	if (!choice) throw new Error(`No choice of ${situation.id} shows ${level}.`);
	await chooseInSituation(world, actor, { dimension, choice: choice.id, key: world.newId() });
}

/** An autoformation of a dimension, with its reflection. */
export async function trains(
	world: World,
	actor: Actor,
	dimension: string,
	minutes: number,
	reflection = 'Je retiens ceci.',
) {
	const { id } = await recordTraining(world, actor, {
		title: 'Écrire à plusieurs',
		date: '2026-11-20',
		minutes,
		kind: 'course',
		dimensions: [dimension],
		reflection,
		link: 'https://exemple.example/formation',
		key: world.newId(),
	});
	return id;
}
