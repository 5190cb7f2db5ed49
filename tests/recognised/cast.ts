import type { Answer } from '#assessment';
import { chooseInSituation, recordAnswer, situationFor } from '#assessment/server';
import type { Level } from '#framework';
import { type Actor, type Audience, mustBeLearner, type PersonActor, type Role } from '#identity';
import { createInstitution } from '#identity/server';
import type { World } from '#platform/server';
import { recordTraining } from '#training/server';
import { newcomer } from '#tests/people';

/** Creates a person with these roles, without a session, and returns them as an actor. */
export const enter = (
	world: World,
	displayName: string,
	memberships: readonly { institution: string; role: Role; audience?: Audience }[],
): Promise<PersonActor> => newcomer(world, memberships, displayName);

/**
 * Creates in a new institution Ada (learner), Bruno (adviser and learner), Berthe (adviser) and Chloé
 * (administrator); and Denis, an adviser of another institution.
 */
export async function cast(world: World) {
	const here = await createInstitution(world, {
		slug: `ecole-${world.newId().slice(0, 8)}`,
		name: 'École des Érables',
		kind: 'service-centre',
	});
	const elsewhere = await createInstitution(world, {
		slug: `ailleurs-${world.newId().slice(0, 8)}`,
		name: 'Cégep d’ailleurs',
		kind: 'cegep',
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

/**
 * Makes a person answer a statement of a dimension in their self-assessment. The answer 2 is « sans aide dans
 * une situation habituelle », which makes the said level intermediate.
 */
export async function says(world: World, actor: Actor, dimension: string, answer: Answer, revision = 0) {
	await recordAnswer(world, actor, {
		statement: `${mustBeLearner(actor).audience}-${dimension}-2`,
		answer,
		revision,
		key: world.newId(),
	});
}

/**
 * Makes a person do the situation of a dimension with the choice that shows `level`; null takes a choice that
 * shows no level yet.
 */
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

/** A reflection as long as an Exploration badge asks (25 words). */
export const REFLECTION =
	'Je retiens ceci : écrire à plusieurs demande un plan commun, des rôles clairs et un moment pour relire ensemble, et je veux l’essayer avec mon prochain groupe.';

/** Makes a person log a learning activity of `minutes` minutes in a dimension, with a reflection. */
export async function trains(
	world: World,
	actor: Actor,
	dimension: string,
	minutes: number,
	reflection = REFLECTION,
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
