import { CURRENT_VERSION, type FrameworkVersion, type Standing } from '#framework';
import { framework } from '#framework/server';
import type { World } from '#platform/server';
import { saidExpress } from '../index.ts';
import { answersOfEach } from './store.ts';

/** What a person says of one dimension, and when they last said it. */
export interface Said {
	readonly standing: Standing;
	readonly answeredAt: Date | null;
}

/** What each of several people says of each of the twelve dimensions, by person then by slug. */
export async function saidOfEach(
	world: World,
	people: readonly string[],
	version: FrameworkVersion = CURRENT_VERSION,
): Promise<Map<string, Record<string, Said>>> {
	const slugs = framework(version).dimensions.map((one) => one.slug);
	const nothing: Said = { standing: 'not-situated', answeredAt: null };
	const said = new Map(
		people.map((person) => [person, Object.fromEntries(slugs.map((slug) => [slug, nothing]))] as const),
	);
	for (const one of await answersOfEach(world.db.read, people, version)) {
		const own = said.get(one.person);
		if (own && one.dimension in own) {
			own[one.dimension] = { standing: saidExpress(one.answer), answeredAt: one.answeredAt };
		}
	}
	return said;
}

/** What a person says of each of the twelve dimensions, by slug. Asks nothing about who reads: the caller does. */
export async function saidOf(
	world: World,
	person: string,
	version: FrameworkVersion = CURRENT_VERSION,
): Promise<Record<string, Said>> {
	return (await saidOfEach(world, [person], version)).get(person) ?? {};
}

/** How many of the twelve dimensions each of several people has answered; nobody is left out. */
export async function answeredOfEach(
	world: World,
	people: readonly string[],
	version: FrameworkVersion = CURRENT_VERSION,
): Promise<Map<string, number>> {
	const counts = new Map(people.map((person) => [person, 0]));
	for (const { person } of await answersOfEach(world.db.read, people, version)) {
		counts.set(person, (counts.get(person) ?? 0) + 1);
	}
	return counts;
}
