import { Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { type Issuance, ISSUANCE_STEPS, type IssuanceStep } from '../../issuance.ts';
import { type BatchContext, lintOrSign } from './lint-or-sign.ts';
import { type IssuanceResult, resumeIssuance, voidWithReason } from './resume-issuance.ts';
import { advance, advanceAll, issuancesByIds, stillAt } from './issuance-store.ts';
import { LintFault } from './issuance-text.ts';
import { isActiveKey, issuerOf } from '../issuers/issuer-store.ts';
import { activeKeyOf } from '../issuers/issuers.ts';
import { mustBeIssuing } from './issuing-halt.ts';
import { publishIssuances } from './publish-issuance.ts';
import { signedText } from './signed-issuance.ts';
import type { SigningPool } from './signing-pool.ts';

/** How an issuance of a batch ended; `stopped`: it stays at its step, for the reason in `problem`. */
export type BatchResult = IssuanceResult | { readonly kind: 'stopped'; readonly problem: unknown };

/** A batch in progress, and the ids that this very call published. */
interface RunningBatch extends BatchContext {
	readonly published: Set<string>;
}

/** One write unit for the issuances that are still at the step they were read at. Throws `recognition.issuing-halted` (503). */
async function writeUnmoved(
	{ world, issuer }: RunningBatch,
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

async function lintAll(batch: RunningBatch, group: readonly Issuance[]): Promise<void> {
	const sound = await lintOrSign(batch, group, null);
	const { world } = batch;
	await writeUnmoved(
		batch,
		sound.map(({ issuance }) => issuance),
		(tx, still) =>
			advanceAll(
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
			// The key was ended while it signed: store nothing, the next round voids them.
			if (!(await isActiveKey(tx, issuer.id, key.multikey))) return;
			const at = world.now();
			for (const { id } of still)
				await advance(tx, id, { from: 'linted', to: 'signed', at, proof: proofs.get(id)! });
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

/** What advances a group from each step but the last. */
const STEPS: Readonly<
	Record<
		Exclude<IssuanceStep, 'published'>,
		(batch: RunningBatch, group: readonly Issuance[]) => Promise<void>
	>
> = { intended: lintAll, linted: signAll, signed: publishAll };

const resultOf = ({ published }: RunningBatch, one: Issuance): BatchResult | undefined => {
	if (one.voided !== null) return { kind: 'voided', reason: one.voided };
	return one.step === 'published' ? { kind: 'published', now: published.has(one.id) } : undefined;
};

/** Advances the group that is furthest behind by one step, until every issuance is published or voided. */
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

/** Whether a problem stops every issuance alike: a halt, or a missing key. */
const stopsWholeBatch = (problem: unknown) => problem instanceof Refusal && problem.status === 503;

/** Resumes issuances of one issuer. What stops them is returned, not thrown. */
async function resumeOneIssuer(
	context: BatchContext,
	ids: readonly string[],
): Promise<ReadonlyMap<string, BatchResult>> {
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
	const outcome = new Map<string, BatchResult>();
	for (const one of await issuancesByIds(world.db.read, ids)) {
		const ended = resultOf(batch, one);
		const alone = ids.length > 1 && !stopsWholeBatch(stop);
		if (ended) outcome.set(one.id, ended);
		else if (!alone) outcome.set(one.id, { kind: 'stopped', problem: stop });
		else {
			const result = resumeIssuance(world, one.id);
			outcome.set(one.id, await result.catch((problem: unknown) => ({ kind: 'stopped', problem }) as const));
		}
	}
	return outcome;
}

/**
 * Resumes issuances together, through the same steps as one: each step is stored before the next begins, and reads the
 * stored text again. After a failure that is no halt, each goes on alone, so that one faulty badge blocks no other. Results
 * by issuance id; what stopped one is in its result, never thrown.
 */
export async function resumeBatch(
	world: World,
	pool: SigningPool,
	ids: readonly string[],
): Promise<ReadonlyMap<string, BatchResult>> {
	const all = await issuancesByIds(world.db.read, ids);
	const outcome = new Map<string, BatchResult>();
	for (const [id, group] of Map.groupBy(all, ({ issuer }) => issuer)) {
		const issuer = await issuerOf(world.db.read, id);
		const own = group.map((one) => one.id);
		for (const [serial, one] of await resumeOneIssuer({ world, pool, issuer }, own)) outcome.set(serial, one);
	}
	return outcome;
}
