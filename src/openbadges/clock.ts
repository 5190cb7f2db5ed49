/**
 * The tolerance between two clocks, in milliseconds, applied whenever a date set by another machine is
 * compared with `now`.
 */
export const CLOCK_SKEW = 5 * 60 * 1000;

/**
 * Whether an instant (in milliseconds since 1970, or as text) is later than `now` by more than the tolerance
 * between clocks (`CLOCK_SKEW`); false if the text cannot be parsed.
 */
export const isStillToCome = (instant: number | string, now: Date): boolean =>
	inMilliseconds(instant) > now.getTime() + CLOCK_SKEW;

/**
 * Whether an instant (in milliseconds since 1970, or as text) is earlier than `now` by more than the
 * tolerance between clocks (`CLOCK_SKEW`); false if the text cannot be parsed.
 */
export const isPast = (instant: number | string, now: Date): boolean =>
	inMilliseconds(instant) < now.getTime() - CLOCK_SKEW;

const inMilliseconds = (instant: number | string) =>
	typeof instant === 'number' ? instant : Date.parse(instant);
