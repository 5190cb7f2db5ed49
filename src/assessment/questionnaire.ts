import { type FrameworkVersion, type Level, LEVELS } from '#framework';
import type { Audience } from '#identity';
import { type Answer, type Mode, nextToAnswer } from './answer.ts';
import { type GivenAnswers, saidOfDimension, type SaidOf } from './said.ts';

/** A statement in one language; `level` is the one it tells apart, `example` what « Préciser » unfolds. */
export interface QuestionnaireStatement {
	readonly id: string;
	readonly level: Level;
	readonly text: string;
	readonly example: string;
}

/** A dimension in one language, with its statements, the lowest level first. */
export interface QuestionnaireDimension {
	readonly slug: string;
	readonly number: number;
	readonly title: string;
	readonly short: string;
	readonly statements: readonly QuestionnaireStatement[];
}

/** Everything there is to answer, for one audience, in one version of the framework and one language. */
export interface Questionnaire {
	readonly version: FrameworkVersion;
	readonly audience: Audience;
	/** What the levels are called. */
	readonly levels: Readonly<Record<Level, string>>;
	readonly dimensions: readonly QuestionnaireDimension[];
}

/** Another dimension, as a link to it is named. */
export type Neighbour = Pick<QuestionnaireDimension, 'slug' | 'number' | 'short'>;

/** One dimension before the person's eyes, with what surrounds it. */
export interface DimensionView extends QuestionnaireDimension {
	/** Those that this length asks. */
	readonly statements: readonly QuestionnaireStatement[];
	/** The statement that tells each level apart, whether this length asks it or not. */
	readonly tells: Readonly<Partial<Record<Level, string>>>;
	readonly previous: Neighbour | null;
	readonly following: Neighbour | null;
	/** The next dimension left to answer after this one; null when all the others are answered. */
	readonly next: string | null;
	/** Statements of the other dimensions. */
	readonly elsewhere: { readonly answered: number; readonly total: number };
}

const asks = (mode: Mode) => (statement: QuestionnaireStatement) =>
	mode === 'complete' || statement.level === 'intermediate';

const near = (one: QuestionnaireDimension | undefined): Neighbour | null =>
	one ? { slug: one.slug, number: one.number, short: one.short } : null;

/** One dimension of a questionnaire, with what surrounds it; undefined where there is none of that name. */
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
		statements: here.statements.filter(asks(mode)),
		tells: tellsOf(here),
		previous: near(dimensions[at - 1]),
		following: near(dimensions[at + 1]),
		next: nextToAnswer(
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

/** How many statements of each dimension are answered, of those that a length asks. */
export function dimensionRows(
	{ dimensions }: Pick<Questionnaire, 'dimensions'>,
	mode: Mode,
	answered: (statement: string) => boolean,
): readonly (Omit<QuestionnaireDimension, 'statements'> & { answered: number; total: number })[] {
	return dimensions.map(({ statements, ...dimension }) => {
		const asked = statements.filter(asks(mode));
		return { ...dimension, answered: asked.filter(({ id }) => answered(id)).length, total: asked.length };
	});
}

/** What the answers to one dimension say, from the statement that tells each of its levels apart. */
export function saidFromAnswers(
	tells: DimensionView['tells'],
	answerTo: (statement: string) => Answer | null,
): SaidOf {
	const given: { -readonly [level in keyof GivenAnswers]: Answer } = {};
	for (const level of LEVELS) {
		const answer = tells[level] === undefined ? null : answerTo(tells[level]);
		if (answer !== null) given[level] = answer;
	}
	return saidOfDimension(given);
}

/** The statement of a questionnaire that tells each level of a dimension apart. */
export const tellsOf = ({ statements }: QuestionnaireDimension): DimensionView['tells'] =>
	Object.fromEntries(statements.map(({ level, id }) => [level, id]));
