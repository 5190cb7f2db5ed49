import { dimension } from '#framework/server';
import { type BadgeDefinition, latestFrameworkOf } from '#badges';
import { catalogueOf } from '#badges/server';
import { m } from '#messages';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';
import { milestonesView } from './milestones-view.ts';

/**
 * Splits a badge's name after the word of its kind: under the title of its dimension, only this word is
 * shown. A name that begins otherwise is shown whole.
 */
function splitName(name: string, kind: BadgeDefinition['kind']) {
	const word = {
		exploration: m.recognition_exploration,
		practice: m.recognition_practice,
		transfer: m.recognition_transfer,
	}[kind]();
	return name.startsWith(word) ? { shown: word, rest: name.slice(word.length) } : { shown: name, rest: '' };
}

export const load = loadPage(async ({ locals: { world, actor, locale } }: PageServerLoadEvent) => {
	const all = catalogueOf(world).all();
	const slugs = [...new Set(all.map((one) => one.dimension))];
	return {
		milestones: await milestonesView(world, actor, locale),
		dimensions: slugs.map((slug) => {
			const badges = all.filter((one) => one.dimension === slug);
			const about = badges[0] && dimension(latestFrameworkOf(badges[0]), slug);
			return {
				slug,
				number: about?.number ?? 0,
				title: about?.title[locale] ?? slug,
				badges: badges.map(({ id, name, kind, description }) => ({
					id,
					...splitName(name[locale], kind),
					description: description[locale],
				})),
			};
		}),
	};
});
