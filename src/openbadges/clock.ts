/** How far two clocks may differ, in milliseconds: the one tolerance of every date that is compared with another clock. */
export const CLOCK_SKEW = 5 * 60 * 1000;

/** Whether an instant (in milliseconds, or as text) has surely not come yet. */
export const isStillToCome = (instant: number | string, now: Date): boolean =>
	inMilliseconds(instant) > now.getTime() + CLOCK_SKEW;

/** Whether an instant is surely past; one that cannot be read is not known to be. */
export const isPast = (instant: number | string, now: Date): boolean =>
	inMilliseconds(instant) < now.getTime() - CLOCK_SKEW;

const inMilliseconds = (instant: number | string) =>
	typeof instant === 'number' ? instant : Date.parse(instant);
