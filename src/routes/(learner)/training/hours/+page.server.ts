import type { LegalPeriod } from '#training';
import {
	declaredHours,
	hoursShares,
	shareHours,
	shareHoursForm,
	withdrawHoursForm,
	withdrawHoursShare,
} from '#training/server';
import { consumeDoneCookie, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

const yearOf = ({ from }: LegalPeriod) => from.slice(0, 4);

export const load = loadPage(async (event: PageServerLoadEvent) => {
	const { locals, url } = event;
	const { world, actor } = locals;
	const { periods, ...hours } = await declaredHours(world, actor, url.searchParams.get('period'));
	const year = yearOf(hours.period);
	return {
		...hours,
		year,
		present: yearOf(periods[0]!) === year,
		others: periods.filter((one) => yearOf(one) !== year).map((period) => ({ period, year: yearOf(period) })),
		shares: (await hoursShares(world, actor)).filter(({ period }) => yearOf(period) === year),
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
