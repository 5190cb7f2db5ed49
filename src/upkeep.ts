import { eraseOldRemovedEvidence, reviseSettling } from '#applications/server';
import { forgetUnansweredSlips, makePortraits } from '#cohort/server';
import { deleteOldDrafts } from '#drafts/server';
import {
	deleteExpiredMailLinks,
	deleteExpiredSignIns,
	deleteOldAdministrativeActs,
	deleteOldBulkActs,
	deleteOldMailedInvitations,
} from '#identity/server';
import {
	deleteFullSharedLimits,
	deleteOldFormKeys,
	deleteOldMails,
	errorCode,
	type RepeatedWork,
	repeatWork,
	type Schedule,
	sweepFiles,
	type World,
} from '#platform/server';
import { resumeIssuances, tellExpiringBadges } from '#awards/server';
import { carryOutRequests } from '#privacy/server';
import { deleteExpiredHoursShares, eraseOldRemovedTrainings, forgetOldStatements } from '#training/server';
import { readImportedWords } from '#wording/server';
import { readServiceProvider } from '#web/service-provider.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** Finishes or voids issuances that a crash interrupted, never signing twice. */
const issuances: Schedule = { name: 'issuances', everyMs: HOUR, run: resumeIssuances };
/** Makes the portraits whose date has come. */
const portraits: Schedule = { name: 'portraits', everyMs: HOUR, run: makePortraits };

/**
 * The service's schedules: to carry on what was interrupted, to make what is due, and to delete what is too
 * old to keep, each by its own rule.
 */
export const schedules: readonly Schedule[] = [
	issuances,
	portraits,
	{ name: 'settling', everyMs: HOUR, run: reviseSettling },
	{ name: 'expiring-badges', everyMs: HOUR, run: tellExpiringBadges },
	{ name: 'form-keys', everyMs: HOUR, run: deleteOldFormKeys },
	{ name: 'sessions', everyMs: HOUR, run: deleteExpiredSignIns },
	{ name: 'shared-limits', everyMs: HOUR, run: deleteFullSharedLimits },
	{ name: 'mail-links', everyMs: HOUR, run: deleteExpiredMailLinks },
	{ name: 'mailed-invitations', everyMs: HOUR, run: deleteOldMailedInvitations },
	{ name: 'administrative-acts', everyMs: HOUR, run: deleteOldAdministrativeActs },
	{ name: 'requests', everyMs: HOUR, run: carryOutRequests },
	{ name: 'bulk-acts', everyMs: HOUR, run: deleteOldBulkActs },
	{ name: 'mails', everyMs: HOUR, run: deleteOldMails },
	{ name: 'unanswered-slips', everyMs: HOUR, run: forgetUnansweredSlips },
	{ name: 'drafts', everyMs: HOUR, run: deleteOldDrafts },
	{ name: 'removed-trainings', everyMs: HOUR, run: eraseOldRemovedTrainings },
	{ name: 'hours-shares', everyMs: HOUR, run: deleteExpiredHoursShares },
	{ name: 'received-statements', everyMs: HOUR, run: forgetOldStatements },
	{ name: 'removed-evidence', everyMs: HOUR, run: eraseOldRemovedEvidence },
];

/**
 * Does at once, at the start of a service, what may not wait for its schedule: reads who offers the service, finishes issuances that a crash interrupted, and makes the portraits whose date has come. Never throws.
 */
export async function runStartTasks(world: World): Promise<void> {
	const all = [{ name: 'provider', run: readServiceProvider }, issuances, portraits];
	for (const { name, run } of all)
		await run(world).catch((error: unknown) =>
			world.log.warn('schedule.failed', { what: name, code: errorCode(error) }),
		);
}

/** Reads the imported words of the framework again each minute: another process may have imported others. */
export const rereadWords = (world: World): RepeatedWork =>
	repeatWork(world, { name: 'framework-words', everyMs: MINUTE, work: () => readImportedWords(world) });

/**
 * Does what only a process that serves may do: each minute, reads again the imported words of the framework and
 * who offers the service, which it keeps in memory for every page; each hour, sweeps files, which only such a process writes, so that none is removed
 * while it is being recorded (decision 0058).
 */
export function startOwnUpkeep(world: World): RepeatedWork {
	const all = [
		repeatWork(world, { name: 'provider', everyMs: MINUTE, work: () => readServiceProvider(world) }),
		rereadWords(world),
		repeatWork(world, { name: 'files', everyMs: HOUR, work: () => sweepFiles(world) }),
	];
	return { stop: async () => void (await Promise.all(all.map((one) => one.stop()))) };
}
