/** The days of a month on which portraits are made anew. */
const DAYS = ['01', '15'] as const;

/** The last date of portraits up to a civil day (`2026-11-28`), that day included. */
export const lastPortraitDate = (day: string): string =>
	`${day.slice(0, 8)}${day.slice(8) < DAYS[1] ? DAYS[0] : DAYS[1]}`;

/** The first date of portraits after a civil day. */
export function nextPortraitDate(day: string): string {
	if (day.slice(8) < DAYS[1]) return `${day.slice(0, 8)}${DAYS[1]}`;
	const [year, month] = day.split('-').map(Number) as [number, number];
	// Months are counted from 0: the number of this one is the next one's.
	return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}
