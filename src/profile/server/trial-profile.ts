import type { FrameworkVersion } from '#framework';
import { type AnswersInTrial, saidStandingsInTrial } from '#assessment/server';
import { Refusal } from '#platform';
import { addressBuckets, type World } from '#platform/server';
import { type Profile, profileFrom } from './profile-of.ts';

/**
 * Makes the profile that the answers of a trial give. It has only one of the three sources (said) and belongs
 * to no account.
 */
export function profileOfTrial({
	version,
	...trial
}: AnswersInTrial & { readonly version: FrameworkVersion }): Profile {
	const said = saidStandingsInTrial(version, trial);
	return profileFrom(version, trial.audience, { said, shown: {}, observed: {} });
}

/** Rate limit of the sheets drawn for one network address: generous, since a whole school may share one. */
export const TRIAL_SHEETS = { burst: 120, perSecond: 0.5, remembered: 20_000 } as const;

const buckets = new WeakMap<World['db'], ReturnType<typeof addressBuckets>>();

/**
 * Counts one sheet drawn for a visitor (a network address), in memory only. Throws `profile.sheet-wait`
 * (429), with the seconds to wait, when the limit is reached.
 */
export function mustAllowTrialSheet(world: Pick<World, 'db' | 'now'>, visitor: string): void {
	const take = buckets.get(world.db) ?? addressBuckets(TRIAL_SHEETS);
	buckets.set(world.db, take);
	const { allowed, wait } = take(visitor, world.now());
	if (!allowed)
		throw new Refusal('profile.sheet-wait', { status: 429, params: { seconds: Math.max(1, wait) } });
}
