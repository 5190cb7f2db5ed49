import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import { splitIntoChunks, runConcurrently, withSigningPool } from './chunks.ts';
import { storeReissueIntents, type ReissueRequest } from './store-reissue-intents.ts';
import { resumeBatch } from './resume-batch.ts';
import { type Issuer, issuerOfKey, badgeKeysOf } from '../issuers/issuer-store.ts';
import { type SignedAwardCounts, countSignedAwardsByState, reissuableAwardIds } from './superseded-store.ts';
import type { SigningPool } from './signing-pool.ts';

/**
 * Most rounds of signing the awards that are left: during each, a status entry may be taken by another badge
 * or the key replaced.
 */
const MOST_ROUNDS = 12;

/** What a compromised key signed, and with which key it would be signed again. */
export interface ReissuePlan extends SignedAwardCounts {
	/** The active key that would sign, as multikey; null if there is none and one must be made first. */
	readonly signsNow: string | null;
}

/**
 * Returns the issuer of a compromised key. Throws not-found (404) for an unknown key, and
 * `recognition.key-not-compromised` (409) for any other.
 */
async function issuerOfCompromised(world: World, kid: string): Promise<Issuer> {
	const issuer = await issuerOfKey(world.db.read, kid);
	if (!issuer) throw notFound();
	const key = (await badgeKeysOf(world.db.read, issuer.id)).find(({ multikey }) => multikey === kid);
	if (key?.state !== 'compromised') throw new Refusal('recognition.key-not-compromised', { status: 409 });
	return issuer;
}

/**
 * Counts the awards that a compromised key signed, by state, before they are signed again. Changes nothing.
 * Throws as `reissueAwards` does.
 */
export async function reissuePlan(world: World, kid: string): Promise<ReissuePlan> {
	const issuer = await issuerOfCompromised(world, kid);
	const active = (await badgeKeysOf(world.db.read, issuer.id)).findLast(({ state }) => state === 'active');
	return {
		...(await countSignedAwardsByState(world.db.read, kid, world.now())),
		signsNow: active?.multikey ?? null,
	};
}

/** The result of signing the awards of a compromised key again. */
export interface ReissueResult {
	readonly reissued: number;
	/**
	 * Ids of awards whose stored text is not the one that was signed. They are never signed again, and must
	 * be examined one by one.
	 */
	readonly altered: readonly string[];
	/** Number of active awards of that key still to be signed again. */
	readonly left: number;
	/** What stopped the remaining awards, such as a halt or a missing sealing key; null if nothing did. */
	readonly problem: unknown;
}

async function reissueChunk(
	{ world, pool, issuer }: { world: World; pool: SigningPool; issuer: Issuer },
	ids: readonly string[],
	why: ReissueRequest,
	count: { reissued: number; altered: Set<string>; problem: unknown },
): Promise<void> {
	try {
		const { issuances, altered } = await storeReissueIntents(world, pool, issuer, ids, why);
		for (const id of altered) count.altered.add(id);
		for (const result of (await resumeBatch(world, pool, issuances)).values()) {
			if (result.kind === 'published') count.reissued += 1;
			if (result.kind === 'stopped') count.problem = result.problem;
		}
	} catch (problem) {
		count.problem = problem;
	}
}

/**
 * Signs every active award of a compromised key again, with the active key: same address, short code and
 * content, a newer date. The earlier signed text is stored, and its status entry revoked. Each award is
 * signed exactly once: after a crash, the next call resumes. Throws not-found (404) for an unknown key, and
 * `recognition.key-not-compromised` (409).
 */
export async function reissueAwards(
	world: World,
	why: ReissueRequest,
	given?: SigningPool,
): Promise<ReissueResult> {
	const issuer = await issuerOfCompromised(world, why.kid);
	const { read } = world.db;
	const count = { reissued: 0, altered: new Set<string>(), problem: undefined as unknown };
	const all = await reissuableAwardIds(read, why.kid, world.now());
	await withSigningPool(
		world,
		all.length,
		async (pool) => {
			let left = all;
			for (let round = 1; round <= MOST_ROUNDS && left.length > 0 && !count.problem; round += 1) {
				await runConcurrently(splitIntoChunks(left, pool), pool, (ids) =>
					reissueChunk({ world, pool, issuer }, ids, why, count),
				);
				left = (await reissuableAwardIds(read, why.kid, world.now())).filter((id) => !count.altered.has(id));
			}
		},
		given,
	);
	const { active: left } = await countSignedAwardsByState(read, why.kid, world.now());
	const { reissued, problem } = count;
	const altered = [...count.altered];
	world.log.warn('recognition.reissued', { kid: why.kid, reissued, altered: altered.length, left });
	return { reissued, altered, left, problem: problem ?? null };
}
