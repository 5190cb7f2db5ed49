/** The levels a portrait counts, lowest first; `not-situated` people are left out of a dimension. */
export const PORTRAIT_LEVELS = ['starting', 'beginner', 'intermediate', 'advanced'] as const;

/** A level as the portrait counts it. */
export type PortraitLevel = (typeof PORTRAIT_LEVELS)[number];

/** The sources a portrait is made of, each with its own figures: never averaged, never merged. */
export const PORTRAIT_SOURCES = ['said', 'shown', 'observed'] as const;

/** One of the three sources. */
export type PortraitSource = (typeof PORTRAIT_SOURCES)[number];

/** How many people stand behind a figure, told as a band so that no count can be subtracted from another. */
export type Band = '5-9' | '10-19' | '20-49' | '50+';

/** A dimension of the group portrait: shares in percent, rounded to 5, or why there are none. */
export type DimensionPortrait =
	| { readonly shown: true; readonly band: Band; readonly shares: Readonly<Record<PortraitLevel, number>> }
	| { readonly shown: false; readonly why: 'too-few' | 'too-alike' | 'too-close' };

/** The group portrait of one source: one entry per dimension slug. */
export type Portrait = Readonly<Record<string, DimensionPortrait>>;

/** The name under which the figures of a source in a dimension are kept. Portraits once held what is said alone. */
export const figureName = (source: PortraitSource, slug: string): string =>
	source === 'said' ? slug : `${source}:${slug}`;

/** No institution may ask for less: adult staff only, and by its own decision. */
const LEAST = 5;

/** Past this share, one level would tell each person's own. */
const TOO_ALIKE = 0.9;

const isPortraitLevel = (value: string | null | undefined): value is PortraitLevel =>
	PORTRAIT_LEVELS.includes(value as PortraitLevel);

/** The band of a number of people, 5 or more. */
export function bandOf(people: number): Band {
	if (people < 10) return '5-9';
	if (people < 20) return '10-19';
	return people < 50 ? '20-49' : '50+';
}

/** The distribution of levels in one dimension; nothing under the threshold, nothing when nearly all stand alike. */
export function dimensionPortrait(levels: readonly string[], threshold: number): DimensionPortrait {
	const situated = levels.filter(isPortraitLevel);
	if (situated.length < Math.max(threshold, LEAST)) return { shown: false, why: 'too-few' };
	const count = (level: PortraitLevel) => situated.filter((other) => other === level).length;
	const counts = PORTRAIT_LEVELS.map((level) => [level, count(level)] as const);
	if (counts.some(([, n]) => n / situated.length > TOO_ALIKE)) return { shown: false, why: 'too-alike' };
	const share = (n: number) => Math.round((n / situated.length) * 20) * 5;
	const shares = Object.fromEntries(counts.map(([level, n]) => [level, share(n)]));
	return { shown: true, band: bandOf(situated.length), shares: shares as Record<PortraitLevel, number> };
}

/** Where the people of a group stand in one dimension by one source; who has no level there is left out. */
export type Situated = Readonly<Record<string, PortraitLevel>>;

/** Keeps those who have a level in a dimension, by one source. */
export const situatedIn = (standings: ReadonlyMap<string, string | null>): Situated =>
	Object.fromEntries(
		[...standings].filter((entry): entry is [string, PortraitLevel] => isPortraitLevel(entry[1])),
	);

/**
 * Whether a dimension's figures may be made anew: at least `threshold` people are new in it, gone from it or have
 * changed level since the last ones. Otherwise the two, before and after one person, would tell that person's level.
 */
export function mayRefresh(before: Situated | undefined, now: Situated, threshold: number): boolean {
	if (!before) return Object.keys(now).length >= threshold;
	const everyone = new Set([...Object.keys(before), ...Object.keys(now)]);
	return [...everyone].filter((person) => before[person] !== now[person]).length >= threshold;
}

/** Whether two groups differ by so few people that one’s figures, taken from the other’s, would tell theirs. */
export function tooClose(one: Situated, other: Situated, threshold: number): boolean {
	const apart = [
		...Object.keys(one).filter((person) => !(person in other)),
		...Object.keys(other).filter((person) => !(person in one)),
	].length;
	return apart > 0 && apart < threshold;
}
