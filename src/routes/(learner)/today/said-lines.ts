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
 * When every dimension is at the same level, returns one sentence that says so, to use instead of
 * `saidLines`; otherwise null.
 */
export function sameLevelSentence(
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

/**
 * Most dimensions of a level that are named. Where there are more, the line gives their number: the profile
 * names them all.
 */
const NAMED = 3;

/**
 * Makes a line for each level that the person says they have, with its dimensions or their number. The
 * highest level comes first, dimensions without a level last.
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
