import { expect, test } from 'vitest';
import { dateFormat } from './date-format.ts';

const NIGHT = new Date('2026-11-29T03:30:00Z');

test.each([
	['fr', 'America/Toronto', 'day', '28 novembre 2026'],
	['en', 'America/Toronto', 'day', 'November 28, 2026'],
	['fr', 'UTC', 'day', '29 novembre 2026'],
	['en', 'America/Toronto', 'civil', '2026-11-28'],
	['en', 'America/Toronto', 'minute', 'November 28, 2026 at 10:30 p.m.'],
] as const)('in %s, in %s, by %s: %s', (locale, zone, style, text) => {
	const format = dateFormat(locale, zone, style);
	expect(format.format(NIGHT).replace(/\s/g, ' ')).toBe(text);
	expect(dateFormat(locale, zone, style)).toBe(format);
});

test('the first of a month is « 1er » in French, but not one o’clock nor a date in figures', () => {
	const first = new Date('2026-11-01T01:01:00Z');
	const text = (...how: Parameters<typeof dateFormat>) => dateFormat(...how).format(first);
	expect(text('fr', 'UTC')).toBe('1er\u00a0novembre 2026');
	expect(text('fr', 'UTC', 'minute')).toBe('1er\u00a0novembre 2026 à 1\u00a0h\u00a001');
	expect(text('fr', 'UTC', 'civil')).toBe('2026-11-01');
	expect(text('en', 'UTC')).toBe('November\u00a01, 2026');
	expect(dateFormat('fr', 'UTC').format(new Date('2026-11-11T12:00:00Z'))).toBe('11\u00a0novembre 2026');
	const midnight = new Date('2026-11-11T00:30:00Z');
	expect(dateFormat('fr', 'UTC', 'minute').format(midnight)).toBe('11\u00a0novembre 2026 à 0\u00a0h\u00a030');
});
