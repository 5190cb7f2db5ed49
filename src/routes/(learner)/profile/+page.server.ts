import { FRAMEWORK_VERSIONS, isFrameworkVersion } from '#framework';
import { framework } from '#framework/server';
import { nextStepLead, ownProfile, sentencesOfDimension, sentencesOfProfile } from '#profile/server';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';
import { levelNames } from '#presentation/levels/standing-text.server.ts';

export const load = loadPage(async ({ locals: { world, actor, locale }, url }: PageServerLoadEvent) => {
	const asked = url.searchParams.get('version');
	const own = await ownProfile(world, actor, isFrameworkVersion(asked) ? asked : null);
	const { answering, profile } = own;
	const { version, marks, dimensions } = profile;
	// The latest day is today's profile: only the earlier ones can be laid over it.
	const days = own.days.slice(1);
	const day = days.find((one) => one.day === url.searchParams.get('since'));
	const before = day && own.before(day);
	return {
		version,
		versions: FRAMEWORK_VERSIONS.map((one) => ({ version: one, year: framework(one).year })),
		days: days.map((one) => one.day),
		since: day?.day ?? null,
		before: before && Object.fromEntries(before.dimensions.map(({ slug, said }) => [slug, said] as const)),
		levels: levelNames(version, locale),
		marks,
		dimensions: dimensions.map(({ slug, number, dimension, ...one }) => ({
			slug,
			number,
			title: dimension.title[locale],
			short: dimension.short[locale],
			sentences: sentencesOfDimension(version, slug, one, locale),
		})),
		strengths: profile.strengths,
		lead: nextStepLead(locale),
		toWorkOn: profile.toWorkOn.map(({ slug, nextStep, suggestions }) => ({
			slug,
			nextStep: nextStep?.[locale] ?? null,
			suggestions: suggestions.map(({ id, title, about, minutes, address }) => ({
				id,
				title: title[locale],
				about: about[locale],
				minutes,
				address,
			})),
		})),
		sentences: sentencesOfProfile(version, dimensions, locale),
		answered: answering.answered,
		total: answering.total,
		next: answering.version === version ? answering.next : null,
	};
});
