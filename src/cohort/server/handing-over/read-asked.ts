import { type Actor, can, must, mustBePerson } from '#identity';
import { advisersNow, institutionById } from '#identity/server';
import type { World } from '#platform/server';
import { isOver, type OfferedSlip } from '../../cohort.ts';
import { advisersOfCohorts, cohortsByIds } from '../cohort-store.ts';
import { slipVersion } from '../slip.ts';
import { askedSince } from './asked-days.ts';
import { askedOf } from './asked-store.ts';

/**
 * Reads the slips that the actor is asked to accept in the institution where they act: of each cohort in which
 * they shared when it was handed over, the earliest handed over first.
 */
export async function offeredSlips(world: World, actor: Actor): Promise<readonly OfferedSlip[]> {
	const { id: person } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	const asked = await askedOf(world.db.read, person, askedSince(world.now()));
	if (asked.length === 0) return [];
	const ids = asked.map(({ cohort }) => cohort);
	const found = await cohortsByIds(world.db.read, ids);
	const advisersOf = await advisersOfCohorts(world.db.read, ids);
	const slips: OfferedSlip[] = [];
	for (const one of ids.flatMap((id) => found.find((cohort) => cohort.id === id) ?? [])) {
		const { id, name, endsOn, institution } = one;
		if (isOver(one, world.now()) || !can(actor, 'learn', { kind: 'institution', institution })) continue;
		const advisers = advisersOf.get(id)!;
		slips.push({
			...{ id, name, endsOn },
			institution: (await institutionById(world, institution)).name,
			advisers: await advisersNow(world, institution, advisers),
			shown: slipVersion({ endsOn, advisers }),
		});
	}
	return slips;
}
