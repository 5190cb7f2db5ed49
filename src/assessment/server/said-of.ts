import { CURRENT_VERSION, type FrameworkVersion, type Level, type Standing } from '#framework';
import { framework } from '#framework/server';
import type { World } from '#platform/server';
import { type Answer, saidOfDimension, type SaidReason } from '../index.ts';
import { answersOfEach, historyIn } from './answer-store.ts';
import { statementAt } from './content.ts';

/** What a person says of one dimension, why it stands there, and when they last said it. */
export interface Said {
	readonly standing: Standing;
	readonly reason: SaidReason;
	readonly answeredAt: Date | null;
}

interface Given {
	readonly statement: string;
	readonly answer: Answer;
	readonly answeredAt: Date;
}

const NOTHING: Said = { standing: 'not-situated', reason: 'unanswered', answeredAt: null };

/** What answers say of each of the dimensions of a version, whatever the order they came in. */
export function saidFrom(version: FrameworkVersion, answers: readonly Given[]): Record<string, Said> {
	const given = new Map<string, { levels: Partial<Record<Level, Answer>>; answeredAt: Date }>();
	for (const { statement, answer, answeredAt } of answers) {
		const place = statementAt(version, statement);
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
			const { standing, reason } = saidOfDimension(own.levels);
			return [slug, { standing, reason, answeredAt: own.answeredAt }];
		}),
	);
}

/** What each of several people says of each of the twelve dimensions, by person then by slug. */
export async function saidOfEach(
	world: World,
	people: readonly string[],
	version: FrameworkVersion = CURRENT_VERSION,
): Promise<Map<string, Record<string, Said>>> {
	const answers = Map.groupBy(await answersOfEach(world.db.read, people, version), ({ person }) => person);
	return new Map(people.map((person) => [person, saidFrom(version, answers.get(person) ?? [])]));
}

/** What a person says of each of the twelve dimensions, by slug. Asks nothing about who reads: the caller does. */
export async function saidOf(
	world: World,
	person: string,
	version: FrameworkVersion = CURRENT_VERSION,
): Promise<Record<string, Said>> {
	return (await saidOfEach(world, [person], version)).get(person)!;
}

/** What a person said over time in a version of the framework. */
export interface SaidOverTime {
	/** Every instant at which they answered, the oldest first. */
	readonly instants: readonly Date[];
	/** What they said at an instant, by slug: each statement as it was last answered by then. */
	at(instant: Date): Record<string, Said>;
}

/** What a person said over time in a version. Asks nothing about who reads: the caller does. */
export async function saidOverTime(
	world: World,
	person: string,
	version: FrameworkVersion,
): Promise<SaidOverTime> {
	const history = await historyIn(world.db.read, person, version);
	return {
		instants: history.map((one) => one.answeredAt),
		at(instant) {
			const by = history.filter((one) => one.answeredAt <= instant);
			return saidFrom(version, [...new Map(by.map((one) => [one.statement, one])).values()]);
		},
	};
}

/** In how many of the twelve dimensions each of several people has answered something; nobody is left out. */
export async function answeredOfEach(
	world: World,
	people: readonly string[],
	version: FrameworkVersion = CURRENT_VERSION,
): Promise<Map<string, number>> {
	const said = await saidOfEach(world, people, version);
	return new Map(
		[...said].map(([person, each]) => [
			person,
			Object.values(each).filter(({ answeredAt }) => answeredAt !== null).length,
		]),
	);
}
