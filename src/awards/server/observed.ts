import { CURRENT_VERSION, type FrameworkVersion, isLevel, type Level, standingRank } from '#framework';
import { framework } from '#framework/server';
import type { World } from '#platform/server';
import { type ObservedLevel, observedLevels, observedLevelsOf } from './award-store.ts';
import { catalogueOf } from '#badges/server';

/** The highest level an adviser accepted on evidence in a dimension, and when it first was. */
export interface Observed {
	readonly level: Level | null;
	readonly at: Date | null;
}

/** What levels say of each of the twelve dimensions of a version, given by an instant where one is named. */
function observedFrom(
	world: World,
	levels: readonly ObservedLevel[],
	version: FrameworkVersion,
	until?: Date,
): Record<string, Observed> {
	const nothing: Observed = { level: null, at: null };
	const own: Record<string, Observed> = Object.fromEntries(
		framework(version).dimensions.map(({ slug }) => [slug, nothing]),
	);
	for (const { badge, level, at } of levels) {
		const definition = catalogueOf(world).badge(badge);
		if (definition?.framework !== version || !isLevel(level) || (until && at > until)) continue;
		const before = own[definition.dimension]!.level;
		if (before === null || standingRank(level) > standingRank(before))
			own[definition.dimension] = { level, at };
	}
	return own;
}

/**
 * What was observed of each of several people in each of the twelve dimensions of a version, by person then by slug:
 * the badges defined in that version.
 */
export async function observedOfEach(
	world: World,
	people: readonly string[],
	version: FrameworkVersion = CURRENT_VERSION,
): Promise<Map<string, Record<string, Observed>>> {
	const levels = Map.groupBy(await observedLevels(world.db.read, people), ({ person }) => person);
	return new Map(people.map((person) => [person, observedFrom(world, levels.get(person) ?? [], version)]));
}

/**
 * What was observed of a person in each of the twelve dimensions, by slug, today or at an instant. Asks nothing about who
 * reads: the caller does.
 */
export async function observedOverTime(
	world: World,
	person: string,
	version: FrameworkVersion,
): Promise<(until?: Date) => Record<string, Observed>> {
	const levels = await observedLevelsOf(world.db.read, person);
	return (until) => observedFrom(world, levels, version, until);
}

/** What was observed of a person in each of the twelve dimensions, by slug. Asks nothing about who reads: the caller does. */
export const observedOf = async (
	world: World,
	person: string,
	version: FrameworkVersion = CURRENT_VERSION,
): Promise<Record<string, Observed>> => (await observedOverTime(world, person, version))();
