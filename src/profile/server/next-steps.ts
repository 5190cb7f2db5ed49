import { standingRank, type Standing } from '#framework';
import { parseDataFile } from '#framework/server';
import type { Audience } from '#identity';
import type { Text } from '#platform';
import file from '../data/next-steps.json' with { type: 'json' };
import { nextStepFile } from './next-step-file.ts';

// Parsed at import: a broken file must stop the build and the start, never a page.
const { items } = parseDataFile('src/profile/data/next-steps.json', nextStepFile, file);

/**
 * One small thing to do this week in a dimension, for whoever stands there today: one text below intermediate
 * (nothing said yet included), another from intermediate up; undefined for an audience without steps yet.
 */
export function nextStepFor(audience: Audience, dimension: string, standing: Standing): Text | undefined {
	const from = standingRank(standing) < standingRank('intermediate') ? 'starting' : 'intermediate';
	return items.find(
		(item) => item.audience === audience && item.dimension === dimension && item.from === from,
	)?.text;
}
