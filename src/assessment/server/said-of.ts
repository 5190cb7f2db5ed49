import { type FrameworkVersion, type Level, type Standing } from '#framework';
import { framework } from '#framework/server';
import type { Audience } from '#identity';
import type { World } from '#platform/server';
import { type Answer, hasApplicableAnswer, standingFromLevelAnswers, type StandingReason } from '../index.ts';
import { answersOfEach, answerHistoryInVersion, answersInEveryVersion } from './answer-store.ts';
import { statementById, statementForAudience } from './content.ts';

/** Where a person's own answers place them in one dimension: the standing and its reason. */
export interface SaidStanding {
	readonly standing: Standing;
	readonly reason: StandingReason;
	/** Whether at least one answer is other than that the statement does not apply. */
	readonly applies: boolean;
	/** When the person last answered a statement of the dimension, whatever the answer; null: never. */
	readonly answeredAt: Date | null;
}

/** A person's answer to a statement, and when they gave it. */
interface DatedAnswer {
	readonly statement: string;
	readonly answer: Answer;
	readonly answeredAt: Date;
}

const NOTHING: SaidStanding = {
	standing: 'not-situated',
	reason: 'unanswered',
	applies: false,
	answeredAt: null,
};

/**
 * Where one person's answers, in any order, place them in each dimension of a version of the framework, by
 * slug.
 */
export function saidStandingsFrom(
	version: FrameworkVersion,
	answers: readonly DatedAnswer[],
): Record<string, SaidStanding> {
	const given = new Map<string, { levels: Partial<Record<Level, Answer>>; answeredAt: Date }>();
	for (const { statement, answer, answeredAt } of answers) {
		const place = statementById(version, statement);
		if (!place) continue;
		const before = given.get(place.dimension);
		given.set(place.dimension, {
			levels: { ...before?.levels, [place.tellsApart]: answer },
			answeredAt: before && before.answeredAt > answeredAt ? before.answeredAt : answeredAt,
		});
	}
	return Object.fromEntries(
		framework(version).dimensions.map(({ slug }) => {
			const own = given.get(slug);
			if (!own) return [slug, NOTHING];
			const { standing, reason } = standingFromLevelAnswers(own.levels);
			const applies = hasApplicableAnswer(own.levels);
			return [slug, { standing, reason, applies, answeredAt: own.answeredAt }];
		}),
	);
}

/** The answers that somebody gave without an account. */
export interface AnswersInTrial {
	readonly audience: Audience;
	readonly answers: readonly { readonly statement: string; readonly answer: Answer }[];
}

/**
 * Where the answers of a trial place the person in each dimension; leaves out answers to statements of
 * another audience.
 */
export function saidStandingsInTrial(
	version: FrameworkVersion,
	{ audience, answers }: AnswersInTrial,
): Record<string, SaidStanding> {
	const placed = answers.filter(({ statement }) => statementForAudience(version, audience, statement));
	return saidStandingsFrom(
		version,
		placed.map((one) => ({ ...one, answeredAt: new Date(0) })),
	);
}

/**
 * Where the answers of several people place each of them in the twelve dimensions, by person id, then by
 * slug. No authorization check: the caller must do it.
 */
export async function saidStandingsOfEach(
	world: World,
	people: readonly string[],
	version: FrameworkVersion,
): Promise<Map<string, Record<string, SaidStanding>>> {
	const answers = Map.groupBy(await answersOfEach(world.db.read, people, version), ({ person }) => person);
	return new Map(people.map((person) => [person, saidStandingsFrom(version, answers.get(person) ?? [])]));
}

/**
 * Where a person's own answers place them in each of the twelve dimensions, by slug. No authorization check:
 * the caller must do it.
 */
export async function saidStandingsOf(
	world: World,
	person: string,
	version: FrameworkVersion,
): Promise<Record<string, SaidStanding>> {
	return (await saidStandingsOfEach(world, [person], version)).get(person)!;
}

/**
 * Loads a person's answers once, and returns a function that gives where they place them in each dimension of a
 * version of the framework, by slug. No authorization check: the caller must do it.
 */
export async function saidStandingsInEachVersion(
	world: World,
	person: string,
): Promise<(version: FrameworkVersion) => Record<string, SaidStanding>> {
	const all = await answersInEveryVersion(world.db.read, person);
	return (version) =>
		saidStandingsFrom(
			version,
			all.filter((one) => one.version === version),
		);
}

/** Where a person's own answers placed them at past times, in one version of the framework. */
export interface SaidStandingsOverTime {
	/** The times of the person's answers, oldest first. */
	readonly instants: readonly Date[];
	/**
	 * Where the person's answers up to a given time placed them in each dimension, by slug; the last answer
	 * to each statement counts.
	 */
	at(instant: Date): Record<string, SaidStanding>;
	/** Each change of the person's standing in a dimension, oldest first. */
	changesIn(dimension: string): readonly SaidStandingChange[];
}

/**
 * A change in where a person's own answers place them in a dimension: the new standing, and when it began.
 */
export interface SaidStandingChange {
	readonly standing: Standing;
	readonly at: Date;
}

/** Each change of a person's standing in a dimension, derived from their history of answers, oldest first. */
function saidChanges(
	version: FrameworkVersion,
	dimension: string,
	history: readonly DatedAnswer[],
): readonly SaidStandingChange[] {
	const own = history.filter(({ statement }) => statementById(version, statement)?.dimension === dimension);
	const changes: SaidStandingChange[] = [];
	let levels: Partial<Record<Level, Answer>> = {};
	for (const [at, { statement, answer, answeredAt }] of own.entries()) {
		levels = { ...levels, [statementById(version, statement)!.tellsApart]: answer };
		// Answers sent together count as one change.
		if (own[at + 1]?.answeredAt.getTime() === answeredAt.getTime()) continue;
		const { standing } = standingFromLevelAnswers(levels);
		if (standing !== (changes.at(-1)?.standing ?? 'not-situated')) changes.push({ standing, at: answeredAt });
	}
	return changes;
}

/**
 * Loads a person's history of answers in a version of the framework, and returns functions that give their
 * standing at past times. No authorization check: the caller must do it.
 */
export async function saidStandingsOverTime(
	world: World,
	person: string,
	version: FrameworkVersion,
): Promise<SaidStandingsOverTime> {
	const history = await answerHistoryInVersion(world.db.read, person, version);
	return {
		instants: history.map((one) => one.answeredAt),
		at(instant) {
			const by = history.filter((one) => one.answeredAt <= instant);
			return saidStandingsFrom(version, [...new Map(by.map((one) => [one.statement, one])).values()]);
		},
		changesIn: (dimension) => saidChanges(version, dimension, history),
	};
}

/**
 * For each of several people, in how many of the twelve dimensions they have answered something (0 included).
 */
export async function answeredDimensionCounts(
	world: World,
	people: readonly string[],
	version: FrameworkVersion,
): Promise<Map<string, number>> {
	const said = await saidStandingsOfEach(world, people, version);
	return new Map(
		[...said].map(([person, each]) => [
			person,
			Object.values(each).filter(({ answeredAt }) => answeredAt !== null).length,
		]),
	);
}
