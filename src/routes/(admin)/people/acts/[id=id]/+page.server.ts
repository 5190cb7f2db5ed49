import { cohortsLeftAlone } from '#cohort/server';
import { discardBulkAct, doBulkAct, keyForm, peopleOfBulkAct, readBulkAct } from '#identity/server';
import { consumeDoneCookie, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { requestedPageNumber } from '#web/requested-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPage(async (event) => {
	const { params, url } = event;
	const { world, actor } = event.locals;
	const { act, begunAt, endedAt, toDo, performed, reasons, leftOut, page, pages } = await readBulkAct(
		world,
		actor,
		params.id,
		requestedPageNumber(url),
	);
	const endsAdvising = begunAt === null && (act === 'close' || act === 'remove-adviser');
	return {
		...{ act, begun: begunAt !== null, ended: endedAt !== null, toDo, performed },
		...{ reasons, leftOut, page, pages },
		/** How many cohorts nobody would accompany once it is done. */
		cohortsAlone: endsAdvising
			? (await cohortsLeftAlone(world, actor, await peopleOfBulkAct(world, actor, params.id))).length
			: 0,
		confirmed: url.searchParams.has('confirmed') && consumeDoneCookie(event),
	};
});

export const actions: Actions = {
	confirm: formAction(keyForm, async ({ key }, event) => {
		const { locals, params } = event;
		await doBulkAct(locals.world, locals.actor, { act: params.id, key });
		redirectDone(event, `/people/acts/${params.id}?confirmed`);
	}),
	discard: formAction(keyForm, async ({ key }, event) => {
		const { locals, params } = event;
		await discardBulkAct(locals.world, locals.actor, { act: params.id, key });
		redirectDone(event, '/people?discarded');
	}),
};
