import { dimension } from '#framework/server';
import {
	type BadgeDefinition,
	badgeSegment,
	isAwardedByRule,
	latestFrameworkOf,
	ownerSlug,
	readBadgeSegment,
	validMonthsOf,
} from '#badges';
import { definitionAt, knownBadges } from '#badges/server';
import type { Actor } from '#identity';
import { institutionBySlug } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import { loadPage } from '#web/load-page.ts';
import type { PageServerLoadEvent } from './$types';
import { frameworksOf } from './frameworks-of.ts';

/**
 * Finds the badge that an address names: of an institution's own, the version that is named, or else the latest.
 * Anybody may read what such a badge asks for, as they must where one was given; no list shows it elsewhere.
 */
async function badgeNamed(world: World, actor: Actor, segment: string): Promise<BadgeDefinition> {
	const { id, version } = readBadgeSegment(segment);
	const definition =
		version === null
			? (await knownBadges(world, actor)).badge(id)
			: await definitionAt(world, { badge: id, definitionVersion: version });
	if (!definition) throw notFound();
	return definition;
}

/** The name of the institution that has this badge of its own; null for a common one. */
async function ownerName(world: World, id: string): Promise<string | null> {
	const slug = ownerSlug(id);
	return slug === null ? null : (await institutionBySlug(world, slug)).name;
}

/** Whether the reader learns where this badge is offered, and so may ask for it. */
async function mayAsk(world: World, actor: Actor, id: string): Promise<boolean> {
	const learner = actor.kind === 'person' && actor.memberships.find(({ role }) => role === 'learner');
	return learner ? (await knownBadges(world, actor)).offered(id, learner.institution) !== undefined : false;
}

export const load = loadPage(async ({ locals: { world, actor, locale }, params }: PageServerLoadEvent) => {
	const definition = await badgeNamed(world, actor, params.badge);
	const about = dimension(latestFrameworkOf(definition), definition.dimension);
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
		hint: definition.kind !== 'exploration' ? definition.evidenceHint[locale] : null,
		...{ byRule: isAwardedByRule(definition), months: validMonthsOf(definition) },
		version: definition.version,
		frameworks: frameworksOf(definition, locale),
		dimension: { slug: definition.dimension, number: about?.number ?? 0, title: about?.title[locale] ?? '' },
	};
});
