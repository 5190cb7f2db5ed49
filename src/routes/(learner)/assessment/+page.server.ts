import { estimatedMinutes, MODES } from '#assessment';
import {
	assessmentProgressOf,
	carryOver,
	carryOverForm,
	carryOverOffer,
	versionAndModeForm,
	chooseVersionAndMode,
	statementsOf,
} from '#assessment/server';
import { versionChoices } from '#framework/server';
import { actorPseudonym } from '#identity/server';
import { redirect } from '@sveltejs/kit';
import { formAction } from '#web/form-action.ts';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent, RequestEvent } from './$types';

export const load = loadPage(async ({ locals: { world, actor, locale } }: PageServerLoadEvent) => {
	const { version, mode, audience, begun, dimensions, themes, ...progress } = await assessmentProgressOf(
		world,
		actor,
	);
	const count = (length: (typeof MODES)[number]) =>
		audience
			? dimensions.flatMap(({ dimension }) => statementsOf(version, audience, dimension.slug, length)).length
			: 0;
	return {
		holder: actorPseudonym(actor),
		version,
		mode,
		begun,
		...{ answered: progress.answered, total: progress.total, next: progress.next },
		themes: themes.map(({ theme: { slug, title }, statements, answered }) => ({
			...{ slug, title: title[locale], answered, total: statements.length },
		})),
		versions: versionChoices(),
		carrying: await carryOverOffer(world, actor),
		lengths: MODES.map((length) => ({
			mode: length,
			statements: count(length),
			minutes: estimatedMinutes(dimensions.length, count(length)),
		})),
		dimensions: dimensions.map(({ dimension: { slug, number, title, short }, statements, ...one }) => ({
			slug,
			number,
			title: title[locale],
			short: short[locale],
			answered: one.answered,
			total: statements.length,
		})),
	};
});

export const actions = {
	carry: formAction(carryOverForm, async (input, { locals: { world, actor, locale } }: RequestEvent) =>
		carryOver(world, actor, { ...input, locale }),
	),
	choose: formAction(versionAndModeForm, async (input, { locals: { world, actor } }: RequestEvent) => {
		await chooseVersionAndMode(world, actor, input);
		const { next, answered } = await assessmentProgressOf(world, actor);
		// A person who has answered nothing goes to the first dimension. A person who has begun goes to the
		// list, which shows what is left.
		redirect(303, answered === 0 && next ? `/assessment/${next}` : '/assessment');
	}),
};
