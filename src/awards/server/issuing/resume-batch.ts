import { Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { type Issuance, ISSUANCE_STEPS, type IssuanceStep, type VoidReason } from '../../issuance.ts';
import { type BatchContext, lintOrSign } from './lint-or-sign.ts';
import { advanceIssuance, advanceIssuances, issuancesByIds, idsStillAtStep } from './issuance-store.ts';
import { LintFault } from './issuance-text.ts';
import { isActiveKey, mustFindIssuer } from '../issuers/issuer-store.ts';
import { activeKeyOf } from '../issuers/issuers.ts';
import { mustBeIssuing } from './issuing-halt.ts';
import { publishIssuances } from './publish-issuance.ts';
import { signedText } from './signed-issuance.ts';
import type { SigningPool } from './signing-pool.ts';
import { voidWithReason } from './void-issuance.ts';

/**
 * How a resumed issuance ended. `stopped`: it stays at its step, for the reason in `problem`, to be resumed
 * later.
 */
export type IssuanceResult =
	| { readonly kind: 'published'; /** Whether this very call published it. */ readonly now: boolean }
	| { readonly kind: 'voided'; readonly reason: VoidReason }
	| { readonly kind: 'stopped'; readonly problem: unknown };

/** A batch of issuances in progress, and the ids that this very call published. */
interface RunningBatch extends BatchContext {
	readonly published: Set<string>;
}

/**
 * Runs a write unit with those issuances of a group that are still at the step at which they were read.
 * Throws `recognition.issuing-halted` (503).
 */
async function writeUnmoved(
	{ world, issuer }: RunningBatch,
	group: readonly Issuance[],
	work: (tx: Queries, still: readonly Issuance[]) => Promise<void>,
): Promise<void> {
	const [first] = group;
	if (!first) return;
	await world.db.write(async (tx) => {
		const ids = await idsStillAtStep(
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

async function lintAll(batch: RunningBatch, group: readonly Issuance[]): Promise<void> {
	const sound = await lintOrSign(batch, group, null);
	const { world } = batch;
	await writeUnmoved(
		batch,
		sound.map(({ issuance }) => issuance),
		(tx, still) =>
			advanceIssuances(
				tx,
				still.map(({ id }) => id),
				{ from: 'intended', to: 'linted', at: world.now() },
			),
	);
}

async function signAll(batch: RunningBatch, group: readonly Issuance[]): Promise<void> {
	const { world, issuer } = batch;
	const key = await activeKeyOf(world, issuer);
	const own = group.filter(({ kid }) => kid === key.multikey);
	const others = group.filter(({ kid }) => kid !== key.multikey);
	for (const { id } of others) await voidWithReason(world, id, 'key-ended', 'its key is no longer active');
	if (own.length === 0) return;
	const sound = await lintOrSign(batch, own, key);
	const proofs = new Map(sound.map(({ issuance, proof }) => [issuance.id, proof]));
	await writeUnmoved(
		batch,
		sound.map(({ issuance }) => issuance),
		async (tx, still) => {
			// The key ended during signing: nothing is stored, and the next round voids these issuances.
			if (!(await isActiveKey(tx, issuer.id, key.multikey))) return;
			const at = world.now();
			for (const { id } of still)
				await advanceIssuance(tx, id, { from: 'linted', to: 'signed', at, proof: proofs.get(id)! });
		},
	);
}

async function publishAll(batch: RunningBatch, group: readonly Issuance[]): Promise<void> {
	const { world, published } = batch;
	const texts = new Map<string, string>();
	for (const issuance of group) {
		try {
			texts.set(issuance.id, signedText(issuance));
		} catch (problem) {
			if (!(problem instanceof LintFault)) throw problem;
			await voidWithReason(world, issuance.id, problem.altered ? 'altered' : 'lint-refused', problem.message);
		}
	}
	const ready = group.filter(({ id }) => texts.has(id));
	let ended: Awaited<ReturnType<typeof publishIssuances>> = new Map();
	let done: readonly string[] = [];
	await writeUnmoved(batch, ready, async (tx, still) => {
		ended = await publishIssuances(
			tx,
			world,
			still.map((issuance) => ({ issuance, text: texts.get(issuance.id)! })),
		);
		done = still.map(({ id }) => id).filter((id) => !ended.has(id));
	});
	for (const id of done) published.add(id);
	for (const [id, reason] of ended) await voidWithReason(world, id, reason, 'it could not be published');
}

/** The function that moves a group of issuances one step further, for each step but the last. */
const STEPS: Readonly<
	Record<
		Exclude<IssuanceStep, 'published'>,
		(batch: RunningBatch, group: readonly Issuance[]) => Promise<void>
	>
> = { intended: lintAll, linted: signAll, signed: publishAll };

const resultOf = ({ published }: RunningBatch, one: Issuance): IssuanceResult | undefined => {
	if (one.voided !== null) return { kind: 'voided', reason: one.voided };
	return one.step === 'published' ? { kind: 'published', now: published.has(one.id) } : undefined;
};

/**
 * Moves the issuances that are furthest behind one step further, again and again, until every one is
 * published or voided.
 */
async function runToTheEnd(batch: RunningBatch, ids: readonly string[]): Promise<void> {
	for (;;) {
		// Yield, so that other requests are answered between two steps.
		await new Promise((resolve) => setImmediate(resolve));
		const all = await issuancesByIds(batch.world.db.read, ids);
		const open = all.filter((one) => resultOf(batch, one) === undefined);
		const step = ISSUANCE_STEPS.find((one) => open.some((issuance) => issuance.step === one));
		if (step === undefined || step === 'published') return;
		await STEPS[step](
			batch,
			open.filter((one) => one.step === step),
		);
	}
}

/** Returns whether a problem stops every issuance of a batch alike: a halt, or a missing key. */
const stopsWholeBatch = (problem: unknown) => problem instanceof Refusal && problem.status === 503;

/** Resumes the issuances of one issuer. What stops them is returned, not thrown. */
async function resumeOneIssuer(
	context: BatchContext,
	ids: readonly string[],
): Promise<ReadonlyMap<string, IssuanceResult>> {
	const { world } = context;
	const batch = { ...context, published: new Set<string>() };
	let stop: unknown;
	try {
		await runToTheEnd(batch, ids);
	} catch (problem) {
		stop = problem;
		// The error's name only: a message may hold personal data.
		if (!stopsWholeBatch(problem))
			world.log.warn('recognition.batch-failed', { error: (problem as Error).name });
	}
	const outcome = new Map<string, IssuanceResult>();
	for (const one of await issuancesByIds(world.db.read, ids)) {
		const ended = resultOf(batch, one);
		if (ended) outcome.set(one.id, ended);
		else if (ids.length === 1 || stopsWholeBatch(stop))
			outcome.set(one.id, { kind: 'stopped', problem: stop });
		else for (const [id, result] of await resumeOneIssuer(context, [one.id])) outcome.set(id, result);
	}
	return outcome;
}

/**
 * Resumes issuances, one or many, from their stored step until each is published or voided. Each step is
 * stored before the next begins, and reads the stored text again. Safe to repeat and to call concurrently,
 * since the stored text, date and key give the same signature. After a failure other than a halt, each
 * issuance continues alone, so that one faulty badge blocks no other. Results are by issuance id; what
 * stopped an issuance is in its result, never thrown.
 */
export async function resumeBatch(
	world: World,
	pool: SigningPool,
	ids: readonly string[],
): Promise<ReadonlyMap<string, IssuanceResult>> {
	const all = await issuancesByIds(world.db.read, ids);
	const outcome = new Map<string, IssuanceResult>();
	for (const [id, group] of Map.groupBy(all, ({ issuer }) => issuer)) {
		const issuer = await mustFindIssuer(world.db.read, id);
		const own = group.map((one) => one.id);
		for (const [issuance, result] of await resumeOneIssuer({ world, pool, issuer }, own))
			outcome.set(issuance, result);
	}
	return outcome;
}
