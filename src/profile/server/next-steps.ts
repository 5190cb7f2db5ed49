import type { Standing } from '#framework';
import { parseDataFile } from '#framework/server';
import type { Audience } from '#identity';
import type { Text } from '#platform';
import file from '../data/next-steps.json' with { type: 'json' };
import { nextStepFile } from './next-step-file.ts';

// Parsed at import: a broken file must stop the build and the start, never a page.
const { items } = parseDataFile('src/profile/data/next-steps.json', nextStepFile, file);

/**
 * One small thing to do this week in a dimension, for whoever stands there today; nothing said yet starts where
 * « en démarrage » does. Undefined for an unknown dimension.
 */
export function nextStepFor(audience: Audience, dimension: string, standing: Standing): Text | undefined {
	const from = standing === 'not-situated' ? 'starting' : standing;
	return items.find(
		(item) => item.audience === audience && item.dimension === dimension && item.from === from,
	)?.text;
}
