import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { always } from '#tests/property';
import { hoursAndMinutes, durationInMinutes } from './index.ts';

describe('a duration as people write it, in minutes', () => {
	test.each([
		['', 0],
		['  ', 0],
		['2', 120],
		['1,5', 90],
		['1.5', 90],
		['0,25', 15],
		['1,333', 80],
		['½', 30],
		['.5', 30],
		[',5 h', 30],
		['1½', 90],
		['2 h', 120],
		['2h', 120],
		['1,5 h', 90],
		['1.5 hours', 90],
		['3 heures', 180],
		['1 h 30', 90],
		['1h30', 90],
		['1 H 30', 90],
		['1 h 30', 90],
		['1 h 30 min', 90],
		['1h05', 65],
		['1 h 5', 65],
		['1 heure 30 minutes', 90],
		['1 heure et 30 minutes', 90],
		['1 hour and 30 minutes', 90],
		['1 hr. 30 min.', 90],
		['90 min', 90],
		['90min', 90],
		['90 minutes', 90],
		['90 mn', 90],
		['1:30', 90],
		['0:45', 45],
		['01:05', 65],
		['1 : 30', 90],
		['１，５', 90],
		['200', 12_000],
	])('in a field of hours, « %s » is %i', (typed, minutes) => {
		expect(durationInMinutes(typed, 'hours')).toBe(minutes);
	});

	test.each([
		['90', 90],
		['7,6', 8],
		['1 h 30', 90],
		['1:30', 90],
		['1,5 h', 90],
		['45 min', 45],
		['', 0],
	])('in a field of minutes, « %s » is %i', (typed, minutes) => {
		expect(durationInMinutes(typed, 'minutes')).toBe(minutes);
	});

	test.each([
		...['-1', '+1', '1,5,5', '1 000', '1h60', '1:60', '1:5', '1 h 90', 'h', 'min', ':30', '1,', ','],
		...['une heure', 'environ 1 h', '1 h 30 s', '1j', '1e3', '0x10', '1/2', '100000', 'NaN', '1 h 1 h'],
	])('« %s » cannot be read', (typed) => {
		expect(durationInMinutes(typed, 'hours')).toBeUndefined();
		expect(durationInMinutes(typed, 'minutes')).toBeUndefined();
	});

	test('whatever the way it is written, it is the same duration', () => {
		always({ 'hours and minutes': 50, 'minutes below ten': 10 }, (met) =>
			fc.property(fc.nat(200), fc.nat(59), (hours, minutes) => {
				met('hours and minutes', hours > 0 && minutes > 0);
				met('minutes below ten', minutes < 10);
				const two = String(minutes).padStart(2, '0');
				const all = hours * 60 + minutes;
				for (const typed of [`${hours} h ${minutes}`, `${hours}h${two}`, `${hours}:${two}`, `${all} min`])
					expect(durationInMinutes(typed, 'hours'), typed).toBe(all);
				const fields = hoursAndMinutes(all);
				expect(
					durationInMinutes(String(fields.hours), 'hours')! +
						durationInMinutes(String(fields.minutes), 'minutes')!,
				).toBe(all);
			}),
		);
	});
});
