import { erasureDue, removalCutoff, type Json } from '#platform';
import type { PartOfInstitution } from '#identity/server';
import type { Queries, World } from '#platform/server';
import {
	applicationsOf,
	eraseApplicationsIn,
	eraseApplicationsOf,
	evidenceOf,
	opinionsOf,
	reviewsOf,
	submissionsOf,
} from './application-store.ts';
import { evidenceFiles, filesOfApplications, letGoOfEvidenceFiles } from './evidence-file-store.ts';
import { removedEvidenceOf } from './removed-store.ts';

const at = (instant: Date | null) => instant?.toISOString() ?? null;

/** The opinions about what led to a decision; one that completed a decision has the id of its review. */
async function opinionsDecided(q: Queries, application: string) {
	const decisions = new Set((await reviewsOf(q, application)).map(({ id }) => id));
	const all = await opinionsOf(q, application);
	const decided = new Set(all.flatMap(({ id, submission }) => (decisions.has(id) ? [submission] : [])));
	return all.filter(({ submission }) => decided.has(submission));
}

/**
 * Everything stored about a person's applications, for the copy of their data that they can download; times
 * in UTC. With `part`, those of its institution only.
 */
export async function personalData(world: World, person: string, part?: PartOfInstitution): Promise<Json> {
	const { read } = world.db;
	const applications = (await applicationsOf(read, person)).filter(
		({ institution }) => part === undefined || institution === part.institution,
	);
	const given = await filesOfApplications(
		read,
		applications.map(({ id }) => id),
	);
	const files = await evidenceFiles(read, given);
	/** The name of a file, which stands with its content among the person's files. */
	const nameOf = (file: string | null) => (file === null ? null : (files.get(file)?.name ?? null));
	return {
		applications: await Promise.all(
			applications.map(async (one) => ({
				id: one.id,
				badge: one.badge,
				definitionVersion: one.definitionVersion,
				frameworkVersion: one.frameworkVersion,
				kind: one.kind,
				language: one.locale,
				state: one.state,
				evidenceInBadge: one.evidenceInBadge,
				bindsEmail: one.bindsEmail,
				settling: one.settling,
				createdAt: at(one.createdAt),
				submittedAt: at(one.submittedAt),
				decidedAt: at(one.decidedAt),
				evidence: (await evidenceOf(read, one.id)).map(
					({ title, link, training, reflection, file, context, shared, addedAt }) => ({
						...{ title, link, training, reflection, file: nameOf(file), context, shared },
						addedAt: at(addedAt),
					}),
				),
				/** Removed less than 24 hours ago, and permanently erased at `erasedAt`. */
				recentlyRemoved: (await removedEvidenceOf(read, one.id, removalCutoff(world.now()))).map(
					({ title, link, training, reflection, file, context, shared, addedAt, removedAt }) => ({
						...{
							title,
							link,
							training,
							reflection,
							file: nameOf(file),
							context,
							shared,
							addedAt: at(addedAt),
						},
						...{ removedAt: at(removedAt), erasedAt: at(erasureDue(removedAt)) },
					}),
				),
				submissions: (await submissionsOf(read, one.id)).map((sent) => ({
					...sent,
					evidence: sent.evidence.map(({ file, ...piece }) => ({
						...piece,
						...(file && { file: file.name }),
					})),
					at: at(sent.at),
				})),
				reviews: (await reviewsOf(read, one.id)).map(
					({ decision, reason, level, saidAtDecision, markings, interview, ...rest }) => ({
						markings,
						interview,
						decision,
						reason,
						level,
						saidAtDecision,
						at: at(rest.at),
					}),
				),
				/** What each of two advisers thought, once it led to a decision: until then they answer apart. */
				opinions: (await opinionsDecided(read, one.id)).map(
					({ submission, decision, reason, level, saidAtDecision, markings, ...rest }) => ({
						...{ submission, decision, reason, level, saidAtDecision, markings },
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

/**
 * Deletes a person's applications in one institution with the files given for them, and their id from the
 * decisions they took there.
 */
export async function eraseFromInstitution(
	tx: Queries,
	person: string,
	{ institution, now }: { readonly institution: string; readonly now: Date },
): Promise<void> {
	const there = (await applicationsOf(tx, person)).filter((one) => one.institution === institution);
	const files = await filesOfApplications(
		tx,
		there.map(({ id }) => id),
	);
	await eraseApplicationsIn(tx, person, institution);
	await letGoOfEvidenceFiles(tx, files, now);
}

/** Returns the ids of a person's applications in one institution. */
export const applicationsIn = async (
	{ db }: Pick<World, 'db'>,
	person: string,
	institution: string,
): Promise<readonly string[]> =>
	(await applicationsOf(db.read, person))
		.filter((one) => one.institution === institution)
		.map(({ id }) => id);
