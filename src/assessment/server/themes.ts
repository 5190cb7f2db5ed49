import type { FrameworkVersion, Level } from '#framework';
import { parseDataFile } from '#framework/server';
import type { Audience } from '#identity';
import type { Text } from '#platform';
import file from '../data/themes.json' with { type: 'json' };
import { type Answer, type ExplainedStanding, standingFromLevelAnswers } from '../index.ts';
import type { Statement } from './content.ts';
import { THEMES_VERSION, themesFileSchema } from './themes-file.ts';

/**
 * What a version of the framework adds and asks about apart, such as AI literacy: it stands beside the twelve
 * dimensions, and its statements count in the level of none. `dimension` is where its element stands.
 */
export interface Theme {
	readonly slug: string;
	readonly title: Text;
	readonly summary: Text;
	readonly dimension: string;
}

// Parsed at import, so that a faulty file stops the build and the start, and never breaks a page.
const { themes } = parseDataFile('src/assessment/data/themes.json', themesFileSchema, file);

/** Every statement of every theme, with its theme as its element; its dimension is where the theme stands. */
export const THEME_STATEMENTS: readonly Statement[] = themes.flatMap(({ slug, dimension, statements }) =>
	(['teacher', 'staff', 'student'] as const).flatMap((audience) =>
		statements[audience].map((one): Statement => ({ ...one, audience, dimension, element: slug })),
	),
);

const byId = new Map(THEME_STATEMENTS.map((one) => [one.id, one]));

/** The themes of a version of the framework, in the order in which they are asked; none in one without. */
export const themesOf = (version: FrameworkVersion): readonly Theme[] =>
	version === THEMES_VERSION ? themes : [];

/** The three statements of a theme for an audience, lowest level first. */
export const themeStatementsOf = (audience: Audience, theme: string): readonly Statement[] =>
	THEME_STATEMENTS.filter((one) => one.audience === audience && one.element === theme);

/** The statement of a theme with this id, if a version has it and it is for this audience; otherwise undefined. */
export function themeStatementForAudience(
	version: FrameworkVersion,
	audience: Audience,
	id: string,
): Statement | undefined {
	const found = version === THEMES_VERSION ? byId.get(id) : undefined;
	return found?.audience === audience ? found : undefined;
}

/** Where a person's own answers place them in a theme, and when they last answered; null: never. */
export interface ThemeStanding extends ExplainedStanding {
	readonly theme: Theme;
	readonly answeredAt: Date | null;
}

/** Where a person's answers, one to each statement, place them in each theme of a version of the framework. */
export function themeStandingsFrom(
	version: FrameworkVersion,
	answers: readonly { readonly statement: string; readonly answer: Answer; readonly answeredAt: Date }[],
): readonly ThemeStanding[] {
	return themesOf(version).map((theme) => {
		const own = answers.filter(({ statement }) => byId.get(statement)?.element === theme.slug);
		const given: Partial<Record<Level, Answer>> = Object.fromEntries(
			own.map(({ statement, answer }) => [byId.get(statement)!.tellsApart, answer]),
		);
		const last = Math.max(...own.map(({ answeredAt }) => answeredAt.getTime()));
		const answeredAt = own.length > 0 ? new Date(last) : null;
		return { ...standingFromLevelAnswers(given), theme, answeredAt };
	});
}
