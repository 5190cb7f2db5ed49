import type { MilestoneDefinition } from './definition.ts';

type Parts = Pick<MilestoneDefinition, 'criteria'>;

/** The ids of the badges that make a milestone up, in the order of its dimensions. */
export const partsOf = ({ criteria: { parts } }: Parts): readonly string[] =>
	parts.dimensions.map((slug) => `${parts.kind}-${slug}`);

/** How far somebody is on the way to a milestone: what they hold of each part. */
export interface MilestoneProgress<Held> {
	/** The parts in their order, each with what the person holds of it; null for one that is missing. */
	readonly parts: readonly { readonly badge: string; readonly held: Held | null }[];
	/** How many parts are missing; 0 when the milestone is reached. */
	readonly missing: number;
}

/**
 * Says how far somebody is on the way to a milestone, from the badges in force that they hold (by the id of the
 * badge).
 */
export function milestoneProgress<Held>(
	definition: Parts,
	held: ReadonlyMap<string, Held>,
): MilestoneProgress<Held> {
	const parts = partsOf(definition).map((badge) => ({ badge, held: held.get(badge) ?? null }));
	return { parts, missing: parts.filter((one) => one.held === null).length };
}

/** Whether what a milestone was given for still stands: each of these awards is among those in force. */
export const stillStands = (restsOn: readonly string[], inForce: ReadonlySet<string>): boolean =>
	restsOn.every((award) => inForce.has(award));
