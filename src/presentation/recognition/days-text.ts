import { m } from '#messages';

/** Words for how many days an application has waited for a decision (0: less than a day). */
export function waitingDaysText(days: number): string {
	if (days === 0) return m.recognition_days_0();
	return days === 1 ? m.recognition_days_1() : m.recognition_days_many({ days });
}
