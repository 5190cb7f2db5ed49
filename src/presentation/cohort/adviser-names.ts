import { getLocale, m } from '#messages';
import { listFormat } from '#platform';

/** Writes the names of advisers in one list, each with the service for which they advise by an agreement. */
export const adviserNames = (
	advisers: readonly { readonly name: string; readonly service: string | null }[],
): string =>
	listFormat(getLocale(), 'conjunction').format(
		advisers.map(({ name, service }) => (service ? m.cohort_adviser_of({ name, service }) : name)),
	);
