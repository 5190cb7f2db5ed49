import type { Actor } from '#identity';
import type { World } from '#platform/server';
import { trainingById, trainingsInDimension } from '#training/server';

/**
 * The person's logged activities that can serve as evidence, as options of a select: those in the badge's
 * dimension, and `chosen`, the id of the one already joined, whatever its dimension.
 */
export async function trainingChoices(
	world: World,
	actor: Actor,
	{ person, dimension }: { readonly person: string; readonly dimension: string },
	chosen: string | null = null,
): Promise<{ value: string; label: string }[]> {
	const some = await trainingsInDimension(world, person, dimension);
	const known = chosen === null || some.some(({ id }) => id === chosen);
	const every = known ? some : [...some, await trainingById(world, actor, chosen)];
	return every.map(({ id, title, date }) => ({ value: id, label: `${title} (${date})` }));
}
