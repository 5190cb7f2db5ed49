import { dimension } from '#framework/server';
import { isAwardedByRule } from '#badges';
import { catalogueOf } from '#badges/server';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPage(({ locals: { world, locale } }: PageServerLoadEvent) => {
	const all = catalogueOf(world).all();
	const slugs = [...new Set(all.map((one) => one.dimension))];
	return {
		dimensions: slugs.map((slug) => {
			const badges = all.filter((one) => one.dimension === slug);
			const about = badges[0] && dimension(badges[0].framework, slug);
			return {
				slug,
				number: about?.number ?? 0,
				title: about?.title[locale] ?? slug,
				badges: badges.map((one) => ({
					id: one.id,
					name: one.name[locale],
					description: one.description[locale],
					byRule: isAwardedByRule(one),
				})),
			};
		}),
	};
});
