import { m } from '#messages';

/** Says how many people are in a cohort and, since it was handed over, how many of them have not answered. */
export function peopleText({ people, asked }: { readonly people: number; readonly asked: number }): string {
	const all = people === 1 ? m.cohort_admin_people_one() : m.cohort_admin_people_many({ count: people });
	if (asked === 0) return all;
	return `${all}, ${asked === 1 ? m.cohort_admin_asked_one() : m.cohort_admin_asked_many({ count: asked })}`;
}
