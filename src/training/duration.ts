/** The unit of a duration typed as a number without a unit: the one that the label of the field says. */
export type DurationUnit = 'hours' | 'minutes';

const NUMBER = String.raw`(\d{1,5}(?:[.,]\d{1,3})?)`;
const HOURS = String.raw`(?:h|hr|hrs|hour|hours|heure|heures)\.?`;
const MINUTES = String.raw`(?:m|mn|min|mins|minute|minutes)\.?`;

const ALONE = new RegExp(`^${NUMBER}$`);
const IN_HOURS = new RegExp(`^${NUMBER} ?${HOURS}$`);
const IN_MINUTES = new RegExp(`^${NUMBER} ?${MINUTES}$`);
/** Matches hours and minutes together: `1 h 30`, `1h05 min`, `1 hour and 30 minutes`; at most 59 minutes. */
const IN_BOTH = new RegExp(String.raw`^(\d{1,5}) ?${HOURS} ?(?:(?:et|and) )?([0-5]?\d) ?(?:${MINUTES})?$`);
/** Matches hours and minutes as on a clock: `1:30`. */
const AS_CLOCK = /^(\d{1,5}) ?: ?([0-5]\d)$/;

const value = (text: string) => Number(text.replace(',', '.'));

/**
 * Converts a duration as people write it (`1,5`, `1 h 30`, `90 min`, `1:30`) to whole minutes. A number
 * without a unit takes the unit of its field; an empty text is 0. Undefined when it cannot be read.
 */
export function durationInMinutes(typed: string, unit: DurationUnit): number | undefined {
	const text = typed
		.replace(/½/g, ',5')
		.normalize('NFKC')
		.toLowerCase()
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/^(?=[.,]\d)/, '0');
	if (text === '') return 0;
	const both = IN_BOTH.exec(text) ?? AS_CLOCK.exec(text);
	if (both) return Number(both[1]) * 60 + Number(both[2]);
	const hours = IN_HOURS.exec(text) ?? (unit === 'hours' ? ALONE.exec(text) : null);
	if (hours) return Math.round(value(hours[1] ?? '') * 60);
	const minutes = IN_MINUTES.exec(text) ?? (unit === 'minutes' ? ALONE.exec(text) : null);
	return minutes ? Math.round(value(minutes[1] ?? '')) : undefined;
}
