import type { Sent } from '#platform';
import { hoursAndMinutes } from '#training';

/**
 * What was sent of a learning activity, as values of its form's fields: the total `minutes` become the fields
 * `hours` and `minutes`.
 */
export const trainingFields = ({ minutes, ...rest }: Sent): Sent => {
	const time = hoursAndMinutes(Number(minutes));
	return { ...rest, hours: time.hours, minutes: time.minutes };
};
