import { erasureDue, removalCutoff, type Json } from '#platform';
import type { Queries, World } from '#platform/server';
import {
	applicationsOf,
	eraseApplicationsOf,
	evidenceOf,
	reviewsOf,
	submissionsOf,
} from './application-store.ts';
import { removedEvidenceOf } from './removed-store.ts';

const at = (instant: Date | null) => instant?.toISOString() ?? null;

/**
 * Everything stored about a person's applications, for the copy of their data that they can download; times
 * in UTC.
 */
export async function personalData(world: World, person: string): Promise<Json> {
	const { read } = world.db;
	const applications = await applicationsOf(read, person);
	return {
		applications: await Promise.all(
			applications.map(async (one) => ({
				id: one.id,
				badge: one.badge,
				definitionVersion: one.definitionVersion,
				language: one.locale,
				state: one.state,
				evidenceInBadge: one.evidenceInBadge,
				bindsEmail: one.bindsEmail,
				createdAt: at(one.createdAt),
				submittedAt: at(one.submittedAt),
				decidedAt: at(one.decidedAt),
				evidence: (await evidenceOf(read, one.id)).map(({ title, link, training, reflection, addedAt }) => ({
					title,
					link,
					training,
					reflection,
					addedAt: at(addedAt),
				})),
				/** Removed less than 24 hours ago, and permanently erased at `erasedAt`. */
				recentlyRemoved: (await removedEvidenceOf(read, one.id, removalCutoff(world.now()))).map(
					({ title, link, training, reflection, addedAt, removedAt }) => ({
						...{ title, link, training, reflection, addedAt: at(addedAt) },
						...{ removedAt: at(removedAt), erasedAt: at(erasureDue(removedAt)) },
					}),
				),
				submissions: (await submissionsOf(read, one.id)).map((sent) => ({ ...sent, at: at(sent.at) })),
				reviews: (await reviewsOf(read, one.id)).map(
					({ decision, reason, level, saidAtDecision, ...rest }) => ({
						decision,
						reason,
						level,
						saidAtDecision,
						at: at(rest.at),
					}),
				),
			})),
		),
	};
}

/**
 * Deletes a person's applications, with their evidence, submissions and reviews, when their account is
 * erased.
 */
export const erase = (tx: Queries, person: string): Promise<void> => eraseApplicationsOf(tx, person);
