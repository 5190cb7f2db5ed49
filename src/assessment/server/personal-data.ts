import type { Json } from '#platform';
import type { Queries, World } from '#platform/server';
import { answersOf, type Assessment, assessmentsOf, answerHistoryOfAssessment } from './answer-store.ts';
import { choicesOfEach } from './situation-store.ts';

async function assessmentData(q: Queries, one: Assessment): Promise<Json> {
	return {
		frameworkVersion: one.frameworkVersion,
		audience: one.audience,
		mode: one.mode,
		startedAt: one.startedAt.toISOString(),
		chosenAt: one.chosenAt?.toISOString() ?? null,
		finishedAt: one.finishedAt?.toISOString() ?? null,
		answers: (await answersOf(q, one.id)).map((kept) => ({
			...kept,
			answeredAt: kept.answeredAt.toISOString(),
		})),
		history: (await answerHistoryOfAssessment(q, one.id)).map((kept) => ({
			...kept,
			answeredAt: kept.answeredAt.toISOString(),
		})),
	};
}

/**
 * Every answer of a person and every choice in a situation, for the copy of their data that they can
 * download: times in UTC, answers from 0 to 4 or `not-applicable`.
 */
export async function personalData(world: World, person: string): Promise<Json> {
	const { read } = world.db;
	const assessments = await assessmentsOf(read, person);
	const choices = await choicesOfEach(read, [person]);
	return {
		assessments: await Promise.all(assessments.map((one) => assessmentData(read, one))),
		situations: choices.map(({ id: _, person: __, ...made }) => ({
			...made,
			chosenAt: made.chosenAt.toISOString(),
		})),
	};
}
