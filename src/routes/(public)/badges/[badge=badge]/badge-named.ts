import { type AnyBadgeDefinition, ownerSlug, readBadgeSegment } from '#badges';
import { definitionAt, knownBadges } from '#badges/server';
import type { Actor } from '#identity';
import { institutionBySlug } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';

/**
 * Finds the badge that an address names: of an institution's own, the version that is named, or else the latest.
 * Anybody may read what such a badge asks for, as they must where one was given; no list shows it elsewhere.
 */
export async function badgeNamed(world: World, actor: Actor, segment: string): Promise<AnyBadgeDefinition> {
	const { id, version } = readBadgeSegment(segment);
	const definition =
		version === null
			? (await knownBadges(world, actor)).given(id)
			: await definitionAt(world, { badge: id, definitionVersion: version });
	if (!definition) throw notFound();
	return definition;
}

/** The name of the institution that has this badge of its own; null for a common one. */
export async function ownerName(world: World, id: string): Promise<string | null> {
	const slug = ownerSlug(id);
	return slug === null ? null : (await institutionBySlug(world, slug)).name;
}

/** Whether the reader learns where this badge is offered, and so may ask for it. */
export async function mayAsk(world: World, actor: Actor, id: string): Promise<boolean> {
	const learner = actor.kind === 'person' && actor.memberships.find(({ role }) => role === 'learner');
	return learner ? (await knownBadges(world, actor)).offered(id, learner.institution) !== undefined : false;
}
