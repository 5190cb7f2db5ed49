import { CURRENT_VERSION, type Dimension, type FrameworkVersion } from '#framework';
import { framework } from '#framework/server';
import { type Actor, type Audience, learnerMembership, must, personOf } from '#identity';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import { type Answer, nextToAnswer } from '../index.ts';
import { type Statement, statementFor } from './statements.ts';
import { answersOf, assessmentIn } from './store.ts';

/** One dimension of the Express self-assessment, with its answer where there is one. */
export interface ExpressDimension {
	readonly dimension: Dimension;
	readonly answer: Answer | null;
	/** How many times the answer was written; 0 without one. */
	readonly revision: number;
	readonly answeredAt: Date | null;
}

/** Where a person is in the Express self-assessment. */
export interface Express {
	readonly version: FrameworkVersion;
	/** Whom the statements speak to; kept from the first answer. */
	readonly audience: Audience | null;
	/** The dimensions that have a statement for this audience; none where none is written yet. */
	readonly dimensions: readonly ExpressDimension[];
	readonly answered: number;
	/** The slug of the first dimension without an answer; null when all have one. */
	readonly next: string | null;
}

/** One statement before the person's eyes, with what surrounds it. */
export interface ExpressQuestion extends ExpressDimension {
	readonly version: FrameworkVersion;
	readonly statement: Statement;
	readonly answered: number;
	readonly total: number;
	readonly previous: Dimension | null;
	readonly following: Dimension | null;
	/** The slug of the next dimension without an answer, after this one; null when all the others have one. */
	readonly next: string | null;
}

/** What a person has answered, dimension by dimension. */
export async function expressFor(world: World, actor: Actor): Promise<Express> {
	const { id: person } = personOf(actor);
	must(actor, 'read', { kind: 'person', person });
	const membership = learnerMembership(actor);
	const { read } = world.db;
	const assessment = await assessmentIn(read, person, CURRENT_VERSION);
	const audience = assessment?.audience ?? membership.audience;
	const asked = audience
		? framework(CURRENT_VERSION).dimensions.filter((one) => statementFor(audience, one.slug))
		: [];
	const kept = assessment ? await answersOf(read, assessment.id) : [];
	const dimensions = asked.map((dimension) => {
		const own = kept.find((one) => one.dimension === dimension.slug);
		return {
			dimension,
			answer: own?.answer ?? null,
			revision: own?.revision ?? 0,
			answeredAt: own?.answeredAt ?? null,
		};
	});
	const answered = dimensions.filter((one) => one.answer !== null);
	return {
		version: CURRENT_VERSION,
		audience,
		dimensions,
		answered: answered.length,
		next: nextAfter(dimensions),
	};
}

/** The statement of one dimension, the person's answer to it, and the ways on. An unknown dimension is not found. */
export async function expressQuestion(world: World, actor: Actor, slug: string): Promise<ExpressQuestion> {
	const { version, audience, dimensions, answered } = await expressFor(world, actor);
	const at = dimensions.findIndex((one) => one.dimension.slug === slug);
	const here = dimensions[at];
	const statement = audience && statementFor(audience, slug);
	if (!here || !statement) throw notFound();
	return {
		...here,
		version,
		statement,
		answered,
		total: dimensions.length,
		previous: dimensions[at - 1]?.dimension ?? null,
		following: dimensions[at + 1]?.dimension ?? null,
		next: nextAfter(dimensions, slug),
	};
}

const nextAfter = (dimensions: readonly ExpressDimension[], after?: string) =>
	nextToAnswer(
		dimensions.map((one) => one.dimension.slug),
		new Set(dimensions.filter((one) => one.answer !== null).map((one) => one.dimension.slug)),
		after,
	);
