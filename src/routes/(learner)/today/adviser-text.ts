import { m } from '#messages';

/** Matches a name before which French writes « d’ »: a vowel, or a « y » that is one (Yves, but not Yasmine). */
const ELIDES = /^(?:[aeiouàâäéèêëîïôöùûüæœ]|y[^aeiouy])/iu;

/** The words of the button that leads to one person's application. */
export const openApplicationText = (name: string): string =>
	(ELIDES.test(name) ? m.today_review_open_elided : m.today_review_open)({ name });

/** Says how many people share in a cohort, and how many of them finished their self-assessment. */
export function cohortPeopleText({ people, done }: { people: number; done: number }): string {
	if (people === 0) return m.cohort_sharing_none();
	const sharing = people === 1 ? m.today_cohort_people_one() : m.today_cohort_people_many({ people });
	if (done === 0) return `${sharing}, ${m.today_cohort_done_none()}`;
	return `${sharing}, ${done === 1 ? m.today_cohort_done_one() : m.today_cohort_done_many({ done })}`;
}
