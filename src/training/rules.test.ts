import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { always } from '#tests/property';
import { dateProblem, durationProblem, hoursAndMinutes, hostOf, isCivilDate, readLink } from './index.ts';

describe('the date of a learning activity', () => {
	const today = '2026-11-22';

	test.each<[string, string | undefined]>([
		['2026-11-22', undefined],
		['2026-11-21', undefined],
		['2024-02-29', undefined],
		['2000-01-01', undefined],
		['2026-11-23', 'training.date-in-future'],
		['2027-01-01', 'training.date-in-future'],
		['1999-12-31', 'training.date-too-old'],
		['2025-02-29', 'training.date-invalid'],
		['2026-13-01', 'training.date-invalid'],
		['2026-00-10', 'training.date-invalid'],
		['2026-04-31', 'training.date-invalid'],
		['22-11-2026', 'training.date-invalid'],
		['2026-11-2', 'training.date-invalid'],
		['', 'training.date-invalid'],
	])('%s: %s', (date, fault) => {
		expect(dateProblem(date, today)).toBe(fault);
	});

	test('every day of the calendar is one, whatever the year', () => {
		const days = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
		always({ 'a day past the 28th': 1, 'a year of less than four digits': 1 }, (met) =>
			fc.property(days, (day) => {
				met('a day past the 28th', day.getUTCDate() > 28);
				met('a year of less than four digits', day.getUTCFullYear() < 1_000);
				expect(isCivilDate(day.toISOString().slice(0, 10))).toBe(true);
			}),
		);
	});
});

test.each<[number, string | undefined]>([
	[0, 'training.duration-missing'],
	[-5, 'training.duration-missing'],
	[1.5, 'training.duration-missing'],
	[NaN, 'training.duration-missing'],
	[1, undefined],
	[12_000, undefined],
	[12_001, 'training.duration-too-long'],
])('a duration of %s minutes: %s', (minutes, fault) => {
	expect(durationProblem(minutes)).toBe(fault);
});

test('a duration is read back as it was typed', () => {
	always({ 'hours and minutes': 50 }, (met) =>
		fc.property(fc.nat(200), fc.nat(59), (hours, minutes) => {
			met('hours and minutes', hours > 0 && minutes > 0);
			expect(hoursAndMinutes(hours * 60 + minutes)).toEqual({ hours, minutes });
		}),
	);
});

describe('a link as evidence', () => {
	test.each<[string, string, string]>([
		['https://recit.qc.ca/atelier', 'https://recit.qc.ca/atelier', 'recit.qc.ca'],
		['  http://example.org  ', 'http://example.org/', 'example.org'],
		[
			'campus.recit.qc.ca/cours?id=12#fin',
			'https://campus.recit.qc.ca/cours?id=12#fin',
			'campus.recit.qc.ca',
		],
		['example.org:8443/x', 'https://example.org:8443/x', 'example.org:8443'],
		['https://école.example/é', 'https://xn--cole-9oa.example/%C3%A9', 'xn--cole-9oa.example'],
		['HTTPS://EXAMPLE.ORG', 'https://example.org/', 'example.org'],
	])('%s is kept', (typed, address, host) => {
		expect(readLink(typed)).toEqual({ address, host });
		expect(hostOf(address)).toBe(host);
	});

	test.each([
		['javascript:alert(1)', 'training.link-not-web'],
		['JaVaScRiPt:alert(1)', 'training.link-not-web'],
		['data:text/html,<p>', 'training.link-not-web'],
		['file:///etc/passwd', 'training.link-not-web'],
		['ftp://example.org/x', 'training.link-not-web'],
		['mailto:ada@example.org', 'training.link-not-web'],
		['mes notes de cours', 'training.link-not-web'],
		['notes', 'training.link-not-web'],
		['', 'training.link-not-web'],
		['https://', 'training.link-not-web'],
		['https://exa mple.org', 'training.link-not-web'],
		['https://ada:secret@example.org/', 'training.link-with-password'],
		['https://ada@example.org/', 'training.link-with-password'],
	])('%s: %s', (typed, fault) => {
		expect(readLink(typed)).toBe(fault);
	});

	test('one longer than 2000 characters, as typed or as kept, is refused', () => {
		for (const path of ['a'.repeat(2000), 'é'.repeat(700)]) {
			expect(readLink(`https://example.org/${path}`)).toBe('training.link-too-long');
		}
	});

	test('whatever is typed gives a web address without credentials, or a reason', () => {
		const typed = fc.oneof(fc.string({ unit: 'grapheme' }), fc.webUrl({ withFragments: true }));
		always({ 'an address': 20, 'a reason': 20 }, (met) =>
			fc.property(typed, (text) => {
				const read = readLink(text);
				met(typeof read === 'string' ? 'a reason' : 'an address');
				if (typeof read === 'string') {
					expect(read).toMatch(/^training\.link-/);
					return;
				}
				const { protocol, username, password, host } = new URL(read.address);
				expect(['http:', 'https:']).toContain(protocol);
				expect([username, password, host]).toEqual(['', '', read.host]);
			}),
		);
	});
});
