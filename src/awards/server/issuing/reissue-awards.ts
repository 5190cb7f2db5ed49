import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import { inChunks, sideBySide, withWorkshop } from './chunks.ts';
import { intendReissues, type Why } from './store-reissue-intents.ts';
import { carryOnTogether } from './resume-batch.ts';
import { type Issuer, issuerOfKey, keysOf } from '../issuers/issuer-store.ts';
import { type SignedByKey, signedByKey, toReissue } from './superseded-store.ts';
import type { Workshop } from './signing-pool.ts';

/** Times what is left is tried again, when places were taken or the key replaced meanwhile. */
const ROUNDS = 12;

/** What a compromised key signed, and what would be signed anew. */
export interface ReissuePlan extends SignedByKey {
	/** The key that would sign; null: there is none, make one first. */
	readonly signsNow: string | null;
}

/** The issuing body of a key that was compromised; throws the common 404, `recognition.key-not-compromised` (409). */
async function issuerOfCompromised(world: World, kid: string): Promise<Issuer> {
	const issuer = await issuerOfKey(world.db.read, kid);
	if (!issuer) throw notFound();
	const key = (await keysOf(world.db.read, issuer.id)).find(({ multikey }) => multikey === kid);
	if (key?.state !== 'compromised') throw new Refusal('recognition.key-not-compromised', { status: 409 });
	return issuer;
}

/** Counts what would be signed anew after a key was compromised; changes nothing. */
export async function reissuePlan(world: World, kid: string): Promise<ReissuePlan> {
	const issuer = await issuerOfCompromised(world, kid);
	const active = (await keysOf(world.db.read, issuer.id)).findLast(({ state }) => state === 'active');
	return { ...(await signedByKey(world.db.read, kid)), signsNow: active?.multikey ?? null };
}

/** What came of signing anew. */
export interface Reissued {
	readonly reissued: number;
	/** Awards whose stored text is not what was signed: never signed anew, to be looked at one by one. */
	readonly altered: readonly string[];
	/** Standing awards of that key still to be signed anew. */
	readonly left: number;
	/** What stopped the rest for now: issuing is halted, the sealing key is away… */
	readonly problem: unknown;
}

async function reissueChunk(
	{ world, workshop, issuer }: { world: World; workshop: Workshop; issuer: Issuer },
	ids: readonly string[],
	why: Why,
	count: { reissued: number; altered: Set<string>; problem: unknown },
): Promise<void> {
	try {
		const { serials, altered } = await intendReissues(world, workshop, issuer, ids, why);
		for (const id of altered) count.altered.add(id);
		for (const led of (await carryOnTogether(world, workshop, serials)).values()) {
			if (led.kind === 'published') count.reissued += 1;
			if (led.kind === 'stopped') count.problem = led.problem;
		}
	} catch (problem) {
		count.problem = problem;
	}
}

/**
 * Signs anew, with the key that signs now, every standing award of a compromised key: same address, same short code, same
 * words, a newer date; what was signed before is kept, and revoked. Many at once, each once whatever happens: stopped or
 * killed, it goes on where it was when asked again. Throws the common 404, `recognition.key-not-compromised` (409).
 */
export async function reissueAwards(world: World, why: Why, given?: Workshop): Promise<Reissued> {
	const issuer = await issuerOfCompromised(world, why.kid);
	const { read } = world.db;
	const count = { reissued: 0, altered: new Set<string>(), problem: undefined as unknown };
	const all = await toReissue(read, why.kid);
	await withWorkshop(
		world,
		all.length,
		async (workshop) => {
			let left = all;
			for (let round = 1; round <= ROUNDS && left.length > 0 && !count.problem; round += 1) {
				await sideBySide(inChunks(left, workshop), workshop, (ids) =>
					reissueChunk({ world, workshop, issuer }, ids, why, count),
				);
				left = (await toReissue(read, why.kid)).filter((id) => !count.altered.has(id));
			}
		},
		given,
	);
	const { standing: left } = await signedByKey(read, why.kid);
	const { reissued, problem } = count;
	const altered = [...count.altered];
	world.log.warn('recognition.reissued', { kid: why.kid, reissued, altered: altered.length, left });
	return { reissued, altered, left, problem: problem ?? null };
}
