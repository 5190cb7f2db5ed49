import { type FrameworkVersion, LEVELS } from '#framework';
import { framework } from '#framework/server';
import type { Audience } from '#identity';
import type { Locale } from '#platform';
import type { Questionnaire } from '../index.ts';
import { statementsOf } from './content.ts';

/**
 * Makes the whole questionnaire of the self-assessment for an audience, in a version of the framework and a
 * language.
 */
export function questionnaireOf(
	version: FrameworkVersion,
	audience: Audience,
	locale: Locale,
): Questionnaire {
	const { dimensions, levels } = framework(version);
	const label = (id: string) => levels.find((level) => level.id === id)!.label[locale];
	return {
		version,
		audience,
		levels: { beginner: label(LEVELS[0]), intermediate: label(LEVELS[1]), advanced: label(LEVELS[2]) },
		dimensions: dimensions.map(({ slug, number, title, short }) => ({
			slug,
			number,
			title: title[locale],
			short: short[locale],
			statements: statementsOf(version, audience, slug).map(({ id, tellsApart, text, example }) => ({
				id,
				level: tellsApart,
				text: text[locale],
				example: example[locale],
			})),
		})),
	};
}
