import { isLevel, type Standing, STANDINGS } from '#framework';
import { m } from '#messages';
import { listFormat, type Locale } from '#platform';
import { type LevelNames, standingText } from '#presentation/levels/standing-text.ts';

interface SaidDimension {
	readonly number: number;
	readonly short: string;
	readonly said: Standing;
}

/**
 * When every dimension is at the same level, the one sentence that says so, in place of the lines; otherwise
 * null.
 */
export function saidOfAll(
	dimensions: readonly SaidDimension[],
	levels: LevelNames,
	locale: Locale,
): string | null {
	const [first] = dimensions;
	if (!first || dimensions.some(({ said }) => said !== first.said)) return null;
	const count = dimensions.length;
	if (isLevel(first.said))
		return m.today_macaron_all_level({ level: levels[first.said].toLocaleLowerCase(`${locale}-CA`), count });
	return first.said === 'starting'
		? m.today_macaron_all_starting({ count })
		: m.today_macaron_all_unplaced({ count });
}

/** Up to this many, the dimensions of a level are named; beyond, counted: the profile names them all. */
const NAMED = 3;

/**
 * A line for each level that the person says they have, the highest first and what is not placed last: which
 * dimensions, or how many.
 */
export const saidLines = (
	dimensions: readonly SaidDimension[],
	levels: LevelNames,
	locale: Locale,
): { level: string; which: string }[] =>
	STANDINGS.toReversed().flatMap((standing) => {
		const there = dimensions.filter(({ said }) => said === standing);
		if (there.length === 0) return [];
		const names = there.map(({ number, short }) => `${number}.\u00a0${short}`);
		return [
			{
				level: standingText(standing, levels),
				which:
					names.length > NAMED
						? m.today_macaron_count({ count: names.length })
						: listFormat(locale, 'unit').format(names),
			},
		];
	});
