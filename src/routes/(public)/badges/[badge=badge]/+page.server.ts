import { dimension } from '#framework/server';
import { assuranceOf, badgeSegment, isAwardedByRule, latestFrameworkOf, validMonthsOf } from '#badges';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';
import { badgeNamed, mayAsk, ownerName } from './badge-named.ts';
import { frameworksOf } from './frameworks-of.ts';

export const load = loadPage(async ({ locals: { world, actor, locale }, params }: PageServerLoadEvent) => {
	const definition = await badgeNamed(world, actor, params.badge);
	const version = latestFrameworkOf(definition);
	const slugs =
		definition.kind === 'milestone' ? definition.criteria.parts.dimensions : [definition.dimension];
	return {
		id: definition.id,
		segment: badgeSegment(definition),
		/** The name of the institution whose own badge it is; null for a common one. */
		institution: await ownerName(world, definition.id),
		offered: await mayAsk(world, actor, definition.id),
		name: definition.name[locale],
		description: definition.description[locale],
		criteria: definition.criteria.narrative[locale],
		restsOn: definition.restsOn[locale],
		doesNotProve: definition.doesNotProve[locale],
		hint: 'evidenceHint' in definition ? definition.evidenceHint[locale] : null,
		/** Whether it rests on hours that the person declared. */
		declared: assuranceOf(definition).assessment === 'declared',
		...{ byRule: isAwardedByRule(definition), months: validMonthsOf(definition) },
		version: definition.version,
		frameworks: frameworksOf(definition, locale),
		dimensions: slugs.map((slug) => {
			const about = dimension(version, slug);
			return { slug, number: about?.number ?? 0, title: about?.title[locale] ?? '' };
		}),
	};
});
