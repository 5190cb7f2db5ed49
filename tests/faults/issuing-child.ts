/**
 * One process that issues the badges of a plan and suffers its faults, one at a time: `node issuing-child.js PLAN LEDGER`.
 * It begins as the service does, by carrying on what is under way, then takes the plan from the first item the ledger does
 * not name.
 */
import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { decide, recogniseByRule } from '#applications/server';
import { resumeIssuances } from '#awards/server';
import { worldAtStep } from './at-step.ts';
import type { Item } from './issuing-plan.ts';
import { sufferer } from './suffering.ts';

const { plan, world, note, killed, next, has, suffer } = sufferer<Item>();

async function issue(inWorld: World, { person, decision }: Item): Promise<void> {
	if (!decision) return void (await recogniseByRule(inWorld, person, 'fr'));
	const { adviser, application, key } = decision;
	await decide(inWorld, adviser, application, { decision: 'accept', reason: '', key });
}

const resumed = await resumeIssuances(world);
note('start', { resumed });
if (killed !== undefined) {
	const item = plan[killed] as Item;
	note(`killed-${(await has(item.person, item.badge)) ? 'carried-on' : 'not-begun'}`, { n: killed });
	// The person tries again, whatever they were told: same form, same key.
	await issue(world, item);
}
for (let n = next; n < plan.length; n += 1) {
	const item = plan[n] as Item;
	const { fault } = item;
	try {
		const met = fault
			? await suffer(n, fault, (hooks) => issue(worldAtStep(world, hooks), item))
			: (await issue(world, item), false);
		// One in two tries again at once; the others wait for the next start.
		if (met && n % 2 === 0) await issue(world, item);
	} catch (problem) {
		// Another process was faster, which is what a contest is for.
		if (!(problem instanceof Refusal) || problem.code !== 'recognition.already-decided') throw problem;
		note('faster', { n });
	}
	note('done', { n });
}
await resumeIssuances(world);
// What was refused before anything was stored: its person comes back.
for (const item of plan) if (!(await has(item.person, item.badge))) await issue(world, item);
await world.db.close();
