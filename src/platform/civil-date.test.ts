import { expect, test } from 'vitest';
import { civilDate } from './index.ts';

test('an instant has the date of each time zone, whichever was asked first', () => {
	const night = new Date('2026-11-23T03:30:00Z');
	for (let round = 0; round < 2; round += 1) {
		expect(civilDate(night, 'America/Toronto')).toBe('2026-11-22');
		expect(civilDate(night, 'Europe/Paris')).toBe('2026-11-23');
		expect(civilDate(new Date('2026-11-23T06:00:00Z'), 'America/Toronto')).toBe('2026-11-23');
	}
});
