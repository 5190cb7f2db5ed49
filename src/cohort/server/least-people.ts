import { hasStudentShare } from '#identity/server';
import type { World } from '#platform/server';
import type { Cohort } from '../cohort.ts';
import { leastPeople } from '../figures.ts';

/**
 * The smallest number of people that a figure of this cohort may count, from the number that its institution
 * set (`threshold`). The rule for students applies as soon as one student shares in the cohort, even if the
 * cohort was created for another audience.
 */
export const leastPeopleInCohort = async (
	world: Pick<World, 'db' | 'now'>,
	{ id, audience, institution }: Pick<Cohort, 'id' | 'audience' | 'institution'>,
	threshold: number,
): Promise<number> => {
	const to = { granteeKind: 'cohort', grantee: id } as const;
	return leastPeople((await hasStudentShare(world, institution, to)) ? 'student' : audience, threshold);
};
