import { redirect } from '@sveltejs/kit';
import { landingPath, mustBePerson, rolesOf } from '#identity';
import { myInstitution } from '#identity/server';
import { readAndMarkNoticesSeen } from '#notices/server';
import { peopleToAnswerFor, requestsAboutMe } from '#privacy/server';
import { loadPageWithoutDrafts } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';
import { adviserView } from './adviser-view.ts';
import { learnerView } from './learner-view.ts';
import { administratorTasks } from './administrator-tasks.ts';
import { rolesByUrgency } from './roles-by-urgency.ts';

export const load = loadPageWithoutDrafts(
	async ({ locals: { world, actor, locale } }: PageServerLoadEvent) => {
		const { displayName, operator } = mustBePerson(actor);
		const held = rolesOf(actor);
		// This page has nothing for somebody without a role.
		if (held.length === 0) redirect(303, landingPath(held, operator));
		const place = await myInstitution(world, actor);
		const showsCohorts = place.kind !== 'recit';
		// Administrators are told by what waits, never by notices.
		const notices =
			held.includes('learner') || held.includes('adviser') ? await readAndMarkNoticesSeen(world, actor) : [];
		const waiting = held.includes('adviser')
			? await adviserView(world, actor, { locale, showsCohorts, notices, timeZone: place.timeZone })
			: null;
		const learner = held.includes('learner')
			? await learnerView(world, actor, { place, locale, notices })
			: null;
		// Neither is asked where the query above counted none.
		const requests = place.requestsAboutMe > 0 ? await requestsAboutMe(world, actor, { open: true }) : [];
		const asked = place.administered?.requests ? await peopleToAnswerFor(world, actor) : [];
		const decide = place.administered && administratorTasks(place.administered, asked);
		return {
			name: displayName.split(/\s/)[0] ?? displayName,
			/**
			 * Counts for the header: the layout reads them from here and makes no query of its own on this
			 * page.
			 */
			counted: { waiting: waiting?.count ?? 0 },
			parts: rolesByUrgency(held, {
				learner: learner !== null && (learner.fresh > 0 || learner.next?.kind === 'returned'),
				adviser: (waiting?.count ?? 0) > 0 || (waiting?.news.some(({ isNew }) => isNew) ?? false),
				administrator: (decide?.length ?? 0) > 0,
			}),
			learner,
			waiting,
			decide,
			requests,
		};
	},
);
