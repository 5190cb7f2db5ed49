import { CURRENT_VERSION, FRAMEWORK_VERSIONS, type FrameworkVersion } from '#framework';
import { framework } from '#framework/server';
import type { World } from '#platform/server';
import { marksOfEach } from '#profile/server';
import { type Cohort, sharesEverySource } from '../cohort.ts';
import {
	type DimensionPortrait,
	dimensionPortrait,
	figureName,
	mayRefresh,
	type Portrait,
	PORTRAIT_SOURCES,
	type PortraitSource,
	type Situated,
	situatedIn,
	tooClose,
} from '../portrait.ts';
import { otherPeople, portraitOfCohort, savePortrait } from './store.ts';

/** The version of the framework a cohort is seen in. */
export const versionOf = (cohort: Cohort): FrameworkVersion =>
	FRAMEWORK_VERSIONS.find((version) => version === cohort.framework) ?? CURRENT_VERSION;

/** Somebody who shares, with the words they read before. */
interface Member {
	readonly person: string;
	readonly textVersion: string;
}

/** Who counts in each source: only those who read, before joining, that it would be counted. */
function countedIn(members: readonly Member[]): Record<PortraitSource, readonly string[]> {
	const people = (some: readonly Member[]) => some.map(({ person }) => person);
	const all = people(members.filter(({ textVersion }) => sharesEverySource(textVersion)));
	return { said: people(members), shown: all, observed: all };
}

/**
 * The stored portrait, a figure per source and dimension, each made anew first when enough people changed in it; none
 * once the group is under the threshold, and nothing of a source once those who count in it are. A figure is hidden
 * while another cohort of the institution counts nearly the same people in it.
 */
export async function presentPortrait(
	world: World,
	cohort: Cohort,
	members: readonly Member[],
	threshold: number,
): Promise<{ madeAt: Date; sources: Record<PortraitSource, Portrait> } | undefined> {
	if (members.length < threshold) return undefined;
	const version = versionOf(cohort);
	const counted = countedIn(members);
	const marks = await marksOfEach(world, counted.said, version);
	const stored = await portraitOfCohort(world.db.read, cohort.id);
	const people: Record<string, Situated> = { ...stored?.people };
	const portrait: Record<string, DimensionPortrait> = { ...stored?.portrait };
	const { dimensions } = framework(version);
	let anew = false;
	for (const source of PORTRAIT_SOURCES) {
		for (const { slug } of dimensions) {
			const figure = figureName(source, slug);
			const now = situatedIn(
				new Map(counted[source].map((person) => [person, marks.get(person)?.[slug]?.[source] ?? null])),
			);
			if (!mayRefresh(people[figure], now, threshold)) continue;
			people[figure] = now;
			portrait[figure] = dimensionPortrait(Object.values(now), threshold);
			anew = true;
		}
	}
	const madeAt = anew ? world.now() : (stored?.madeAt ?? world.now());
	if (anew) await world.db.write((tx) => savePortrait(tx, cohort.id, { madeAt, people, portrait }));
	const others = await otherPeople(world.db.read, cohort);
	const close = (figure: string) =>
		others.some((other) => tooClose(people[figure] ?? {}, other[figure] ?? {}, threshold));
	const seen = (source: PortraitSource): Portrait =>
		Object.fromEntries(
			dimensions.flatMap(({ slug }): [string, DimensionPortrait][] => {
				const figure = figureName(source, slug);
				const figures = portrait[figure];
				if (!figures || counted[source].length < threshold) return [];
				return [[slug, close(figure) ? { shown: false, why: 'too-close' } : figures]];
			}),
		);
	return { madeAt, sources: { said: seen('said'), shown: seen('shown'), observed: seen('observed') } };
}
