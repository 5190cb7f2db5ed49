import type { Standing } from '#framework';
import { parseDataFile } from '#framework/server';
import type { Audience } from '#identity';
import type { Locale, Text } from '#platform';
import file from '../data/next-steps.json' with { type: 'json' };
import { nextStepFile } from './next-step-file.ts';

// The file is parsed at import, so that a faulty one stops the build and the start, and never breaks a page.
const { items } = parseDataFile('src/profile/data/next-steps.json', nextStepFile, file);

/**
 * The next step in a dimension, a small task for this week, for a person of this audience with this standing;
 * `not-situated` gets the step of `starting`. Undefined when none is written.
 */
export function nextStepFor(audience: Audience, dimension: string, standing: Standing): Text | undefined {
	const from = standing === 'not-situated' ? 'starting' : standing;
	return items.find(
		(item) => item.audience === audience && item.dimension === dimension && item.from === from,
	)?.text;
}

/** The next steps of an audience in one language, by dimension slug, then by standing. */
export type NextSteps = Readonly<Record<string, Readonly<Partial<Record<Standing, string>>>>>;

/**
 * Every next step of an audience in one language. The page of a person without an account picks theirs in the
 * browser, so that the service does not learn which.
 */
export function nextStepsOf(audience: Audience, locale: Locale): NextSteps {
	const steps: Record<string, Partial<Record<Standing, string>>> = {};
	for (const item of items)
		if (item.audience === audience) (steps[item.dimension] ??= {})[item.from] = item.text[locale];
	return steps;
}
