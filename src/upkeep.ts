import { makePortraits } from '#cohort/server';
import { forgetOldDrafts } from '#drafts/server';
import { forgetExpired } from '#identity/server';
import { errorCode, forgetOldKeys, type World } from '#platform/server';
import { resumeIssuances } from '#awards/server';

type Work = readonly [what: string, (world: World) => Promise<unknown>];

/** What a crash left under way is carried on or voided, never signed twice; portraits are made on their dates. */
const CARRIED_ON: readonly Work[] = [
	['issuances', resumeIssuances],
	['portraits', makePortraits],
];

/** What is kept for a time only is forgotten once that time is over. */
const FORGOTTEN: readonly Work[] = [
	['keys', forgetOldKeys],
	['sessions', forgetExpired],
	['drafts', forgetOldDrafts],
];

/** Does each in turn; one that fails is told to the log and keeps none of the others waiting. */
async function each(world: World, all: readonly Work[]): Promise<void> {
	for (const [what, work] of all)
		await work(world).catch((error: unknown) =>
			world.log.warn('upkeep.failed', { what, code: errorCode(error) }),
		);
}

/** What a service does by itself when it starts. Never throws. */
export const atStart = (world: World): Promise<void> => each(world, CARRIED_ON);

/** What a service does by itself every hour. Never throws. */
export const everyHour = (world: World): Promise<void> => each(world, [...CARRIED_ON, ...FORGOTTEN]);
