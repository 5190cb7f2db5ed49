import { CURRENT_VERSION, FRAMEWORK_VERSIONS } from '#framework';
import { type Actor, learnerMembership, must, personOf } from '#identity';
import { answeredOf, type Answering, shownOf, situationOf } from '#assessment/server';
import { type Application, isOpen } from '#applications';
import { applicationsOf, factsFrom } from '#applications/server';
import { type AwardInBrief, awardsInBrief, observedIn } from '#awards/server';
import { type BadgeDefinition, nearest, type Requirement, requirements } from '#badges';
import { catalogueOf } from '#badges/server';
import type { World } from '#platform/server';
import { trainingSince } from '#training/server';
import { type NextAct, nextActOf, toWorkOnOf } from '../index.ts';
import { marksFrom, type ProfileDimension } from './profile-of.ts';

const NEAREST = 3;

/** A badge that a person does not hold, with its requirements, met or not. */
export interface NearBadge {
	readonly definition: BadgeDefinition;
	readonly requirements: readonly Requirement[];
}

/** What a learner sees on « Aujourd’hui », except their notices and their advisers. */
export interface LearnerDay {
	readonly answering: Answering;
	/** The person's level in each dimension by each source, in the order of the framework. */
	readonly dimensions: readonly ProfileDimension[];
	readonly applications: readonly Application[];
	readonly awards: readonly AwardInBrief[];
	/** The three nearest badges among those that the person neither holds nor has applied for. */
	readonly near: readonly NearBadge[];
	/** Minutes of training that the person logged since the given date. */
	readonly minutes: number;
	readonly next: NextAct | null;
	/** True when the person has answered, logged, applied for and received nothing yet. */
	readonly newcomer: boolean;
}

/**
 * Loads what the actor, a learner, sees on « Aujourd’hui », reading each kind of data once. `since` is the
 * calendar date from which minutes of training are added up. Throws not-found for a person who is not a
 * learner.
 */
export async function learnerDay(world: World, actor: Actor, since: string): Promise<LearnerDay> {
	const { id: person } = personOf(actor);
	must(actor, 'read', { kind: 'person', person });
	learnerMembership(actor);
	const { answering, said } = await answeredOf(world, actor);
	const { version, audience } = answering;
	const shown = await shownOf(world, person, version);
	const awards = await awardsInBrief(world.db.read, person);
	const applications = await applicationsOf(world.db.read, person);
	const { totals, minutes } = await trainingSince(world, person, since);
	const dimensions = marksFrom(version, {
		...{ said: said(version), shown },
		observed: observedIn(world, awards, version),
	});
	// Badges are judged in the current version, to which their requirements refer.
	const facts = factsFrom({
		...{ said: said(CURRENT_VERSION), totals },
		shown: version === CURRENT_VERSION ? shown : await shownOf(world, person, CURRENT_VERSION),
	});
	const taken = new Set([
		...awards.filter(({ revokedAt }) => revokedAt === null).map(({ badge }) => badge),
		...applications.filter(({ state }) => isOpen(state)).map(({ badge }) => badge),
	]);
	const near = nearest(
		catalogueOf(world)
			.all()
			.filter(({ id }) => !taken.has(id))
			.map((definition) => ({
				definition,
				requirements: requirements(definition, facts(definition.dimension)).filter(
					({ rule }) => rule !== 'advisers',
				),
			})),
		NEAREST,
	);
	const toWorkOn = toWorkOnOf(dimensions);
	const unshown = dimensions
		.filter(({ slug, shown: level, said: level_ }) => {
			const done = level !== 'not-situated' || level_ === 'not-situated';
			return !done && audience !== null && situationOf(version, audience, slug) !== undefined;
		})
		.map(({ slug }) => slug)
		.toSorted((one, other) => Number(toWorkOn.includes(other)) - Number(toWorkOn.includes(one)));
	return {
		...{ answering, dimensions, applications, awards, near, minutes },
		next: nextActOf({
			...{ applications, unshown, nearest: near[0]?.definition.id ?? null },
			unplaced: answering.unplaced,
		}),
		newcomer:
			// Answers in any version count: a person who begins another version is not new.
			FRAMEWORK_VERSIONS.every((one) =>
				Object.values(said(one)).every(({ answeredAt }) => answeredAt === null),
			) &&
			Object.keys(shown).length === 0 &&
			applications.length === 0 &&
			awards.length === 0 &&
			Object.values(totals).every(({ count }) => count === 0),
	};
}
