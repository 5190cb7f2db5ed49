import type { SentFields } from '#platform';
import { hoursAndMinutes } from '#training';

/**
 * What was sent of a learning activity, as values of its form's fields: the total `minutes` become the fields
 * `hours` and `minutes`.
 */
export const trainingFieldValues = ({ minutes, ...rest }: SentFields): SentFields => {
	const time = hoursAndMinutes(Number(minutes));
	return { ...rest, hours: time.hours, minutes: time.minutes };
};
