import { answeringOf } from '#assessment/server';
import { profileOf } from '#profile/server';
import { loadPage } from '#ui/server/load-page.ts';
import type { PageServerLoadEvent } from './$types';
import { sentenceText } from './sentence-text.ts';
import { levelNames } from './standing-text.server.ts';

export const load = loadPage(async ({ locals: { world, actor, locale } }: PageServerLoadEvent) => {
	const profile = await profileOf(world, actor);
	const answering = await answeringOf(world, actor);
	const levels = levelNames(profile.version, locale);
	return {
		levels,
		marks: profile.marks,
		dimensions: profile.dimensions.map(({ slug, number, dimension }) => ({
			slug,
			number,
			title: dimension.title[locale],
			short: dimension.short[locale],
		})),
		strengths: profile.strengths,
		toWorkOn: profile.toWorkOn.map(({ slug, nextStep }) => ({ slug, nextStep: nextStep?.[locale] ?? null })),
		sentence: sentenceText(profile.sentence, levels, locale),
		situated: profile.sentence.situated,
		answered: answering.answered,
		total: answering.total,
		next: answering.next,
	};
});
