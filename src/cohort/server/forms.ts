import { z } from 'zod';
import { isId } from '#platform';
import { COHORT_AUDIENCES, readJoinCode } from '../cohort.ts';

const key = z.string('platform.key-reused');
const id = z.string('not-found').refine(isId);
const code = z
	.string('cohort.code-missing')
	.transform(readJoinCode)
	.pipe(z.string().min(1, 'cohort.code-missing'));

/** Making a cohort. */
export const cohortForm = z.object({
	key,
	name: z.string('cohort.name-missing').trim().min(1).max(80, 'cohort.name-long'),
	audience: z.enum(COHORT_AUDIENCES, 'cohort.audience-missing'),
	endsOn: z
		.union([z.literal(''), z.iso.date('cohort.date-shape')], 'cohort.date-shape')
		.default('')
		.transform((date) => date || null),
});

/** Looking a cohort up by the code an adviser gave. */
export const codeForm = z.object({ code });

/** Joining, after having read what is shared. */
export const joinCohortForm = z.object({ key, code });

/** Withdrawing from a cohort. */
export const leaveCohortForm = z.object({ key, cohort: id });
