import { redirect } from '@sveltejs/kit';
import { reviewQueueSummary } from '#applications/server';
import { advisedCohorts } from '#cohort/server';
import { mustBePerson, rolesOf } from '#identity';
import { myInstitution } from '#identity/server';
import { dimension } from '#framework/server';
import { loadPageWithoutDrafts } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';
import { cohortPeopleText } from './adviser-text.ts';
import { learnerView } from './learner-view.ts';
import { administratorTasks } from './administrator-tasks.ts';
import { receivedText } from './received-text.ts';
import { rolesByUrgency } from './roles-by-urgency.ts';

const MOST_WAITING_SHOWN = 5;
const MOST_COHORTS_SHOWN = 5;

export const load = loadPageWithoutDrafts(
	async ({ locals: { world, actor, locale } }: PageServerLoadEvent) => {
		const { displayName } = mustBePerson(actor);
		const held = rolesOf(actor);
		// This page has nothing for somebody without a role.
		if (held.length === 0) redirect(303, '/account');
		const place = await myInstitution(world, actor);
		const waiting = held.includes('adviser')
			? await reviewQueueSummary(world, actor, MOST_WAITING_SHOWN)
			: null;
		// Somebody who learns here too has a full page already, and finds their cohorts in the menu.
		const advised = waiting && !held.includes('learner') ? await advisedCohorts(world, actor) : null;
		const learner = held.includes('learner') ? await learnerView(world, actor, place, locale) : null;
		const decide = place.administered && administratorTasks(place.administered);
		return {
			name: displayName.split(/\s/)[0] ?? displayName,
			/**
			 * Counts for the header: the layout reads them from here and makes no query of its own on this
			 * page.
			 */
			counted: { waiting: waiting?.count ?? 0 },
			parts: rolesByUrgency(held, {
				learner: learner !== null && (learner.fresh > 0 || learner.next?.kind === 'returned'),
				adviser: (waiting?.count ?? 0) > 0,
				administrator: (decide?.length ?? 0) > 0,
			}),
			learner,
			waiting: waiting && {
				count: waiting.count,
				again: waiting.again,
				returned: waiting.returned,
				received: receivedText(waiting),
				cohorts: advised && {
					some: advised
						.filter(({ over }) => !over)
						.slice(0, MOST_COHORTS_SHOWN)
						.map(({ id, name, members, done }) => ({
							...{ id, name },
							people: cohortPeopleText({ people: members, done }),
						})),
					all: advised.length,
				},
				items: waiting.items.map(({ id, name, days, again, definition }) => ({
					...{ id, name, days, again },
					badge: definition.name[locale],
					number: dimension(definition.framework, definition.dimension)?.number ?? 0,
				})),
			},
			decide,
		};
	},
);
