import { type FrameworkVersion, isLevel, type Level, standingRank } from '#framework';
import { framework } from '#framework/server';
import type { World } from '#platform/server';
import { isExpired } from '../expiry.ts';
import {
	type AwardInBrief,
	awardsInBrief,
	type ObservedLevel,
	observedLevelsOfEach,
	observedLevelsOf,
} from './award-store.ts';
import { type KnownBadges, knownBadgesFor } from '#badges/server';

/**
 * The highest level that an adviser accepted on evidence in a dimension, by badges that are not revoked (an
 * expired one still counts), and when that level was first accepted; both null if none was.
 */
export interface HighestObservedLevel {
	readonly level: Level | null;
	readonly at: Date | null;
}

/**
 * Returns the highest of the accepted levels `levels` (oldest first) in each of the twelve dimensions of a
 * framework version, by slug; both fields null where there is none. With `until`, only levels accepted by
 * then count.
 */
function observedFrom(
	known: Pick<KnownBadges, 'badge'>,
	levels: readonly Pick<ObservedLevel, 'badge' | 'frameworkVersion' | 'level' | 'at'>[],
	version: FrameworkVersion,
	until?: Date,
): Record<string, HighestObservedLevel> {
	const nothing: HighestObservedLevel = { level: null, at: null };
	const own: Record<string, HighestObservedLevel> = Object.fromEntries(
		framework(version).dimensions.map(({ slug }) => [slug, nothing]),
	);
	for (const { badge, frameworkVersion, level, at } of levels) {
		const definition = known.badge(badge);
		if (!definition || frameworkVersion !== version || !isLevel(level) || (until && at > until)) continue;
		const before = own[definition.dimension]!.level;
		if (before === null || standingRank(level) > standingRank(before))
			own[definition.dimension] = { level, at };
	}
	return own;
}

/**
 * Returns, by person and then by slug of each of the twelve dimensions, the highest level that an adviser
 * accepted, with the date when it was first accepted; both null if none. Only badges given in the framework
 * version `version` and not revoked count; expired ones do. Does not check who asks: the caller must.
 */
export async function observedLevelsByPerson(
	world: World,
	people: readonly string[],
	version: FrameworkVersion,
): Promise<Map<string, Record<string, HighestObservedLevel>>> {
	const every = await observedLevelsOfEach(world.db.read, people);
	const known = await knownBadgesFor(
		world,
		every.map(({ badge }) => badge),
	);
	const levels = Map.groupBy(every, ({ person }) => person);
	return new Map(people.map((person) => [person, observedFrom(known, levels.get(person) ?? [], version)]));
}

/**
 * Reads a person's badges once, and returns a function that gives, by slug of each of the twelve dimensions,
 * the highest level that an adviser accepted for that person, with its date: now, or at the instant `until`.
 * Badges that are revoked now count at no instant; expired ones do.
 * Does not check who asks: the caller must.
 */
export async function observedLevelsOverTime(
	world: World,
	person: string,
	version: FrameworkVersion,
): Promise<(until?: Date) => Record<string, HighestObservedLevel>> {
	const levels = await observedLevelsOf(world.db.read, person);
	const known = await knownBadgesFor(
		world,
		levels.map(({ badge }) => badge),
	);
	return (until) => observedFrom(known, levels, version, until);
}

/**
 * Returns, by slug of each of the twelve dimensions, the highest level that an adviser accepted for a person,
 * with its date; both null if none. Does not check who asks: the caller must.
 */
export const observedLevelsByDimension = async (
	world: World,
	person: string,
	version: FrameworkVersion,
): Promise<Record<string, HighestObservedLevel>> => (await observedLevelsOverTime(world, person, version))();

/**
 * Returns, by slug of each of the twelve dimensions, the highest level that an adviser accepted, with its
 * date, from a person's awards already read (newest first): now, or at the instant `until`.
 */
export const observedLevelsFromAwards = (
	known: Pick<KnownBadges, 'badge'>,
	awards: readonly AwardInBrief[],
	version: FrameworkVersion,
	until?: Date,
): Record<string, HighestObservedLevel> =>
	observedFrom(
		known,
		awards
			.filter(({ revokedAt, translationOf }) => revokedAt === null && translationOf === null)
			.toReversed()
			.flatMap(({ badge, frameworkVersion, level, awardedAt: at }) =>
				level === null ? [] : [{ badge, frameworkVersion, level, at }],
			),
		version,
		until,
	);

/**
 * The badges that a person holds; and, in each dimension of a framework version, the highest level that an
 * adviser accepted for them, now or at an instant.
 */
export interface BadgesAndObservedLevels {
	/**
	 * Awards in force, newest first. Left out: translations, what was revoked or has expired, and what was given
	 * again since.
	 */
	readonly badges: readonly AwardInBrief[];
	observed(until?: Date): Record<string, HighestObservedLevel>;
}

/**
 * Reads, in one query, a person's badges and the highest level that an adviser accepted for them in each
 * dimension. Does not check who asks: the caller must.
 */
export async function badgesAndObservedLevelsOf(
	world: World,
	person: string,
	version: FrameworkVersion,
): Promise<BadgesAndObservedLevels> {
	const awards = await awardsInBrief(world.db.read, person);
	const unrevoked = awards.filter((one) => one.revokedAt === null && one.translationOf === null);
	const known = await knownBadgesFor(
		world,
		unrevoked.map(({ badge }) => badge),
	);
	const latest = new Map(unrevoked.toReversed().map((one) => [one.badge, one.id]));
	const now = world.now();
	return {
		badges: unrevoked.filter((one) => latest.get(one.badge) === one.id && !isExpired(one, now)),
		// What an adviser observed stays, whatever became of the badge.
		observed: (until) => observedLevelsFromAwards(known, unrevoked, version, until),
	};
}
