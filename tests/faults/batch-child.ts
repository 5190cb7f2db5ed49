/**
 * One process that issues the batches of a plan and suffers their faults, many badges at once on threads of its own:
 * `node batch-child.js PLAN LEDGER`. It begins as the service does, by carrying on what is under way.
 */
import type { Worker } from 'node:worker_threads';
import type { World } from '#platform/server';
import { issueAwards, resumeIssuances } from '#awards/server';
import { wantedFor } from '../recognised/many.ts';
import { openSigningPool } from '../../src/awards/server/issuing/signing-pool.ts';
import { worldAtStep } from './at-step.ts';
import type { Batch } from './issuing-plan.ts';
import { sufferer } from './suffering.ts';

const threads = new Set<Worker>();
const { plan, world, note, killed, next, has, suffer } = sufferer<Batch>(threads);

const open = () =>
	openSigningPool(2, {
		seen(thread) {
			threads.add(thread);
			thread.once('exit', () => threads.delete(thread));
		},
	});

/** Issues a batch; throws what stopped some of it. */
async function issue(inWorld: World, { people, institution, badge }: Batch): Promise<void> {
	const wanted = people.map((person) => wantedFor(inWorld, person, institution, { badge }));
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
	// One in two is asked for again at once; the others wait for the next start.
	if (met && n % 2 === 0) await issue(world, batch);
	note('done', { n });
}
await resumeIssuances(world);
// What was stopped before anything of it was stored is asked for again.
for (const batch of plan) if ((await missing(batch)).length > 0) await issue(world, batch);
await world.db.close();
