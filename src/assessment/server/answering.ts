import type { Dimension, FrameworkVersion } from '#framework';
import { framework } from '#framework/server';
import { type Actor, type Audience, learnerMembership, must, personOf } from '#identity';
import type { World } from '#platform/server';
import {
	type Answer,
	type KnownAnswer,
	type Mode,
	nextToAnswer,
	saidOfDimension,
	type SaidOf,
} from '../index.ts';
import { type Assessment, currentAssessment, everyAnswerOf, type KeptAnswer } from './answer-store.ts';
import { usualVersion } from './choose-assessment.ts';
import { type Statement, statementsOf } from './content.ts';
import { type Said, saidFrom } from './said-of.ts';

/** A statement with its answer, where there is one. */
export interface AskedStatement {
	readonly statement: Statement;
	readonly answer: Answer | null;
	/** How many times the answer was written; 0 without one. */
	readonly revision: number;
	readonly answeredAt: Date | null;
}

/** One dimension as it is asked about: one statement in Express, three in Complet. */
export interface AskedDimension {
	readonly dimension: Dimension;
	readonly statements: readonly AskedStatement[];
	readonly answered: number;
	/** Where the answers place the person, from every statement of the dimension they ever answered. */
	readonly said: SaidOf;
}

/** Where a person is in their self-assessment. */
export interface Answering {
	readonly version: FrameworkVersion;
	readonly mode: Mode;
	/** Whether anything was chosen or answered yet. */
	readonly begun: boolean;
	/** Whom the statements speak to; kept from the first answer. */
	readonly audience: Audience | null;
	/** The dimensions that have statements for this audience; none where none are written. */
	readonly dimensions: readonly AskedDimension[];
	/** Statements answered, of those that this length asks. */
	readonly answered: number;
	readonly total: number;
	/** The slug of the first dimension that is not wholly answered; null when all are. */
	readonly next: string | null;
	/** Everything answered in this version, by statement, whether this length asks it or not. */
	readonly answers: Readonly<Record<string, KnownAnswer>>;
}

const isWhole = ({ statements, answered }: AskedDimension) => answered === statements.length;

const firstLeft = (dimensions: readonly AskedDimension[]) =>
	nextToAnswer(
		dimensions.map((one) => one.dimension.slug),
		new Set(dimensions.filter(isWhole).map((one) => one.dimension.slug)),
	);

function asked(
	dimension: Dimension,
	{ frameworkVersion: version, mode }: Pick<Assessment, 'frameworkVersion' | 'mode'>,
	audience: Audience,
	kept: ReadonlyMap<string, KeptAnswer>,
): AskedDimension {
	const all = statementsOf(version, audience, dimension.slug);
	const given = Object.fromEntries(
		all.flatMap(({ id, tellsApart }) => {
			const answer = kept.get(id)?.answer;
			return answer === undefined ? [] : [[tellsApart, answer]];
		}),
	);
	const statements = statementsOf(version, audience, dimension.slug, mode).map((statement) => {
		const own = kept.get(statement.id);
		return {
			statement,
			answer: own?.answer ?? null,
			revision: own?.revision ?? 0,
			answeredAt: own?.answeredAt ?? null,
		};
	});
	const answered = statements.filter(({ answer }) => answer !== null).length;
	return { dimension, statements, answered, said: saidOfDimension(given) };
}

/** Where a person is in their self-assessment, and what they say in any version of the framework. */
export interface Answered {
	readonly answering: Answering;
	/** By slug. */
	said(version: FrameworkVersion): Record<string, Said>;
}

/** What a person has answered, asked once: in the self-assessment they are in, and in every version. */
export async function answeredOf(world: World, actor: Actor): Promise<Answered> {
	const { id: person } = personOf(actor);
	must(actor, 'read', { kind: 'person', person });
	const membership = learnerMembership(actor);
	const current = await currentAssessment(world.db.read, person);
	const { frameworkVersion, mode } = current ?? {
		frameworkVersion: await usualVersion(world, membership),
		mode: 'express' as const,
	};
	const audience = current?.audience ?? membership.audience;
	const all = current ? await everyAnswerOf(world.db.read, person) : [];
	const answersIn = (asked: FrameworkVersion) => all.filter(({ version }) => version === asked);
	const answers = answersIn(frameworkVersion);
	const kept = new Map(answers.map((one) => [one.statement, one]));
	const dimensions = audience
		? framework(frameworkVersion).dimensions.map((one) =>
				asked(one, { frameworkVersion, mode }, audience, kept),
			)
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
			answered: sum((one) => one.answered),
			total: sum((one) => one.statements.length),
			next: firstLeft(dimensions),
			answers: Object.fromEntries(
				answers.map(({ statement, answer, revision }) => [statement, { answer, revision }]),
			),
		},
		said: (version) => saidFrom(version, answersIn(version)),
	};
}

/** What a person has answered, dimension by dimension, in the self-assessment they are in. */
export const answeringOf = async (world: World, actor: Actor): Promise<Answering> =>
	(await answeredOf(world, actor)).answering;
