import type { Dimension, FrameworkVersion } from '#framework';
import { framework } from '#framework/server';
import { type Actor, type Audience, mustBeLearner, must, mustBePerson } from '#identity';
import type { World } from '#platform/server';
import {
	type Answer,
	askedStatements,
	type KnownAnswer,
	type Mode,
	nextDimensionToAnswer,
	standingFromLevelAnswers,
	type ExplainedStanding,
} from '../index.ts';
import { currentAssessment, answersInEveryVersion, type StoredAnswer } from './answer-store.ts';
import { defaultFrameworkVersion } from './choose-assessment.ts';
import { type Statement, statementsOf } from './content.ts';
import { type SaidStanding, saidStandingsFrom } from './said-of.ts';
import { type Theme, type ThemeStanding, themesOf, themeStandingsFrom, themeStatementsOf } from './themes.ts';

/** A statement that a person is asked, with their present answer, or null. */
export interface AskedStatement {
	readonly statement: Statement;
	readonly answer: Answer | null;
	/** How many times the stored answer was written; 0 when there is none. */
	readonly revision: number;
	readonly answeredAt: Date | null;
}

/**
 * A dimension with the statements that a person is asked (one in Express; three in Complet, or when all three
 * are answered), and their standing in it.
 */
export interface AskedDimension {
	readonly dimension: Dimension;
	readonly statements: readonly AskedStatement[];
	readonly answered: number;
	/** The standing that all the person's answers in this dimension give, to statements asked now or not. */
	readonly said: ExplainedStanding;
}

/** A theme with the statements that a person is asked, and where their answers place them in it. */
export interface AskedTheme extends Omit<AskedDimension, 'dimension'> {
	readonly theme: Theme;
}

/**
 * How far a person is in their current self-assessment: the statements asked, their answers, and what is
 * left.
 */
export interface AssessmentProgress {
	readonly version: FrameworkVersion;
	readonly mode: Mode;
	/** Whether the person has begun: chosen a length or answered a statement. */
	readonly begun: boolean;
	/** The audience whose statements the person answers; fixed once the self-assessment has begun. */
	readonly audience: Audience | null;
	/** All dimensions of the framework; empty for a person without an audience. */
	readonly dimensions: readonly AskedDimension[];
	/** What the version adds and asks about apart; counted neither in `answered` nor in `total`. */
	readonly themes: readonly AskedTheme[];
	/** How many of the statements asked are answered. */
	readonly answered: number;
	readonly total: number;
	/**
	 * Slug of the first dimension with a statement that is asked and not answered; null when there is none.
	 */
	readonly next: string | null;
	/**
	 * Slug of the first dimension without enough answers for a standing; null once there is none, even if
	 * some statements of Complet are not answered.
	 */
	readonly unplaced: string | null;
	/**
	 * Every answer of the person in this version of the framework, by statement id, whether the statement is
	 * asked in this length or not.
	 */
	readonly answers: Readonly<Record<string, KnownAnswer>>;
}

const isWhole = ({ statements, answered }: AskedDimension) => answered === statements.length;

const firstLeft = (dimensions: readonly AskedDimension[]) =>
	nextDimensionToAnswer(
		dimensions.map((one) => one.dimension.slug),
		new Set(dimensions.filter(isWhole).map((one) => one.dimension.slug)),
	);

/** Which of these statements a person is asked in a length, with their answers, and where those place them. */
function asked(
	all: readonly Statement[],
	mode: Mode,
	kept: ReadonlyMap<string, StoredAnswer>,
): Omit<AskedDimension, 'dimension'> {
	const given = Object.fromEntries(
		all.flatMap(({ id, tellsApart }) => {
			const answer = kept.get(id)?.answer;
			return answer === undefined ? [] : [[tellsApart, answer]];
		}),
	);
	const wanted = askedStatements(
		all,
		mode,
		({ tellsApart }) => tellsApart,
		(id) => kept.has(id),
	);
	const statements = wanted.map((statement) => {
		const own = kept.get(statement.id);
		return {
			statement,
			answer: own?.answer ?? null,
			revision: own?.revision ?? 0,
			answeredAt: own?.answeredAt ?? null,
		};
	});
	const answered = statements.filter(({ answer }) => answer !== null).length;
	return { statements, answered, said: standingFromLevelAnswers(given) };
}

/**
 * A person's answers, read once: how far they are in their current self-assessment, and the standing that
 * their answers give in any version of the framework.
 */
export interface ProgressAndStandings {
	readonly answering: AssessmentProgress;
	/** What the person's answers say of them in a version, by dimension slug. */
	said(version: FrameworkVersion): Record<string, SaidStanding>;
	/** Where the person's answers place them in each theme of a version, apart from the dimensions. */
	themes(version: FrameworkVersion): readonly ThemeStanding[];
}

/**
 * Reads the actor's answers from the database once, and derives from them both how far they are in their
 * self-assessment and the standings they have in any version of the framework.
 */
export async function progressAndStandingsOf(world: World, actor: Actor): Promise<ProgressAndStandings> {
	const { id: person } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	const membership = mustBeLearner(actor);
	const current = await currentAssessment(world.db.read, person);
	const { frameworkVersion, mode } = current ?? {
		frameworkVersion: await defaultFrameworkVersion(world, membership),
		mode: 'express' as const,
	};
	const audience = current?.audience ?? membership.audience;
	const all = current ? await answersInEveryVersion(world.db.read, person) : [];
	const answersIn = (asked: FrameworkVersion) => all.filter(({ version }) => version === asked);
	const answers = answersIn(frameworkVersion);
	const kept = new Map(answers.map((one) => [one.statement, one]));
	const dimensions = audience
		? framework(frameworkVersion).dimensions.map((dimension) => ({
				dimension,
				...asked(statementsOf(frameworkVersion, audience, dimension.slug), mode, kept),
			}))
		: [];
	const themes = audience
		? themesOf(frameworkVersion).map((theme) => ({
				theme,
				...asked(themeStatementsOf(audience, theme.slug), mode, kept),
			}))
		: [];
	const sum = (count: (one: AskedDimension) => number) =>
		dimensions.reduce((total, one) => total + count(one), 0);
	return {
		answering: {
			version: frameworkVersion,
			mode,
			begun: current !== undefined,
			audience,
			dimensions,
			themes,
			answered: sum((one) => one.answered),
			total: sum((one) => one.statements.length),
			next: firstLeft(dimensions),
			unplaced: dimensions.find(({ said }) => said.reason === 'unanswered')?.dimension.slug ?? null,
			answers: Object.fromEntries(
				answers.map(({ statement, answer, revision }) => [statement, { answer, revision }]),
			),
		},
		said: (version) => saidStandingsFrom(version, answersIn(version)),
		themes: (version) => themeStandingsFrom(version, answersIn(version)),
	};
}

/**
 * Reads how far the actor is in their current self-assessment: for each dimension, the statements asked and
 * their answers.
 */
export const assessmentProgressOf = async (world: World, actor: Actor): Promise<AssessmentProgress> =>
	(await progressAndStandingsOf(world, actor)).answering;
