import { formatJoinCode } from '#cohort';
import {
	cohortFor,
	cohortVersion,
	endCohort,
	endCohortForm,
	renameCohort,
	renameCohortForm,
} from '#cohort/server';
import { framework } from '#framework/server';
import { suggestionsFor } from '#training';
import { SUGGESTIONS } from '#training/server';
import { qrCode, qrPath } from '#ui/drawing/qr-code.ts';
import { isJustDone, redirectDone } from '#web/done-cookie.ts';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import { pageAsked } from '#web/page-asked.ts';
import type { Actions, PageServerLoad } from './$types';
import { dimensionsToWorkOnFor } from './topics.ts';

const CHANGES = ['renamed', 'ended'] as const;

export const load: PageServerLoad = loadPage(async (event) => {
	const { params, url } = event;
	const { world, actor, locale } = event.locals;
	const said = CHANGES.find((one) => one === url.searchParams.get('done')) ?? null;
	const seen = await cohortFor(world, actor, params.id, pageAsked(url));
	const { cohort, version, counts, members, page, pages, portrait, least, nextDate, over, today } = seen;
	const { dimensions } = framework(version);
	const topics = dimensionsToWorkOnFor(
		dimensions.map((one) => ({ ...one, said: portrait?.figures.said[one.slug] ?? null })),
		({ slug }) =>
			suggestionsFor(SUGGESTIONS, { audience: cohort.audience, dimension: slug, from: 'starting' }),
	);
	const code = formatJoinCode(cohort.joinCode);
	const link = `${world.origin}/cohorts/join?code=${code}`;
	const qr = qrCode(link);
	return {
		/** What a form of this page has just done. */
		changed: said && isJustDone(event) ? said : null,
		name: cohort.name,
		code,
		link,
		qr: { side: qr.side, path: qrPath(qr) },
		endsOn: cohort.endsOn,
		over,
		today,
		shown: cohortVersion(cohort),
		least,
		nextDate,
		...counts,
		members,
		page,
		pages,
		portraitDate: portrait?.date ?? null,
		topics: topics.map(({ dimension: { slug, number, title }, share, error, activity }) => ({
			...{ number, title: title[locale], share, error },
			href: `/framework/${version}/${slug}`,
			activity: activity && { title: activity.title[locale], address: activity.address?.[locale] ?? null },
		})),
		dimensions: dimensions.map(({ slug, number, short, title }) => ({
			slug,
			number,
			short: short[locale],
			title: title[locale],
			figures: {
				said: portrait?.figures.said[slug] ?? null,
				shown: portrait?.figures.shown[slug] ?? null,
				observed: portrait?.figures.observed[slug] ?? null,
			},
		})),
	};
});

export const actions: Actions = {
	rename: formAction(renameCohortForm, async (input, event) => {
		const { locals, params } = event;
		await renameCohort(locals.world, locals.actor, { ...input, cohort: params.id });
		redirectDone(event, `/cohorts/${params.id}?done=renamed`);
	}),
	close: formAction(endCohortForm, async (input, event) => {
		const { locals, params } = event;
		await endCohort(locals.world, locals.actor, { ...input, cohort: params.id });
		redirectDone(event, `/cohorts/${params.id}?done=ended`);
	}),
};
