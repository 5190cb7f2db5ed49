import { Refusal } from '#platform';
import type { World } from '#platform/server';
import type { VoidReason } from '../../issuance.ts';
import { splitIntoChunks, runConcurrently, withSigningPool } from './chunks.ts';
import { storeIntents, uniqueKeyOf } from './store-intents.ts';
import { resumeBatch } from './resume-batch.ts';
import { issuanceIdsUnderWayByIssuer } from './issuance-store.ts';
import type { AwardRequest } from './prepare-award.ts';
import type { SigningPool } from './signing-pool.ts';

/**
 * Most attempts to issue a badge, each with a new id: during each, its status entry may be taken or its key
 * replaced.
 */
const ROUNDS = 12;

/** The result for one badge among those requested together in one call of `issueAwards`. */
export type AwardOutcome =
	/** The active award, and whether this very call issued it. */
	| { readonly kind: 'issued'; readonly award: string; readonly now: boolean }
	/**
	 * A halt, a missing key or the database stopped the issuing of the badge for now; it is resumed later, or
	 * when requested again. Also when `mayAsk` threw: then nothing was begun.
	 */
	| { readonly kind: 'waiting'; readonly problem: unknown }
	| { readonly kind: 'not-issued'; readonly reason: VoidReason };

/** Outcomes by index in the requests; requests without one are tried again. */
type Outcomes = Map<number, AwardOutcome>;

async function issueChunk(
	world: World,
	pool: SigningPool,
	chunk: readonly { readonly at: number; readonly request: AwardRequest }[],
	outcomes: Outcomes,
): Promise<void> {
	const all = chunk.map(({ request }) => request);
	try {
		const begun = await storeIntents(world, all[0]!.institution, all);
		const issuances = [...begun.values()].flatMap((one) => ('id' in one ? [one.id] : []));
		const results = await resumeBatch(world, pool, issuances);
		for (const { at, request } of chunk) {
			const one = begun.get(uniqueKeyOf(request));
			if (!one) continue;
			if (one.kind === 'held') {
				outcomes.set(at, { kind: 'issued', award: one.award, now: false });
				continue;
			}
			if (one.kind === 'refused') {
				outcomes.set(at, { kind: 'waiting', problem: one.problem });
				continue;
			}
			if (one.kind === 'nobody') {
				outcomes.set(at, { kind: 'not-issued', reason: 'person-left' });
				continue;
			}
			const found = results.get(one.id);
			if (!found) continue;
			if (found.kind === 'published') outcomes.set(at, { kind: 'issued', award: one.id, now: found.now });
			else if (found.kind === 'stopped') outcomes.set(at, { kind: 'waiting', problem: found.problem });
			// The issuance was another request's, or the key or the e-mail address of the original was just
			// replaced: no outcome yet, so that it is tried again with a new id.
			else if (
				one.kind === 'begun' &&
				!['key-ended', 'held-already', 'original-changed'].includes(found.reason)
			)
				outcomes.set(at, { kind: 'not-issued', reason: found.reason });
		}
	} catch (problem) {
		for (const { at } of chunk) outcomes.set(at, { kind: 'waiting', problem });
	}
}

/**
 * Issues badges, one or many, each exactly once. Each write unit concerns up to fifty badges, linted and
 * signed on worker threads if the world has some, or if there are more than 200. Outcomes are in the order of
 * the requests; what stops one badge is in its outcome, never thrown. A halt takes effect at the next write
 * unit.
 */
export async function issueAwards(
	world: World,
	requests: readonly AwardRequest[],
	given?: SigningPool,
): Promise<readonly AwardOutcome[]> {
	const outcomes: Outcomes = new Map();
	const all = requests.map((request, at) => ({ at, request }));
	await withSigningPool(
		world,
		requests.length,
		async (pool) => {
			for (let round = 1; round <= ROUNDS && outcomes.size < all.length; round += 1) {
				const left = all.filter(({ at }) => !outcomes.has(at));
				const groups = Map.groupBy(left, (one) => one.request.institution);
				const chunks = [...groups.values()].flatMap((group) => splitIntoChunks(group, pool));
				await runConcurrently(chunks, pool, (chunk) => issueChunk(world, pool, chunk, outcomes));
			}
		},
		given,
	);
	const never = {
		kind: 'waiting',
		problem: new Error(`No free status entry or short code after ${ROUNDS} tries.`),
	} as const;
	return all.map(({ at }) => outcomes.get(at) ?? never);
}

/** Numbers of resumed issuances, by how they ended. */
export interface ResumeCounts {
	readonly published: number;
	readonly voided: number;
	/** Issuances that a halt or a missing key still stops. */
	readonly waiting: number;
}

const whyOf = (problem: unknown): string =>
	problem instanceof Refusal ? problem.code : (problem as Error).name;

/**
 * Resumes every issuance that a crash, a halt or a missing key interrupted; called at each start, every hour
 * and after a halt. Issuances that cannot be resumed now are counted and logged, and wait for the next call;
 * nothing is thrown for them.
 */
export async function resumeIssuances(world: World, given?: SigningPool): Promise<ResumeCounts> {
	const count = { published: 0, voided: 0, waiting: 0 };
	const left = await issuanceIdsUnderWayByIssuer(world.db.read);
	const issuers = [...left.values()];
	await withSigningPool(
		world,
		issuers.flat().length,
		(pool) => {
			const chunks = issuers.flatMap((issuances) => splitIntoChunks(issuances, pool));
			return runConcurrently(chunks, pool, async (chunk) => {
				const stops = new Map<string, number>();
				for (const result of (await resumeBatch(world, pool, chunk)).values()) {
					count[result.kind === 'stopped' ? 'waiting' : result.kind] += 1;
					if (result.kind !== 'stopped') continue;
					const why = whyOf(result.problem);
					stops.set(why, (stops.get(why) ?? 0) + 1);
				}
				for (const [why, n] of stops) world.log.warn('recognition.issuance-waiting', { why, count: n });
			});
		},
		given,
	);
	if (count.published + count.voided + count.waiting > 0) world.log.info('recognition.resumed', { ...count });
	return count;
}
