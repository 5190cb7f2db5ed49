import { m } from '#messages';

/** How long something has waited. */
export function daysText(days: number): string {
	if (days === 0) return m.recognition_days_0();
	return days === 1 ? m.recognition_days_1() : m.recognition_days_many({ days });
}
