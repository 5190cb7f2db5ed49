/** The days of the month on which portraits of cohorts are made. */
const DAYS = ['01', '15'] as const;

/** The last date for making portraits, the 1st or the 15th, on or before a calendar day (`2026-11-28`). */
export const lastPortraitDate = (day: string): string =>
	`${day.slice(0, 8)}${day.slice(8) < DAYS[1] ? DAYS[0] : DAYS[1]}`;

/** The first date for making portraits, the 1st or the 15th, after a calendar day (`2026-11-28`). */
export function nextPortraitDate(day: string): string {
	if (day.slice(8) < DAYS[1]) return `${day.slice(0, 8)}${DAYS[1]}`;
	const [year, month] = day.split('-').map(Number) as [number, number];
	// `Date.UTC` counts months from 0, so this month's number is the next month's index.
	return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}
