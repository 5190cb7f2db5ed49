import type { World } from '../world.ts';
import { addressGroup, type RateLimit, type RateLimitResult } from './address-bucket.ts';
import {
	bringForward,
	type BucketName,
	bucketFullAt,
	deleteFullBuckets,
	deleteFullestBuckets,
	takeFromBucket,
} from './shared-limit-store.ts';

type Service = Pick<World, 'db' | 'now' | 'seal'>;

/** A rate limit counted in the database, and so once for all processes of a service. */
export interface SharedLimit extends RateLimit {
	/** Its name in the database; it never changes. */
	readonly name: string;
}

/**
 * Counts one action of a visitor (a network address, or any other name of theirs), and returns whether it is
 * allowed.
 */
export type TakeShared = (world: Service, visitor: string) => Promise<RateLimitResult>;

/** After how many new buckets the oldest are deleted. */
export const NEW_BETWEEN_TRIMS = 256;

/**
 * How far (ms) the clocks of two processes may differ. A bucket that would be full later than any clock
 * within that can have made it was counted before the clock was set back.
 */
const CLOCKS_APART_MS = 60_000;

/**
 * Creates a rate limit that all processes of a service share: a token bucket for each visitor, as
 * `addressBuckets` has, stored as the instant when it will be full again, under a keyed fingerprint. A refused
 * action writes nothing. Of more than `remembered` visitors, those nearest to a full bucket are forgotten, after
 * every 256 new ones of a process.
 */
export function sharedLimit({ name, burst, perSecond, remembered }: SharedLimit): TakeShared {
	const eachMs = Math.round(1000 / perSecond);
	const wholeMs = burst * eachMs;
	let added = 0;

	const resultOf = (allowed: boolean, fullAt: Date | undefined, now: Date): RateLimitResult => {
		const missing = Math.min(wholeMs, Math.max(0, (fullAt?.getTime() ?? 0) - now.getTime()));
		const left = (wholeMs - missing) / eachMs;
		const wait = left >= 1 ? 0 : Math.ceil((1 - left) * (eachMs / 1000));
		return { allowed, left: Math.floor(left), wait };
	};

	return async (world, visitor) => {
		const now = world.now();
		const latest = new Date(now.getTime() + wholeMs);
		const bucket: BucketName = { name, key: world.seal.fingerprint(addressGroup(visitor), `limit:${name}`) };
		const before = await bucketFullAt(world.db.read, bucket);
		// Most refusals are told by a read: whoever insists keeps no writer busy.
		const mayBeLeft = before === undefined || before.getTime() <= latest.getTime() - eachMs;
		if (!mayBeLeft) {
			if (before.getTime() > latest.getTime() + CLOCKS_APART_MS)
				await world.db.write((tx) => bringForward(tx, bucket, latest));
			return resultOf(false, before, now);
		}
		if (before === undefined) added += 1;
		const isTrimmed = before === undefined && added % NEW_BETWEEN_TRIMS === 0;
		const fullAt = await world.db.write(async (tx) => {
			const taken = await takeFromBucket(tx, bucket, { now, eachMs, latest });
			if (isTrimmed) await deleteFullestBuckets(tx, name, remembered);
			return taken;
		});
		return fullAt === undefined ? resultOf(false, latest, now) : resultOf(true, fullAt, now);
	};
}

/** Deletes the buckets of shared limits that are full again. Called every hour. */
export const deleteFullSharedLimits = (world: Pick<World, 'db' | 'now'>): Promise<void> =>
	world.db.write((tx) => deleteFullBuckets(tx, world.now()));
