import { answersForm } from '#assessment/server';
import { isFrameworkVersion } from '#framework';
import { knownBadges } from '#badges/server';
import { mustBeLearner } from '#identity';
import { actorPseudonym } from '#identity/server';
import { ownDimensionPage } from '#profile/server';
import { keepAnswers } from '#presentation/answering/keep-answers.server.ts';
import { consumeDoneCookie, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { answeringView, profileDimensionView } from './profile-dimension-view.ts';

export const load = loadPage(async (event: PageServerLoadEvent) => {
	const { locals, params, url } = event;
	const { world, actor, locale } = locals;
	const asked = url.searchParams.get('version');
	const own = await ownDimensionPage(
		world,
		actor,
		params.dimension,
		isFrameworkVersion(asked) ? asked : null,
	);
	const { institution } = mustBeLearner(actor);
	const offered = (await knownBadges(world, actor)).offeredIn(institution);
	return {
		...profileDimensionView(offered, own, locale),
		...answeringView(own, locale),
		holder: actorPseudonym(actor),
		done: url.searchParams.get('done') === 'answered' && consumeDoneCookie(event),
	};
});

export const actions = {
	answer: formAction(answersForm, async (input, event: RequestEvent) => {
		const { awarded } = await keepAnswers(input, event.locals);
		redirectDone(
			event,
			awarded ? `/recognition?awarded=${awarded.id}` : `/profile/${event.params.dimension}?done=answered`,
		);
	}),
};
