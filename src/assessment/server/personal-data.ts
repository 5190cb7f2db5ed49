import type { Json } from '#platform';
import type { Queries, World } from '#platform/server';
import { answersOf, assessmentsOf, removeAssessmentsOf } from './store.ts';

/** Everything a person answered, for their own copy: instants in UTC, answers from 0 to 4 or `not-applicable`. */
export async function personalData(world: World, person: string): Promise<Json> {
	const { read } = world.db;
	const assessments = await assessmentsOf(read, person);
	return {
		assessments: await Promise.all(
			assessments.map(async (one) => ({
				frameworkVersion: one.frameworkVersion,
				audience: one.audience,
				mode: one.mode,
				startedAt: one.startedAt.toISOString(),
				finishedAt: one.finishedAt?.toISOString() ?? null,
				answers: (await answersOf(read, one.id)).map((kept) => ({
					...kept,
					answeredAt: kept.answeredAt.toISOString(),
				})),
			})),
		),
	};
}

/** Removes everything a person answered. */
export async function erase(tx: Queries, person: string): Promise<void> {
	await removeAssessmentsOf(tx, person);
}
