import type { FigureWithError } from '#cohort/server';
import type { Suggestion } from '#training';

const MOST = 3;

/** A dimension of a portrait, and what its people say. */
interface PortraitDimension {
	readonly number: number;
	readonly said: FigureWithError | null;
}

/** A dimension to work on with the group. */
export interface DimensionToWorkOn<D> {
	readonly dimension: D;
	/** Estimated share of people who say they are starting or beginners, in percent. */
	readonly share: number;
	/** Its usual error, in percentage points. */
	readonly error: number;
	/** An activity to propose, or null. */
	readonly activity: Suggestion | null;
}

/**
 * The dimensions where most people say they are starting or beginners, three at most, the largest share
 * first; each with one activity, never twice the same.
 */
export function dimensionsToWorkOnFor<D extends PortraitDimension>(
	dimensions: readonly D[],
	activitiesFor: (dimension: D) => readonly Suggestion[],
): DimensionToWorkOn<D>[] {
	const proposed = new Set<string>();
	return dimensions
		.flatMap((dimension) => {
			const { said } = dimension;
			return said
				? [{ dimension, share: said.shares.starting + said.shares.beginner, error: said.error }]
				: [];
		})
		.filter(({ share }) => share > 0)
		.toSorted((one, other) => other.share - one.share || one.dimension.number - other.dimension.number)
		.slice(0, MOST)
		.map((topic) => {
			const activity = activitiesFor(topic.dimension).find(({ id }) => !proposed.has(id)) ?? null;
			if (activity) proposed.add(activity.id);
			return { ...topic, activity };
		});
}
