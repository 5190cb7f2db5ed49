/**
 * The program of a process that issues the batches of a plan, many badges at once on threads of its own,
 * while the plan's faults strike it: `node batch-child.js PLAN LEDGER`. Like the service, it starts by
 * resuming the issuances under way.
 */
import type { Worker } from 'node:worker_threads';
import type { World } from '#platform/server';
import { issueAwards, resumeIssuances } from '#awards/server';
import { awardRequestFor } from '../recognised/many.ts';
import { openSigningPool } from '../../src/awards/server/issuing/signing-pool.ts';
import { worldAtStep } from './at-step.ts';
import type { Batch } from './issuing-plan.ts';
import { openFaultyProcess } from './faulty-process.ts';

const threads = new Set<Worker>();
const { plan, world, note, killed, next, has, suffer } = await openFaultyProcess<Batch>(threads);

const open = () =>
	openSigningPool(2, {
		seen(thread) {
			threads.add(thread);
			thread.once('exit', () => threads.delete(thread));
		},
	});

/** Issues all badges of a batch; throws the problem of any badge that was stopped or not issued. */
async function issue(inWorld: World, { people, institution, badge }: Batch): Promise<void> {
	const wanted = people.map((person) => awardRequestFor(inWorld, person, institution, { badge }));
	const pool = open();
	const outcomes = await issueAwards(inWorld, wanted, pool);
	await pool.close();
	for (const one of outcomes) {
		if (one.kind === 'waiting') throw one.problem;
		if (one.kind === 'not-issued') throw new Error(`A badge was not issued: ${one.reason}.`);
	}
}

const missing = async ({ people, badge }: Batch) => {
	const held = await Promise.all(people.map((person) => has(person, badge)));
	return people.filter((_, at) => !held[at]);
};

const pool = open();
const resumed = await resumeIssuances(world, pool);
await pool.close();
note('start', { resumed });
if (killed !== undefined) {
	const batch = plan[killed] as Batch;
	const left = (await missing(batch)).length;
	note(`killed-${left === 0 ? 'carried-on' : 'not-begun'}`, { n: killed });
	await issue(world, batch);
}
for (let n = next; n < plan.length; n += 1) {
	const batch = plan[n] as Batch;
	const { fault } = batch;
	const met = fault
		? await suffer(n, fault, (hooks) => issue(worldAtStep(world, hooks), batch))
		: (await issue(world, batch), false);
	// Every second batch that met a fault is issued again at once; the others wait for the next start.
	if (met && n % 2 === 0) await issue(world, batch);
	note('done', { n });
}
await resumeIssuances(world);
// Badges that were stopped before anything was stored are issued again.
for (const batch of plan) if ((await missing(batch)).length > 0) await issue(world, batch);
await world.db.close();
