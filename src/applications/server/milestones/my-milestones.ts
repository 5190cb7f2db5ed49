import { type Actor, must, mustBePerson } from '#identity';
import type { World } from '#platform/server';
import type { Award } from '#awards';
import { awardsOf } from '#awards/server';
import { type MilestoneDefinition, milestoneProgress } from '#badges';
import { catalogueOf } from '#badges/server';
import { isOpen } from '../../application-states.ts';
import { applicationsOf } from '../application-store.ts';
import { givenBy, inForceAmong, wasRevokedBySomebody } from './settle-milestones.ts';

/** A milestone, and how far the person is on the way to it. */
export interface MilestoneForMe {
	readonly definition: MilestoneDefinition;
	/** The person's award of it that is in force, or null. */
	readonly award: Award | null;
	/** Whether somebody, and not the rule, revoked it: it is not given again. */
	readonly revoked: boolean;
	/**
	 * Its parts in their order: the award in force, of the institution that could give the milestone soonest, and the id of the application under way.
	 */
	readonly parts: readonly {
		readonly badge: string;
		readonly held: Award | null;
		readonly application: string | null;
	}[];
	readonly missing: number;
}

/** How far the signed-in person is on the way to each milestone. */
export async function myMilestones(world: World, actor: Actor): Promise<readonly MilestoneForMe[]> {
	const { id: person, memberships } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	const awards = await awardsOf(world.db.read, person);
	const { byBadge } = inForceAmong(awards, world.now());
	const given = memberships
		.filter(({ role }) => role === 'learner')
		.map(({ institution }) => givenBy(byBadge, institution));
	const open = (await applicationsOf(world.db.read, person)).filter(({ state }) => isOpen(state));
	return catalogueOf(world)
		.milestones()
		.map((definition) => {
			const award = byBadge.get(definition.id) ?? null;
			const [first = new Map<string, Award>(), ...others] = award ? [byBadge] : given;
			const { parts, missing } = others
				.map((held) => milestoneProgress(definition, held))
				.reduce(
					(best, one) => (one.missing < best.missing ? one : best),
					milestoneProgress(definition, first),
				);
			return {
				...{ definition, award },
				revoked: wasRevokedBySomebody(awards, definition.id),
				parts: parts.map((one) => ({
					...one,
					application: open.find(({ badge }) => badge === one.badge)?.id ?? null,
				})),
				missing,
			};
		});
}
