import { m } from '#messages';

/**
 * A sentence that says how many of the `count` applications that wait for an adviser were sent in the last
 * seven days, and in the last day. Null when none was, or when only one waits, since the list shows how long
 * it has waited.
 */
export function receivedText({
	count,
	lately: { week, day },
}: {
	readonly count: number;
	readonly lately: { readonly week: number; readonly day: number };
}): string | null {
	if (count < 2 || week === 0) return null;
	if (week === 1) return day === 0 ? m.today_received_week_one() : m.today_received_day_one();
	return day === 0 ? m.today_received_week({ week }) : m.today_received_week_day({ week, day });
}
