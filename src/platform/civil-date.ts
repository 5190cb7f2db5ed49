/** One for each time zone of an institution: making it takes longer than a hundred dates. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/** The civil date (`2026-11-22`) of an instant in a time zone. */
export function civilDate(instant: Date, timeZone: string): string {
	let calendar = calendars.get(timeZone);
	if (!calendar) {
		calendar = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
		calendars.set(timeZone, calendar);
	}
	return calendar.format(instant);
}
