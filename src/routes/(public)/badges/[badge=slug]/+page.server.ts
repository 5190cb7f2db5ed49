import { dimension, framework } from '#framework/server';
import { notFound } from '#platform';
import { isAwardedByRule } from '#badges';
import { catalogueOf } from '#badges/server';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';

export const load = loadPage(({ locals: { world, locale }, params }: PageServerLoadEvent) => {
	const definition = catalogueOf(world).badge(params.badge);
	if (!definition) throw notFound();
	const about = dimension(definition.framework, definition.dimension);
	const { title, year } = framework(definition.framework);
	return {
		id: definition.id,
		name: definition.name[locale],
		description: definition.description[locale],
		criteria: definition.criteria.narrative[locale],
		restsOn: definition.restsOn[locale],
		doesNotProve: definition.doesNotProve[locale],
		hint: definition.kind === 'practice' ? definition.evidenceHint[locale] : null,
		byRule: isAwardedByRule(definition),
		version: definition.version,
		framework: { id: definition.framework, title: `${title[locale]} (${year})` },
		dimension: { slug: definition.dimension, number: about?.number ?? 0, title: about?.title[locale] ?? '' },
	};
});
