/**
 * The program of a process that issues the badges of a plan one at a time, while the plan's faults strike it:
 * `node issuing-child.js PLAN LEDGER`. Like the service, it starts by resuming the issuances under way; then
 * it takes the plan from the first item that the ledger does not name.
 */
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { decide, awardBadgesByRule } from '#applications/server';
import { resumeIssuances } from '#awards/server';
import { worldAtStep } from './at-step.ts';
import type { Item } from './issuing-plan.ts';
import { openFaultyProcess } from './faulty-process.ts';

const { plan, world, note, killed, next, has, suffer } = await openFaultyProcess<Item>();

async function issue(inWorld: World, { person, decision }: Item): Promise<void> {
	if (!decision) return void (await awardBadgesByRule(inWorld, person, 'fr'));
	const { adviser, application, key } = decision;
	await decide(inWorld, adviser, application, {
		decision: 'accept',
		level: 'intermediate',
		reason: 'Belle démarche.',
		key,
	});
}

const resumed = await resumeIssuances(world);
note('start', { resumed });
if (killed !== undefined) {
	const item = plan[killed] as Item;
	note(`killed-${(await has(item.person, item.badge)) ? 'carried-on' : 'not-begun'}`, { n: killed });
	// The person tries again, whatever became of the first try: the same form with the same key.
	await issue(world, item);
}
for (let n = next; n < plan.length; n += 1) {
	const item = plan[n] as Item;
	const { fault } = item;
	try {
		const met = fault
			? await suffer(n, fault, (hooks) => issue(worldAtStep(world, hooks), item))
			: (await issue(world, item), false);
		// Every second item that met a fault is issued again at once; the others wait for the next start.
		if (met && n % 2 === 0) await issue(world, item);
	} catch (problem) {
		// Another process issued this badge first, which is expected when several compete.
		if (!(problem instanceof Refusal) || problem.code !== 'recognition.already-decided') throw problem;
		note('faster', { n });
	}
	note('done', { n });
}
await resumeIssuances(world);
// Badges that were refused before anything was stored are issued again.
for (const item of plan) if (!(await has(item.person, item.badge))) await issue(world, item);
await world.db.close();
