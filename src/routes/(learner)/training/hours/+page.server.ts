import { USUAL_TIME_ZONE } from '#platform';
import {
	declaredHours,
	hoursShares,
	institutionUnderAct,
	shareHours,
	shareHoursForm,
	withdrawHoursForm,
	withdrawHoursShare,
} from '#training/server';
import { consumeDoneCookie, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';
import { hoursView } from './hours-view.ts';

export const load = loadPage(async (event: PageServerLoadEvent) => {
	const { locals, url } = event;
	const { world, actor, locale } = locals;
	const hours = await declaredHours(world, actor, url.searchParams.get('period'));
	const { timeZone = USUAL_TIME_ZONE } = (await institutionUnderAct(world, actor)) ?? {};
	return {
		...hoursView(hours, await hoursShares(world, actor), { locale, timeZone }),
		withdrawn: consumeDoneCookie(event) && url.searchParams.has('withdrawn'),
	};
});

export const actions = {
	share: formAction(shareHoursForm, async (input, { locals: { world, actor } }: RequestEvent) => ({
		link: `${world.origin}/hours/${await shareHours(world, actor, input)}`,
	})),
	withdraw: formAction(withdrawHoursForm, async ({ share: id, key }, event: RequestEvent) => {
		await withdrawHoursShare(event.locals.world, event.locals.actor, { id, key });
		redirectDone(event, '/training/hours?withdrawn');
	}),
};
