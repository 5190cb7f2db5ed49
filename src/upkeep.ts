import { eraseOldRemovedEvidence } from '#applications/server';
import { makePortraits } from '#cohort/server';
import { deleteOldDrafts } from '#drafts/server';
import { deleteExpiredMailLinks, deleteExpiredSignIns } from '#identity/server';
import { deleteOldMails, errorCode, deleteOldFormKeys, type World } from '#platform/server';
import { resumeIssuances } from '#awards/server';
import { eraseOldRemovedTrainings } from '#training/server';
import { readServiceProvider } from '#web/service-provider.ts';

type Work = readonly [what: string, (world: World) => Promise<unknown>];

/**
 * Tasks of the start and of every hour: read which institution offers the service; resume or void issuances that a crash interrupted, never signing
 * twice; make the portraits whose date has come.
 */
const CARRIED_ON: readonly Work[] = [
	['provider', readServiceProvider],
	['issuances', resumeIssuances],
	['portraits', makePortraits],
];

/**
 * Tasks of every hour: delete form keys, sessions, links sent by mail, what became of mails, drafts, removed
 * trainings and removed evidence whose retention time is over.
 */
const FORGOTTEN: readonly Work[] = [
	['keys', deleteOldFormKeys],
	['sessions', deleteExpiredSignIns],
	['mail links', deleteExpiredMailLinks],
	['mails', deleteOldMails],
	['drafts', deleteOldDrafts],
	['removed trainings', eraseOldRemovedTrainings],
	['removed evidence', eraseOldRemovedEvidence],
];

/** Runs each task in turn. A task that fails is logged, and the next ones still run. */
async function each(world: World, all: readonly Work[]): Promise<void> {
	for (const [what, work] of all)
		await work(world).catch((error: unknown) =>
			world.log.warn('upkeep.failed', { what, code: errorCode(error) }),
		);
}

/**
 * Runs the tasks of a service's start: interrupted issuances, and portraits whose date has come. Never
 * throws.
 */
export const runStartTasks = (world: World): Promise<void> => each(world, CARRIED_ON);

/**
 * Runs the tasks of every hour: those of the start, and the deletion of what is too old to keep. Never
 * throws.
 */
export const runHourlyTasks = (world: World): Promise<void> => each(world, [...CARRIED_ON, ...FORGOTTEN]);
