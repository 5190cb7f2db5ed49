import { Refusal } from '#platform';
import type { World } from '#platform/server';
import type { VoidReason } from '../../issuance.ts';
import { activeKey } from './unique-key.ts';
import { inChunks, sideBySide, withWorkshop } from './chunks.ts';
import { intendTogether, namedWanted } from './store-intents.ts';
import { carryOnTogether } from './resume-batch.ts';
import { underWayByIssuer } from './issuance-store.ts';
import type { ToAward } from './prepare-award.ts';
import type { Workshop } from './signing-pool.ts';

/** Times a badge is begun anew, under another serial, when its place was taken or its key replaced meanwhile. */
const ROUNDS = 12;

/** What came of one badge of a batch. */
export type AwardOutcome =
	/** The award that stands, and whether this very call gave it. */
	| { readonly kind: 'issued'; readonly award: string; readonly now: boolean }
	/** Stopped for now by a halt, the key away, the database. What was begun waits: it is resumed, or asked for again. */
	| { readonly kind: 'waiting'; readonly problem: unknown }
	| { readonly kind: 'not-issued'; readonly reason: VoidReason };

/** Outcomes of one round, by place in what was wanted; a missing one is to be tried again. */
type Outcomes = Map<number, AwardOutcome>;

async function issueChunk(
	world: World,
	workshop: Workshop,
	chunk: readonly { readonly at: number; readonly wanted: ToAward }[],
	outcomes: Outcomes,
): Promise<void> {
	const all = chunk.map(({ wanted }) => wanted);
	try {
		const begun = await intendTogether(world, all[0]!.institution, all);
		const serials = [...begun.values()].flatMap((one) => ('id' in one ? [one.id] : []));
		const led = await carryOnTogether(world, workshop, serials);
		for (const { at, wanted } of chunk) {
			const one = begun.get(activeKey(namedWanted(wanted)));
			if (!one) continue;
			if (one.kind === 'held') {
				outcomes.set(at, { kind: 'issued', award: one.award, now: false });
				continue;
			}
			if (one.kind === 'nobody') {
				outcomes.set(at, { kind: 'not-issued', reason: 'person-left' });
				continue;
			}
			const found = led.get(one.id);
			if (!found) continue;
			if (found.kind === 'published') outcomes.set(at, { kind: 'issued', award: one.id, now: found.now });
			else if (found.kind === 'stopped') outcomes.set(at, { kind: 'waiting', problem: found.problem });
			// Somebody else's that came to nothing, a key just replaced: begun anew, under another serial.
			else if (one.kind === 'begun' && !['key-ended', 'held-already'].includes(found.reason))
				outcomes.set(at, { kind: 'not-issued', reason: found.reason });
		}
	} catch (problem) {
		for (const { at } of chunk) outcomes.set(at, { kind: 'waiting', problem });
	}
}

/**
 * Issues badges to people, many at once, each once whatever happens: through the same steps as one at a time, a few dozen
 * in each write unit; above 200, linted and signed by other threads. What came of each, in the order given; never throws
 * for one of them. A halt stops what is not yet written, at the next unit.
 */
export async function issueAwards(
	world: World,
	wanted: readonly ToAward[],
	given?: Workshop,
): Promise<readonly AwardOutcome[]> {
	const outcomes: Outcomes = new Map();
	const all = wanted.map((one, at) => ({ at, wanted: one }));
	await withWorkshop(
		world,
		wanted.length,
		async (workshop) => {
			for (let round = 1; round <= ROUNDS && outcomes.size < all.length; round += 1) {
				const left = all.filter(({ at }) => !outcomes.has(at));
				const groups = Map.groupBy(left, (one) => one.wanted.institution);
				const chunks = [...groups.values()].flatMap((group) => inChunks(group, workshop));
				await sideBySide(chunks, workshop, (chunk) => issueChunk(world, workshop, chunk, outcomes));
			}
		},
		given,
	);
	const never = { kind: 'waiting', problem: new Error('No free status entry or short code.') } as const;
	return all.map(({ at }) => outcomes.get(at) ?? never);
}

/** How many issuances were led where. */
export interface Resumed {
	readonly published: number;
	readonly voided: number;
	/** What waits: issuing is halted, or the key is away. */
	readonly waiting: number;
}

const whyOf = (problem: unknown): string =>
	problem instanceof Refusal ? problem.code : (problem as Error).name;

/**
 * Carries on everything that a crash, a halt or a missing key left under way; for each start of the service, and after a
 * halt. What cannot go on now waits for the next time; never throws for it.
 */
export async function resumeIssuances(world: World, given?: Workshop): Promise<Resumed> {
	const count = { published: 0, voided: 0, waiting: 0 };
	const left = await underWayByIssuer(world.db.read);
	const issuers = [...left.values()];
	await withWorkshop(
		world,
		issuers.flat().length,
		(workshop) => {
			const chunks = issuers.flatMap((serials) => inChunks(serials, workshop));
			return sideBySide(chunks, workshop, async (chunk) => {
				const stops = new Map<string, number>();
				for (const led of (await carryOnTogether(world, workshop, chunk)).values()) {
					count[led.kind === 'stopped' ? 'waiting' : led.kind] += 1;
					if (led.kind !== 'stopped') continue;
					const why = whyOf(led.problem);
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
