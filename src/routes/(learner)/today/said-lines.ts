import { type Standing, STANDINGS } from '#framework';
import { m } from '#messages';
import { listFormat, type Locale } from '#platform';
import { type LevelNames, standingText } from '#presentation/levels/standing-text.ts';

/** Up to this many, the dimensions of a level are named; beyond, counted: the profile names them all. */
const NAMED = 3;

/**
 * A line for each level that the person says they have, the highest first and what is not placed last: which
 * dimensions, or how many.
 */
export const saidLines = (
	dimensions: readonly { readonly number: number; readonly short: string; readonly said: Standing }[],
	levels: LevelNames,
	locale: Locale,
): { level: string; which: string }[] =>
	STANDINGS.toReversed().flatMap((standing) => {
		const there = dimensions.filter(({ said }) => said === standing);
		if (there.length === 0) return [];
		const names = there.map(({ number, short }) => `${number}. ${short}`);
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
