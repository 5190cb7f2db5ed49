import { reviewQueueSummary, waitingElsewhere } from '#applications/server';
import { advisedCohorts } from '#cohort/server';
import { dimension } from '#framework/server';
import { type Actor, reviewsApplications, rolesOf } from '#identity';
import type { Locale } from '#platform';
import type { World } from '#platform/server';
import { cohortPeopleText } from './adviser-text.ts';
import { receivedText } from './received-text.ts';

const MOST_WAITING_SHOWN = 5;
const MOST_COHORTS_SHOWN = 5;

/** What waits for an adviser who decides no application where they act. */
const NOTHING = { count: 0, again: 0, returned: 0, lately: { week: 0, day: 0 }, items: [] } as const;

/**
 * The data of « Aujourd’hui » for an adviser. Somebody who learns here too has a full page already, and finds
 * their cohorts in the menu. `showsCohorts` is false in a RÉCIT service, where nobody learns.
 */
export async function adviserView(
	world: World,
	actor: Actor,
	{ locale, showsCohorts }: { readonly locale: Locale; readonly showsCohorts: boolean },
) {
	const reviews = reviewsApplications(actor);
	const waiting = reviews ? await reviewQueueSummary(world, actor, MOST_WAITING_SHOWN) : NOTHING;
	return {
		reviews,
		elsewhere: await waitingElsewhere(world, actor),
		count: waiting.count,
		again: waiting.again,
		returned: waiting.returned,
		received: receivedText(waiting),
		items: waiting.items.map(({ id, name, days, again, definition }) => ({
			...{ id, name, days, again },
			badge: definition.name[locale],
			number: dimension(definition.framework, definition.dimension)?.number ?? 0,
		})),
		cohorts: !showsCohorts || rolesOf(actor).includes('learner') ? null : await cohortsOf(world, actor),
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
