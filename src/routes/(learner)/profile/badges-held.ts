import { dimension } from '#framework/server';
import { isJustAwarded } from '#awards';
import type { AwardInBrief } from '#awards/server';
import { isOwnBadge } from '#badges';
import { knownBadges } from '#badges/server';
import type { Actor } from '#identity';
import type { Locale } from '#platform';
import type { World } from '#platform/server';

/**
 * A person's badges for their profile. Each has its full name, and for the caption under its picture its kind
 * and the short name of its dimension, or the name of a milestone or of one of an institution's own.
 */
export async function badgesHeld(
	world: World,
	actor: Actor,
	awards: readonly AwardInBrief[],
	locale: Locale,
) {
	const known = await knownBadges(world, actor);
	return awards.map(({ id, badge, frameworkVersion, awardedAt }) => {
		const definition = known.given(badge);
		const dimensional = definition?.kind === 'milestone' || isOwnBadge(badge) ? undefined : definition;
		const about = dimensional && dimension(frameworkVersion, dimensional.dimension);
		return {
			...{ id, badge, awardedAt, kind: dimensional?.kind ?? null },
			name: definition?.name[locale] ?? badge,
			short: about?.short[locale] ?? definition?.name[locale] ?? badge,
		};
	});
}

/** Returns the badge that an address announces (`?awarded=`), if it was awarded a few minutes ago. */
export const justAwarded = (
	badges: Awaited<ReturnType<typeof badgesHeld>>,
	{ searchParams }: URL,
	now: Date,
) => badges.find((badge) => badge.id === searchParams.get('awarded') && isJustAwarded(badge, now));
