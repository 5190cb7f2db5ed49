import type { Json } from '#platform';
import type { World } from '#platform/server';
import { trainingsOf } from './store.ts';

/** Every autoformation a person logged, for their own copy: durations in minutes, civil dates, instants in UTC. */
export async function personalData(world: World, person: string): Promise<Json> {
	const trainings = await trainingsOf(world.db.read, person);
	return {
		trainings: trainings.map(({ person: _, ...training }) => ({
			...training,
			createdAt: training.createdAt.toISOString(),
			updatedAt: training.updatedAt.toISOString(),
		})),
	};
}
