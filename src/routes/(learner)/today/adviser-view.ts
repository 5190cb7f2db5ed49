import { reviewQueueSummary, waitingElsewhere } from '#applications/server';
import { advisedCohorts, receivedCohorts } from '#cohort/server';
import { latestFrameworkOf } from '#badges';
import { dimension } from '#framework/server';
import { type Actor, reviewsApplications, rolesOf } from '#identity';
import type { Notice } from '#notices';
import type { Locale } from '#platform';
import type { World } from '#platform/server';
import { dayText } from '#presentation/recognition/date-text.ts';
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
	{
		locale,
		showsCohorts,
		notices,
		timeZone,
	}: {
		readonly locale: Locale;
		readonly showsCohorts: boolean;
		readonly notices: readonly Notice[];
		readonly timeZone: string;
	},
) {
	const reviews = reviewsApplications(actor);
	const waiting = reviews ? await reviewQueueSummary(world, actor, MOST_WAITING_SHOWN) : NOTHING;
	return {
		reviews,
		news: await newsOf(world, actor, notices, (at) => dayText(at, locale, timeZone)),
		elsewhere: await waitingElsewhere(world, actor),
		count: waiting.count,
		again: waiting.again,
		returned: waiting.returned,
		received: receivedText(waiting),
		items: waiting.items.map(({ id, name, days, again, definition }) => ({
			...{ id, name, days, again },
			badge: definition.name[locale],
			number: dimension(latestFrameworkOf(definition), definition.dimension)?.number ?? 0,
		})),
		cohorts: !showsCohorts || rolesOf(actor).includes('learner') ? null : await cohortsOf(world, actor),
	};
}

/** The cohorts that were handed over to the adviser lately, the latest first, with when. */
async function newsOf(world: World, actor: Actor, notices: readonly Notice[], dayOf: (at: Date) => string) {
	const told = notices.filter(({ what }) => what === 'cohort-received');
	const cohorts = await receivedCohorts(world, actor, [...new Set(told.map(({ thing }) => thing))]);
	return told.flatMap(({ id, thing, at, isNew }) => {
		const cohort = cohorts.find((one) => one.id === thing);
		return cohort ? [{ id, cohort, isNew, on: dayOf(at) }] : [];
	});
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
