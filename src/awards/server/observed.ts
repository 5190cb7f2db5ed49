import { CURRENT_VERSION, type FrameworkVersion, isLevel, type Level, standingRank } from '#framework';
import { framework } from '#framework/server';
import type { World } from '#platform/server';
import { observedLevels } from './award-store.ts';
import { catalogueOf } from '#badges/server';

/** The highest level an adviser accepted on evidence in a dimension, and when it first was. */
export interface Observed {
	readonly level: Level | null;
	readonly at: Date | null;
}

/**
 * What was observed of each of several people in each of the twelve dimensions of a version, by person then by slug:
 * the badges defined in that version, given by an instant where one is named.
 */
export async function observedOfEach(
	world: World,
	people: readonly string[],
	version: FrameworkVersion = CURRENT_VERSION,
	until?: Date,
): Promise<Map<string, Record<string, Observed>>> {
	const slugs = framework(version).dimensions.map(({ slug }) => slug);
	const nothing: Observed = { level: null, at: null };
	const all = new Map(
		people.map((person) => [person, Object.fromEntries(slugs.map((slug) => [slug, nothing]))] as const),
	);
	for (const { person, badge, level, at } of await observedLevels(world.db.read, people)) {
		const definition = catalogueOf(world).badge(badge);
		if (definition?.framework !== version || !isLevel(level) || (until && at > until)) continue;
		const own = all.get(person)!;
		const before = own[definition.dimension]!.level;
		if (before === null || standingRank(level) > standingRank(before))
			own[definition.dimension] = { level, at };
	}
	return all;
}

/** What was observed of a person in each of the twelve dimensions, by slug. Asks nothing about who reads: the caller does. */
export async function observedOf(
	world: World,
	person: string,
	version: FrameworkVersion = CURRENT_VERSION,
	until?: Date,
): Promise<Record<string, Observed>> {
	return (await observedOfEach(world, [person], version, until)).get(person)!;
}
