import { expect, test } from 'vitest';
import { civilDate, civilInWords, dayInWords } from './index.ts';

test('an instant has the date of each time zone, whichever was asked first', () => {
	const night = new Date('2026-11-23T03:30:00Z');
	for (let round = 0; round < 2; round += 1) {
		expect(civilDate(night, 'America/Toronto')).toBe('2026-11-22');
		expect(civilDate(night, 'Europe/Paris')).toBe('2026-11-23');
		expect(civilDate(new Date('2026-11-23T06:00:00Z'), 'America/Toronto')).toBe('2026-11-23');
	}
});

test('days in words are those of the language and of the zone; French has « 1er »', () => {
	expect(civilInWords('2026-11-22', 'fr')).toBe('22\u00a0novembre 2026');
	expect(civilInWords('2026-11-01', 'fr')).toBe('1er\u00a0novembre 2026');
	expect(civilInWords('2026-11-11', 'fr')).toBe('11\u00a0novembre 2026');
	expect(civilInWords('2026-11-01', 'en')).toBe('November\u00a01, 2026');
	const night = new Date('2026-12-01T03:30:00Z');
	expect(dayInWords(night, 'fr', 'America/Toronto')).toBe('30\u00a0novembre 2026');
	expect(dayInWords(night, 'fr', 'Europe/Paris')).toBe('1er\u00a0décembre 2026');
});
