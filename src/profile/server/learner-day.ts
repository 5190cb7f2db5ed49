import { FRAMEWORK_VERSIONS } from '#framework';
import { type Actor, mustBeLearner, must, mustBePerson } from '#identity';
import {
	progressAndStandingsOf,
	type AssessmentProgress,
	shownStandingsInEachVersion,
} from '#assessment/server';
import { type Application, isOpen } from '#applications';
import { applicationsOf, factsFrom, isReadyToSubmit } from '#applications/server';
import { isRenewable } from '#awards';
import { type AwardInBrief, awardsInBrief, observedLevelsFromAwards } from '#awards/server';
import {
	type BadgeInVersion,
	inFramework,
	nearestBadges,
	type Requirement,
	judgeOwnRequirements,
} from '#badges';
import { knownBadges } from '#badges/server';
import type { World } from '#platform/server';
import { trainingTotalsAndMinutesSince } from '#training/server';
import { type NextAction, chooseNextAction, strengthsAndWorkOf } from '../index.ts';
import { dimensionsWithSituationToDo } from './situations-offered.ts';
import { profileDimensionsFrom, type ProfileDimension } from './profile-of.ts';

const NEAREST = 3;

/** A badge that a person does not hold, with its requirements, met or not. */
export interface NearBadge {
	readonly definition: BadgeInVersion;
	readonly requirements: readonly Requirement[];
}

/** What a learner sees on « Aujourd’hui », except their notices and their advisers. */
export interface LearnerTodayPage {
	readonly answering: AssessmentProgress;
	/** The person's level in each dimension by each source, in the order of the framework. */
	readonly dimensions: readonly ProfileDimension[];
	readonly applications: readonly Application[];
	readonly awards: readonly AwardInBrief[];
	/** The three nearest badges among those that the person neither holds nor has applied for. */
	readonly near: readonly NearBadge[];
	/** Minutes of training that the person logged since the given date. */
	readonly minutes: number;
	readonly next: NextAction | null;
	/** True when `next` is a draft application that has all it needs and only waits to be sent. */
	readonly ready: boolean;
	/** True when the person has answered, logged, applied for and received nothing yet. */
	readonly newcomer: boolean;
}

/**
 * Loads what the actor, a learner, sees on « Aujourd’hui », reading each kind of data once. `since` is the
 * calendar date from which minutes of training are added up. Throws not-found for a person who is not a
 * learner.
 */
export async function learnerTodayPage(world: World, actor: Actor, since: string): Promise<LearnerTodayPage> {
	const { id: person } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	const { institution } = mustBeLearner(actor);
	const known = await knownBadges(world, actor);
	const { answering, said } = await progressAndStandingsOf(world, actor);
	const { version } = answering;
	const shownIn = await shownStandingsInEachVersion(world, person);
	const shown = shownIn(version);
	const awards = await awardsInBrief(world.db.read, person);
	const applications = await applicationsOf(world.db.read, person);
	const { totals, minutes } = await trainingTotalsAndMinutesSince(world, person, since);
	const dimensions = profileDimensionsFrom(version, {
		...{ said: said(version), shown },
		observed: observedLevelsFromAwards(known, awards, version),
	});
	const facts = factsFrom({ said, shown: shownIn, totals });
	const taken = new Set([
		...awards
			.filter((one) => one.revokedAt === null && !isRenewable(one, world.now()))
			.map(({ badge }) => badge),
		...applications.filter(({ state }) => isOpen(state)).map(({ badge }) => badge),
	]);
	const near = nearestBadges(
		known
			.offeredIn(institution)
			.filter(({ id }) => !taken.has(id))
			.map((offered) => {
				const definition = inFramework(offered, version);
				return { definition, requirements: judgeOwnRequirements(definition, facts(definition)) };
			}),
		NEAREST,
	);
	const { toWorkOn } = strengthsAndWorkOf(dimensions);
	const unshown = dimensionsWithSituationToDo(answering, dimensions, toWorkOn);
	const next = chooseNextAction({
		...{ applications, unshown, nearest: near[0]?.definition.id ?? null },
		unplaced: answering.unplaced,
	});
	const draft = next?.kind === 'draft' ? applications.find(({ id }) => id === next.application) : undefined;
	return {
		...{ answering, dimensions, applications, awards, near, minutes, next },
		ready: draft !== undefined && (await isReadyToSubmit(world, draft, facts)),
		newcomer:
			// Answers in any version count: a person who begins another version is not new.
			FRAMEWORK_VERSIONS.every((one) =>
				Object.values(said(one)).every(({ answeredAt }) => answeredAt === null),
			) &&
			FRAMEWORK_VERSIONS.every((one) => Object.keys(shownIn(one)).length === 0) &&
			applications.length === 0 &&
			awards.length === 0 &&
			Object.values(totals).every(({ count }) => count === 0),
	};
}
