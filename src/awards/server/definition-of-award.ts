import { type AnyBadgeInVersion } from '#badges';
import { definitionAt } from '#badges/server';
import type { World } from '#platform/server';
import type { Award } from '../award.ts';

/**
 * Returns the definition of an award's badge, in the version of the framework in which it was given, whatever
 * versions the badge serves today; undefined for an unknown badge.
 */
export async function definitionOfAward(
	world: Pick<World, 'db' | 'now' | 'badgesDir'>,
	award: Pick<Award, 'badge' | 'definitionVersion' | 'frameworkVersion'>,
): Promise<AnyBadgeInVersion | undefined> {
	const definition = await definitionAt(world, award);
	return definition && { ...definition, framework: award.frameworkVersion };
}
