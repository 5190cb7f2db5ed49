import { Refusal } from '#platform';
import { type AddressBuckets, addressBuckets, addressGroup, type Taken, type World } from '#platform/server';

/** How many badges one address may verify: generous, since a whole school may share one. */
export const VERIFICATIONS = { burst: 300, perSecond: 2, remembered: 20_000 } as const;
/** How many badges the service verifies for all who ask. */
export const VERIFICATIONS_IN_ALL = { burst: 1500, perSecond: 30, remembered: 1 } as const;

/** The part of the world that shares belong to. */
type Service = Pick<World, 'now' | 'db'>;

const shares = new WeakMap<World['db'], { readonly each: AddressBuckets; readonly all: AddressBuckets }>();

/** What is left of the shares of one service, which its database tells apart. */
function sharesOf({ db }: Service) {
	const known = shares.get(db) ?? {
		each: addressBuckets(VERIFICATIONS),
		all: addressBuckets(VERIFICATIONS_IN_ALL),
	};
	shares.set(db, known);
	return known;
}

/** Counts one verification of a visitor, in memory only; what is left is the smaller of theirs and everybody's. */
export function takeVerification(world: Service, address: string): Taken {
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

/** A verification that computes for longer (ms) counts as several: shares are of work, not of requests. */
const ONE_MS = 25;

/** For whom a thread works, and how what it computed beyond the first verification is counted: to the visitor and to all. */
export const onBehalfOf = (world: Service, visitor: string | undefined) => ({
	whose: visitor === undefined ? undefined : addressGroup(visitor),
	spent: (ms: number) => {
		const more = Math.floor(ms / ONE_MS);
		if (more === 0) return;
		const { each, all } = sharesOf(world);
		if (visitor !== undefined) each.charge(visitor, more, world.now());
		all.charge('', more, world.now());
	},
});

/** The refusal of one verification too many: 429, with the seconds to wait. */
export const tooManyVerifications = ({ wait }: Taken) =>
	new Refusal('recognition.verify-wait', { status: 429, params: { seconds: Math.max(1, wait) } });
