import type { Sent } from '#platform';
import { hoursAndMinutes } from '#training';

/** What the fields of an autoformation's form hold of it: a duration is two of them. */
export const trainingFields = ({ minutes, ...rest }: Sent): Sent => {
	const time = hoursAndMinutes(Number(minutes));
	return { ...rest, hours: time.hours, minutes: time.minutes };
};
