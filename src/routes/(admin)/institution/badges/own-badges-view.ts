import { awardsGivenByBadge } from '#awards/server';
import { latestFrameworkOf } from '#badges';
import { administeredOwnBadges, catalogueOf } from '#badges/server';
import { dimension } from '#framework/server';
import type { Actor } from '#identity';
import { administeredInstitution } from '#identity/server';
import type { Locale } from '#platform';
import type { World } from '#platform/server';
import { consumeDoneCookie } from '#web/done-cookie.ts';

/**
 * What the page of the institution's own badges lists: each with how often it was given, and the common ones that
 * an administrator can begin from.
 */
export async function ownBadgesView(world: World, actor: Actor, locale: Locale) {
	const { institution, badges } = await administeredOwnBadges(world, actor);
	const given = await awardsGivenByBadge(world.db.read, administeredInstitution(actor));
	return {
		institution,
		badges: badges.map(({ definition, ...one }) => ({
			...{ ...one, name: definition.name[locale], given: given.get(one.id) ?? 0 },
			dimension: dimension(latestFrameworkOf(definition), definition.dimension)?.title[locale] ?? '',
		})),
		common: catalogueOf(world)
			.all()
			.map(({ id, name }) => ({ id, name: name[locale] })),
	};
}

/** The acts of an import that the page's address tells (`?done=new&badge=…`). */
const IMPORTED = ['new', 'changed', 'same'] as const;

/** Which import the reader has just done, as the page's address tells, and of which badge; null for none. */
export function importTold(event: Parameters<typeof consumeDoneCookie>[0]) {
	const { searchParams } = event.url;
	const done = IMPORTED.find((one) => one === searchParams.get('done'));
	return done && consumeDoneCookie(event) ? { kind: done, id: searchParams.get('badge') ?? '' } : null;
}
