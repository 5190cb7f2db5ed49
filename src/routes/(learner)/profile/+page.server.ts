import { FRAMEWORK_VERSIONS, isFrameworkVersion } from '#framework';
import { framework } from '#framework/server';
import { ownProfile, profileSentenceTexts, dimensionsWithSituationToDo } from '#profile/server';
import { loadPageWithoutDrafts } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';
import { levelNames } from '#presentation/levels/standing-text.server.ts';
import { badgesHeld, justAwarded } from './badges-held.ts';
import { endOfAnswering } from './end-of-answering.ts';
import { themesView } from './themes-view.ts';

/** Number of badges shown: as many as fit in one row on a phone. A link leads to the others. */
const MOST_BADGES = 3;

export const load = loadPageWithoutDrafts(async ({ locals, url }: PageServerLoadEvent) => {
	const { world, actor, locale } = locals;
	const asked = url.searchParams.get('version');
	const own = await ownProfile(world, actor, isFrameworkVersion(asked) ? asked : null);
	const { answering, profile } = own;
	const { version, marks, dimensions } = profile;
	// The page already shows the profile of the latest day, so only an earlier one can be drawn over it.
	const days = own.days.slice(1);
	const day = days.find((one) => one.day === url.searchParams.get('since'));
	const [first = '', ...sentences] = profileSentenceTexts(version, dimensions, locale);
	const slugsToWorkOn = profile.toWorkOn.map(({ slug }) => slug);
	const badges = await badgesHeld(world, actor, own.badges, locale);
	return {
		version,
		versions: FRAMEWORK_VERSIONS.map((one) => ({ version: one, year: framework(one).year })),
		/** True when the page shows another version of the framework than the one the person answers in. */
		elsewhere: answering.version !== version,
		days: days.map((one) => one.day),
		since: day?.day ?? null,
		before:
			day && Object.fromEntries(own.before(day).dimensions.map(({ slug, said }) => [slug, said] as const)),
		levels: levelNames(version, locale),
		marks,
		dimensions: dimensions.map(({ slug, number, dimension: { title, short } }) => ({
			...{ slug, number, title: title[locale], short: short[locale] },
		})),
		themes: themesView(own.themes, locale),
		strengths: profile.strengths,
		toWorkOn: profile.toWorkOn.map(({ slug, nextStep }) => ({ slug, nextStep: nextStep?.[locale] ?? null })),
		/** Slug of the dimension whose situation is to do first; undefined when none is left. */
		situation: dimensionsWithSituationToDo(answering, dimensions, slugsToWorkOn)[0],
		/** The sentence on the said levels; `sentences` has those on situations and observations. */
		sentence: first,
		sentences,
		badges: badges.slice(0, MOST_BADGES),
		/**
		 * Slug of the first dimension with too few answers for a level; null if none, or in another version.
		 */
		unplaced: answering.version === version ? answering.unplaced : null,
		...(await endOfAnswering(locals, url, answering)),
		/** The badge of the address (`?awarded=`), if it was just awarded because of the person's answers. */
		awarded: justAwarded(badges, url, world.now()),
	};
});
