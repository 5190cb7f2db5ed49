import { dimension } from '#framework/server';
import {
	assuranceOf,
	type AnyBadgeDefinition,
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
async function badgeNamed(world: World, actor: Actor, segment: string): Promise<AnyBadgeDefinition> {
	const { id, version } = readBadgeSegment(segment);
	const definition =
		version === null
			? (await knownBadges(world, actor)).given(id)
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
