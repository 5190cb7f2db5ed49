import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import {
	ATTEMPTS,
	emailProblem,
	foldUsername,
	landingPath,
	nextPath,
	secondsToWait,
	SESSION,
	sessionEnd,
	sessionStands,
	usernameProblem,
} from './index.ts';

test.each([
	['ada', undefined],
	['Émile.Roy_2-x', undefined],
	['ad', 'identity.username-length'],
	['a'.repeat(41), 'identity.username-length'],
	['ada lovelace', 'identity.username-characters'],
	['ada@exemple.ca', 'identity.username-characters'],
	['аda', 'identity.username-characters'],
	['  ', 'identity.username-missing'],
])('the user name %j is judged %j', (username, problem) => {
	expect(usernameProblem(username)).toBe(problem);
});

test('a user name is the same in any case and any composition', () => {
	expect(foldUsername(' ÉMILE ')).toBe(foldUsername('émile'));
});

test.each([
	['', undefined],
	['ada@exemple.qc.ca', undefined],
	['ada@exemple', 'identity.email-shape'],
	['ada exemple@x.ca', 'identity.email-shape'],
	['ada@exemple.ca, bruno@exemple.ca', 'identity.email-shape'],
])('the address %j is judged %j', (email, problem) => {
	expect(emailProblem(email)).toBe(problem);
});

test.each([
	['/profile', '/profile'],
	['/training?page=2', '/training?page=2'],
	['/b/x#part', '/b/x'],
	[undefined, '/home'],
	['', '/home'],
	['//evil.test', '/home'],
	['///evil.test', '/home'],
	['/\\evil.test', '/home'],
	['\\\\evil.test', '/home'],
	['/..//evil.test', '/home'],
	['/.//evil.test', '/home'],
	['/a/../..//evil.test', '/home'],
	['/\t/evil.test', '/home'],
	['/\n/evil.test', '/home'],
	['\t//evil.test', '/home'],
	['https:evil.test', '/home'],
	['https://evil.test/', '/home'],
	['%2f%2fevil.test', '/home'],
	['javascript:alert(1)', '/home'],
	['data:text/html,x', '/home'],
	['profile', '/home'],
	['/sign-in?next=/x', '/home'],
	['/sign-out', '/home'],
	[`/${'a'.repeat(3000)}`, '/home'],
])('after signing in, %j leads to %j', (asked, path) => {
	expect(nextPath(asked, '/home')).toBe(path);
});

test('wherever a sign-in leads, it is this site', () => {
	always({ 'an address of another site': 20, 'a path': 20, kept: 5 }, (met) =>
		fc.property(
			fc.oneof(
				fc.string(),
				fc.webUrl(),
				fc.string().map((tail) => `/${tail}`),
			),
			(asked) => {
				const path = nextPath(asked, '/home');
				met('an address of another site', asked.startsWith('http'));
				met('a path', asked.startsWith('/'));
				met('kept', path !== '/home');
				expect(new URL(path, 'https://macaron.test').origin).toBe('https://macaron.test');
			},
		),
	);
});

const now = new Date('2026-11-22T15:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test.each([
	[0, 0, 0],
	[9, 0, 0],
	[10, 0, 5],
	[10, 3, 2],
	[10, 5, 0],
	[11, 0, 10],
	[15, 0, 160],
	[16, 0, 300],
	[1000, 0, 300],
	[1000, 300, 0],
	[1000, ATTEMPTS.forgottenAfter, 0],
	[1000, -3600, 300],
])('%i wrong passwords, the last %i s ago: wait %i s', (failures, seconds, wait) => {
	expect(secondsToWait({ failures, lastAt: ago(seconds) }, now)).toBe(wait);
});

test('no number of wrong passwords closes an account: after the longest wait one may always try', () => {
	always({ 'many wrong ones': 50 }, (met) =>
		fc.property(fc.nat(1_000_000), (failures) => {
			met('many wrong ones', failures > 1_000);
			expect(secondsToWait({ failures, lastAt: ago(ATTEMPTS.longestWait) }, now)).toBe(0);
		}),
	);
});

test.each([
	[59, false, true],
	[60, false, false],
	[29, true, true],
	[30, true, false],
])('a session idle for %i minutes (administrator: %s) stands: %s', (minutes, administrator, stands) => {
	const session = { seenAt: ago(minutes * 60), expiresAt: sessionEnd(now) };
	expect(sessionStands(session, administrator, now)).toBe(stands);
});

test('a session in use ends after twelve hours all the same', () => {
	const expiresAt = sessionEnd(ago(SESSION.absolute * 60));
	expect(sessionStands({ seenAt: now, expiresAt }, false, now)).toBe(false);
});

test('after signing in, who advises sees what waits, who administers the accounts, who learns their profile', () => {
	expect(landingPath(['learner', 'adviser'])).toBe('/review');
	expect(landingPath(['administrator', 'learner'])).toBe('/people');
	expect(landingPath(['learner'])).toBe('/profile');
	expect(landingPath([])).toBe('/account');
});
