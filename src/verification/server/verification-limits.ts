import { Refusal } from '#platform';
import {
	type AddressBuckets,
	addressBuckets,
	addressGroup,
	type RateLimitResult,
	type World,
} from '#platform/server';

/**
 * Rate limit of verifications from one IP address (300 at once, then 2 per second): generous, since a whole
 * school may share an address.
 */
export const VERIFICATION_LIMIT_PER_ADDRESS = { burst: 300, perSecond: 2, remembered: 20_000 } as const;
/** Rate limit of verifications for all visitors together: 1,500 at once, then 30 per second. */
export const VERIFICATION_LIMIT_IN_ALL = { burst: 1500, perSecond: 30, remembered: 1 } as const;

/** The part of `World` that identifies a service and gives the time. */
type Service = Pick<World, 'now' | 'db'>;

const shares = new WeakMap<World['db'], { readonly each: AddressBuckets; readonly all: AddressBuckets }>();

/** The rate limiters of one service, which its database identifies. */
function sharesOf({ db }: Service) {
	const known = shares.get(db) ?? {
		each: addressBuckets(VERIFICATION_LIMIT_PER_ADDRESS),
		all: addressBuckets(VERIFICATION_LIMIT_IN_ALL),
	};
	shares.set(db, known);
	return known;
}

/**
 * Counts one verification of a visitor's IP address, in memory only, and tells whether it is allowed. `left`
 * is the smaller of what remains for the visitor and for everybody together.
 */
export function countVerification(world: Service, address: string): RateLimitResult {
	const { each, all } = sharesOf(world);
	const mine = each(address, world.now());
	if (!mine.allowed) return mine;
	const everybody = all('', world.now());
	return {
		allowed: everybody.allowed,
		left: Math.min(mine.left, everybody.left),
		wait: Math.max(mine.wait, everybody.wait),
	};
}

/** Computing time, in milliseconds, that counts as one more verification. */
const MS_PER_VERIFICATION = 25;

/**
 * Options of a job on a thread: whose it is in the queue (`whose`), and the callback that charges its
 * computing time to the visitor's limit and to the limit for all (`spent`).
 */
export const visitorJobOptions = (world: Service, visitor: string | undefined) => ({
	whose: visitor === undefined ? undefined : addressGroup(visitor),
	spent: (ms: number) => {
		const more = Math.floor(ms / MS_PER_VERIFICATION);
		if (more === 0) return;
		const { each, all } = sharesOf(world);
		if (visitor !== undefined) each.charge(visitor, more, world.now());
		all.charge('', more, world.now());
	},
});

/** The refusal of a verification beyond the rate limit: 429, with the seconds to wait. */
export const verificationLimitRefusal = ({ wait }: RateLimitResult) =>
	new Refusal('recognition.verify-wait', { status: 429, params: { seconds: Math.max(1, wait) } });
