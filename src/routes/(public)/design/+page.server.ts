import { CURRENT_VERSION, LEVELS } from '#framework';
import { framework } from '#framework/server';
import { notFound } from '#platform';
import { loadPageWithoutDrafts } from '#web/load-page.ts';

/**
 * Data of the page that shows designers the tokens, the components and their states in both colour schemes;
 * 404 outside the demonstration.
 */
export const load = loadPageWithoutDrafts(({ locals: { world, locale } }) => {
	if (!world.demonstration) throw notFound();
	const dimensions = framework(CURRENT_VERSION).dimensions.map((one) => ({
		number: one.number,
		slug: one.slug,
		title: one.title[locale],
		short: one.short[locale],
	}));
	/** Invented marks by which each source shows each level on the page's wheel at least once. */
	const marks = Object.fromEntries(
		dimensions.map(({ slug }, at) => [
			slug,
			{
				said: LEVELS[at % 3] ?? 'beginner',
				shown: at % 2 === 0 ? (LEVELS[(at + 1) % 3] ?? 'beginner') : ('not-situated' as const),
				observed: at % 4 === 0 ? (LEVELS[at % 3] ?? null) : null,
			},
		]),
	);
	return { dimensions, marks };
});
