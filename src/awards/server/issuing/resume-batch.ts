import { Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { type Issuance, ISSUANCE_STEPS, type IssuanceStep } from '../../issuance.ts';
import { type Bench, lintOrSign } from './lint-or-sign.ts';
import { type Carried, carryOn, endWithout } from './resume-issuance.ts';
import { advance, advanceAll, issuancesByIds, stillAt } from './issuance-store.ts';
import { LintFault } from './issuance-text.ts';
import { isActiveKey, issuerOf } from '../issuers/issuer-store.ts';
import { activeKeyOf } from '../issuers/issuers.ts';
import { mustBeIssuing } from './issuing-halt.ts';
import { give } from './publish-issuance.ts';
import { signedText } from './signed-issuance.ts';
import type { Workshop } from './signing-pool.ts';

/** Where an issuance of a batch was led; `stopped`: it waits where it is, and why. */
export type Led = Carried | { readonly kind: 'stopped'; readonly problem: unknown };

/** A batch on its way: what it is done with, and what it published itself. */
interface Batch extends Bench {
	readonly published: Set<string>;
}

/** One write unit for those that stand where they stood; a halt is read in it each time. */
async function unit(
	{ world, issuer }: Batch,
	group: readonly Issuance[],
	work: (tx: Queries, still: readonly Issuance[]) => Promise<void>,
): Promise<void> {
	const [first] = group;
	if (!first) return;
	await world.db.write(async (tx) => {
		const ids = await stillAt(
			tx,
			group.map(({ id }) => id),
			first.step,
		);
		await mustBeIssuing(tx, issuer.institution);
		await work(
			tx,
			group.filter(({ id }) => ids.has(id)),
		);
	});
}

async function lintAll(batch: Batch, group: readonly Issuance[]): Promise<void> {
	const sound = await lintOrSign(batch, group, null);
	const { world } = batch;
	await unit(
		batch,
		sound.map(({ one }) => one),
		(tx, still) =>
			advanceAll(
				tx,
				still.map(({ id }) => id),
				{ from: 'intended', to: 'linted', at: world.now() },
			),
	);
}

async function signAll(batch: Batch, group: readonly Issuance[]): Promise<void> {
	const { world, issuer } = batch;
	const key = await activeKeyOf(world, issuer);
	const own = group.filter(({ kid }) => kid === key.multikey);
	const others = group.filter(({ kid }) => kid !== key.multikey);
	for (const { id } of others) await endWithout(world, id, 'key-ended', 'its key signs no more');
	if (own.length === 0) return;
	const sound = await lintOrSign(batch, own, key);
	const proofs = new Map(sound.map(({ one, proof }) => [one.id, proof]));
	await unit(
		batch,
		sound.map(({ one }) => one),
		async (tx, still) => {
			// Ended while it signed: nothing of it is stored, the next look ends them.
			if (!(await isActiveKey(tx, issuer.id, key.multikey))) return;
			const at = world.now();
			for (const { id } of still)
				await advance(tx, id, { from: 'linted', to: 'signed', at, proof: proofs.get(id)! });
		},
	);
}

async function publishAll(batch: Batch, group: readonly Issuance[]): Promise<void> {
	const { world, published } = batch;
	const texts = new Map<string, string>();
	for (const one of group) {
		try {
			texts.set(one.id, signedText(one));
		} catch (problem) {
			if (!(problem instanceof LintFault)) throw problem;
			await endWithout(world, one.id, problem.altered ? 'altered' : 'lint-refused', problem.message);
		}
	}
	const ready = group.filter(({ id }) => texts.has(id));
	let ended: Awaited<ReturnType<typeof give>> = new Map();
	let given: readonly string[] = [];
	await unit(batch, ready, async (tx, still) => {
		ended = await give(
			tx,
			world,
			still.map((one) => ({ one, text: texts.get(one.id)! })),
		);
		given = still.map(({ id }) => id).filter((id) => !ended.has(id));
	});
	for (const id of given) published.add(id);
	for (const [id, reason] of ended) await endWithout(world, id, reason, 'it could not be given');
}

/** What takes a group on from each step that is not the last. */
const TOGETHER: Readonly<
	Record<Exclude<IssuanceStep, 'published'>, (batch: Batch, group: readonly Issuance[]) => Promise<void>>
> = { intended: lintAll, linted: signAll, signed: publishAll };

const led = ({ published }: Batch, one: Issuance): Led | undefined => {
	if (one.voided !== null) return { kind: 'voided', reason: one.voided };
	return one.step === 'published' ? { kind: 'published', now: published.has(one.id) } : undefined;
};

/** Takes the group that is furthest behind one step on, until all have ended. */
async function toTheEnd(batch: Batch, ids: readonly string[]): Promise<void> {
	for (;;) {
		// What is asked of this thread meanwhile is answered between two steps.
		await new Promise((resolve) => setImmediate(resolve));
		const all = await issuancesByIds(batch.world.db.read, ids);
		const open = all.filter((one) => led(batch, one) === undefined);
		const step = ISSUANCE_STEPS.find((one) => open.some((issuance) => issuance.step === one));
		if (step === undefined || step === 'published') return;
		await TOGETHER[step](
			batch,
			open.filter((one) => one.step === step),
		);
	}
}

/** Whether it stops every issuance alike: a halt, the key away. */
const stopsAll = (problem: unknown) => problem instanceof Refusal && problem.status === 503;

/** Takes issuances of one issuing body to their end; what stops them is said, not thrown. */
async function carryOnAtBench(bench: Bench, ids: readonly string[]): Promise<ReadonlyMap<string, Led>> {
	const { world } = bench;
	const batch = { ...bench, published: new Set<string>() };
	let stop: unknown;
	try {
		await toTheEnd(batch, ids);
	} catch (problem) {
		stop = problem;
		// The name of a fault, never its message.
		if (!stopsAll(problem)) world.log.warn('recognition.batch-failed', { error: (problem as Error).name });
	}
	const outcome = new Map<string, Led>();
	for (const one of await issuancesByIds(world.db.read, ids)) {
		const ended = led(batch, one);
		const alone = ids.length > 1 && !stopsAll(stop);
		if (ended) outcome.set(one.id, ended);
		else if (!alone) outcome.set(one.id, { kind: 'stopped', problem: stop });
		else {
			const carried = carryOn(world, one.id);
			outcome.set(one.id, await carried.catch((problem: unknown) => ({ kind: 'stopped', problem }) as const));
		}
	}
	return outcome;
}

/**
 * Takes issuances from where they stand to their end, together, through the same steps as one: each stored before the
 * next begins, the text read again from what is stored. Where something fails that is no halt, each goes on alone, so that
 * none stands in the way of the others. Never throws for what stopped one: it says so.
 */
export async function carryOnTogether(
	world: World,
	workshop: Workshop,
	ids: readonly string[],
): Promise<ReadonlyMap<string, Led>> {
	const all = await issuancesByIds(world.db.read, ids);
	const outcome = new Map<string, Led>();
	for (const [id, group] of Map.groupBy(all, ({ issuer }) => issuer)) {
		const issuer = await issuerOf(world.db.read, id);
		const own = group.map((one) => one.id);
		for (const [serial, one] of await carryOnAtBench({ world, workshop, issuer }, own))
			outcome.set(serial, one);
	}
	return outcome;
}
