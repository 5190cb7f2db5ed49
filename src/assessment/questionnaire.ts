import { type FrameworkVersion, type Level, LEVELS } from '#framework';
import type { Audience } from '#identity';
import { type Answer, type Mode, nextDimensionToAnswer } from './answer.ts';
import { type AnswersByLevel, standingFromLevelAnswers, type ExplainedStanding } from './said.ts';

/**
 * A statement of the self-assessment in one language. Its answer tells whether the person is at `level` or at
 * the level below; `example` is the text that « Préciser » unfolds.
 */
export interface QuestionnaireStatement {
	readonly id: string;
	readonly level: Level;
	readonly text: string;
	readonly example: string;
}

/** A dimension of the framework in one language, with its statements, the lowest level first. */
export interface QuestionnaireDimension {
	readonly slug: string;
	readonly number: number;
	readonly title: string;
	readonly short: string;
	readonly statements: readonly QuestionnaireStatement[];
}

/**
 * The whole questionnaire of the self-assessment for one audience, in one version of the framework and one
 * language.
 */
export interface Questionnaire {
	readonly version: FrameworkVersion;
	readonly audience: Audience;
	/** The names of the levels in this language. */
	readonly levels: Readonly<Record<Level, string>>;
	readonly dimensions: readonly QuestionnaireDimension[];
}

/**
 * The slug, number and short title of a dimension, for a link to the page of the previous or following one.
 */
export type Neighbour = Pick<QuestionnaireDimension, 'slug' | 'number' | 'short'>;

/**
 * What the page of one dimension shows: its statements, links to the dimensions before and after it, and how
 * far the person is in the others.
 */
export interface DimensionView extends QuestionnaireDimension {
	/**
	 * The statements asked in the chosen length of the self-assessment, or all three when all are answered.
	 */
	readonly statements: readonly QuestionnaireStatement[];
	/**
	 * For each level, the id of the statement whose answer separates that level from the one below, whether
	 * the statement is asked in the chosen length or not.
	 */
	readonly tells: Readonly<Partial<Record<Level, string>>>;
	readonly previous: Neighbour | null;
	readonly following: Neighbour | null;
	/** Slug of the next dimension that is not fully answered; null when all the others are. */
	readonly next: string | null;
	/** How many statements of the other dimensions are answered, and how many are asked. */
	readonly elsewhere: { readonly answered: number; readonly total: number };
}

/**
 * The statements of a dimension that a person is asked: all three in Complet; in Express only the one for the
 * level intermediate, unless the person has already answered all three, so that they still see those answers.
 */
export function askedStatements<T extends { readonly id: string }>(
	statements: readonly T[],
	mode: Mode,
	levelOf: (statement: T) => Level,
	answered: (statement: string) => boolean,
): readonly T[] {
	if (mode === 'complete' || statements.every(({ id }) => answered(id))) return statements;
	return statements.filter((one) => levelOf(one) === 'intermediate');
}

const levelOf = ({ level }: QuestionnaireStatement) => level;

const near = (one: QuestionnaireDimension | undefined): Neighbour | null =>
	one ? { slug: one.slug, number: one.number, short: one.short } : null;

/**
 * Makes what the page of the dimension `slug` shows, from the questionnaire, the length of the
 * self-assessment (`mode`), and `answered`, which tells whether a statement has an answer. Undefined for an
 * unknown slug.
 */
export function dimensionView(
	{ dimensions }: Questionnaire,
	mode: Mode,
	slug: string,
	answered: (statement: string) => boolean,
): DimensionView | undefined {
	const at = dimensions.findIndex((one) => one.slug === slug);
	const here = dimensions[at];
	if (!here) return undefined;
	const rows = dimensionRows({ dimensions }, mode, answered);
	const others = rows.filter((one) => one.slug !== slug);
	const whole = rows.filter((one) => one.answered === one.total).map((one) => one.slug);
	const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
	return {
		...here,
		statements: askedStatements(here.statements, mode, levelOf, answered),
		tells: statementByLevel(here),
		previous: near(dimensions[at - 1]),
		following: near(dimensions[at + 1]),
		next: nextDimensionToAnswer(
			dimensions.map((one) => one.slug),
			new Set(whole),
			slug,
		),
		elsewhere: {
			answered: sum(others.map((one) => one.answered)),
			total: sum(others.map((one) => one.total)),
		},
	};
}

/**
 * Lists the dimensions of a questionnaire, each with how many statements it asks in this length (`total`) and
 * how many of them are answered.
 */
export function dimensionRows(
	{ dimensions }: Pick<Questionnaire, 'dimensions'>,
	mode: Mode,
	answered: (statement: string) => boolean,
): readonly (Omit<QuestionnaireDimension, 'statements'> & { answered: number; total: number })[] {
	return dimensions.map(({ statements, ...dimension }) => {
		const asked = askedStatements(statements, mode, levelOf, answered);
		return { ...dimension, answered: asked.filter(({ id }) => answered(id)).length, total: asked.length };
	});
}

/**
 * Where a person's answers place them in one dimension, and why. `tells` gives the id of each level's
 * statement, `answerTo` the answer to a statement or null.
 */
export function standingFromStatementAnswers(
	tells: DimensionView['tells'],
	answerTo: (statement: string) => Answer | null,
): ExplainedStanding {
	const given: { -readonly [level in keyof AnswersByLevel]: Answer } = {};
	for (const level of LEVELS) {
		const answer = tells[level] === undefined ? null : answerTo(tells[level]);
		if (answer !== null) given[level] = answer;
	}
	return standingFromLevelAnswers(given);
}

/**
 * For each level of a dimension, the id of the statement whose answer separates that level from the one
 * below.
 */
export const statementByLevel = ({ statements }: QuestionnaireDimension): DimensionView['tells'] =>
	Object.fromEntries(statements.map(({ level, id }) => [level, id]));
