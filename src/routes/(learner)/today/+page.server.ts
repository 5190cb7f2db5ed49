import { redirect } from '@sveltejs/kit';
import { oldestWaiting } from '#applications/server';
import { personOf, roles } from '#identity';
import { myPlace } from '#identity/server';
import { dimension } from '#framework/server';
import { loadReading } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';
import { learnerView } from './learner-view.ts';
import { matters } from './matters.ts';
import { partsInOrder } from './parts.ts';

const OLDEST = 5;

export const load = loadReading(async ({ locals: { world, actor, locale } }: PageServerLoadEvent) => {
	const { displayName } = personOf(actor);
	const held = roles(actor);
	// This page has nothing for somebody without a role.
	if (held.length === 0) redirect(303, '/account');
	const place = await myPlace(world, actor);
	const waiting = held.includes('adviser') ? await oldestWaiting(world, actor, OLDEST) : null;
	const learner = held.includes('learner') ? await learnerView(world, actor, place, locale) : null;
	const decide = place.administered && matters(place.administered);
	return {
		name: displayName.split(/\s/)[0] ?? displayName,
		/**
		 * Counts for the header: the layout reads them from here and makes no query of its own on this page.
		 */
		counted: { waiting: waiting?.count ?? 0 },
		parts: partsInOrder(held, {
			learner: learner !== null && (learner.fresh > 0 || learner.next?.kind === 'returned'),
			adviser: (waiting?.count ?? 0) > 0,
			administrator: (decide?.length ?? 0) > 0,
		}),
		learner,
		waiting: waiting && {
			count: waiting.count,
			again: waiting.again,
			returned: waiting.returned,
			items: waiting.items.map(({ id, name, days, again, definition }) => ({
				...{ id, name, days, again },
				badge: definition.name[locale],
				number: dimension(definition.framework, definition.dimension)?.number ?? 0,
			})),
		},
		decide,
	};
});
