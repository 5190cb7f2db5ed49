import { anyStudent } from '#identity/server';
import type { World } from '#platform/server';
import type { Cohort } from '../cohort.ts';
import { leastPeople } from '../figures.ts';

/**
 * How many people a figure of a cohort must count, given who shares in it: as for students as soon as one of them is,
 * whatever its adviser said when they made it.
 */
export const leastIn = async (
	world: Pick<World, 'db'>,
	{ audience, institution }: Pick<Cohort, 'audience' | 'institution'>,
	people: readonly string[],
	decided: number,
): Promise<number> =>
	leastPeople((await anyStudent(world, institution, people)) ? 'student' : audience, decided);
