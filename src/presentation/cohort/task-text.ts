import type { CohortTask } from '#cohort';
import { m } from '#messages';

/** The name, in the current language, of what a cohort asks of its people. */
export const taskText = (task: CohortTask): string =>
	({
		express: m.cohort_asks_express,
		complete: m.cohort_asks_complete,
		situations: m.cohort_asks_situations,
	})[task]();

/** What somebody who joined a cohort is asked to do, in the current language, and the page where they do it. */
export const taskToDo = (task: CohortTask): { readonly text: string; readonly href: string } => ({
	text: {
		express: m.cohort_asks_do_express,
		complete: m.cohort_asks_do_complete,
		situations: m.cohort_asks_do_situations,
	}[task](),
	href: task === 'situations' ? '/situations' : '/assessment',
});
