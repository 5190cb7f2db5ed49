import { reviewQueueSummary } from '#applications/server';
import { advisedCohorts } from '#cohort/server';
import { dimension } from '#framework/server';
import { type Actor, rolesOf } from '#identity';
import type { Locale } from '#platform';
import type { World } from '#platform/server';
import { cohortPeopleText } from './adviser-text.ts';
import { receivedText } from './received-text.ts';

const MOST_WAITING_SHOWN = 5;
const MOST_COHORTS_SHOWN = 5;

/**
 * The data of « Aujourd’hui » for an adviser. Somebody who learns here too has a full page already, and finds
 * their cohorts in the menu.
 */
export async function adviserView(world: World, actor: Actor, locale: Locale) {
	const waiting = await reviewQueueSummary(world, actor, MOST_WAITING_SHOWN);
	return {
		count: waiting.count,
		again: waiting.again,
		returned: waiting.returned,
		received: receivedText(waiting),
		items: waiting.items.map(({ id, name, days, again, definition }) => ({
			...{ id, name, days, again },
			badge: definition.name[locale],
			number: dimension(definition.framework, definition.dimension)?.number ?? 0,
		})),
		cohorts: rolesOf(actor).includes('learner') ? null : await cohortsOf(world, actor),
	};
}

async function cohortsOf(world: World, actor: Actor) {
	const all = await advisedCohorts(world, actor);
	return {
		some: all
			.filter(({ over }) => !over)
			.slice(0, MOST_COHORTS_SHOWN)
			.map(({ id, name, members: people, done }) => ({
				id,
				name,
				people: cohortPeopleText({ people, done }),
			})),
		all: all.length,
	};
}
