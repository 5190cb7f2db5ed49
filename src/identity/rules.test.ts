import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { ATTEMPT_LIMITS_FROM_ANYWHERE, ADDRESS_RATE_LIMIT } from './attempt-rules.ts';
import { TURN_RESERVED_SECONDS } from './sign-in-turns.ts';
import {
	type Actor,
	ANONYMOUS,
	ATTEMPT_LIMITS,
	AUDIENCES,
	unexpiredAttempts,
	emailProblem,
	foldEmail,
	foldUsername,
	INVITATION_LIMITS,
	isAudience,
	landingPath,
	mustBeLearner,
	mustHoldRole,
	nextPath,
	mustBePerson,
	ROLES,
	rolesOf,
	secondsToWait,
	isLastSeenStale,
	SESSION_MINUTES,
	sessionEnd,
	isSessionValid,
	formatInvitationCode,
	USERNAME_LENGTH,
	usernameProblem,
} from './index.ts';

test.each([
	['ada', undefined],
	['Émile.Roy_2-x', undefined],
	['ad', 'identity.username-length'],
	['a'.repeat(40), undefined],
	['١٢٣', 'identity.username-characters'],
	['ada!', 'identity.username-characters'],
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
	expect(foldUsername('\u200bémile\u00ad')).toBe('émile');
});

test.each([
	'ada@exemple.ca\u200b',
	'\u202aada@exemple.ca\u202c',
	'mailto:Ada@exemple.ca',
	'ａｄａ@exemple.ca',
])('the address %j is the one that people see', (typed) => {
	expect(emailProblem(typed)).toBeUndefined();
	expect(foldEmail(typed)).toBe('ada@exemple.ca');
});

test.each([
	['', undefined],
	['ada@exemple.qc.ca', undefined],
	['ada@exemple', 'identity.email-shape'],
	['ada@exemple.c', 'identity.email-shape'],
	['@exemple.ca', 'identity.email-shape'],
	['ada', 'identity.email-shape'],
	[' Ada@Exemple.ca ', undefined],
	[`${'a'.repeat(243)}@exemple.ca`, undefined],
	[`${'a'.repeat(244)}@exemple.ca`, 'identity.email-shape'],
	['ada exemple@x.ca', 'identity.email-shape'],
	// A mail server would read a group or a comment, and another mailbox (RFC 5322, section 3.4).
	['x:ada@exemple.ca', 'identity.email-shape'],
	['(x)ada@exemple.ca', 'identity.email-shape'],
	['ada@[exemple.ca', 'identity.email-shape'],
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
	['/join', '/home'],
	['/join/code', '/join/code'],
	[`/${'a'.repeat(2047)}`, `/${'a'.repeat(2047)}`],
	[`/${'a'.repeat(2048)}`, '/home'],
	['/a\\b', '/home'],
	['/a\u0085b', '/home'],
	[null, '/home'],
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
	[1000, ATTEMPT_LIMITS.forgottenAfter, 0],
	[1000, -3600, 300],
])('%i wrong passwords, the last %i s ago: wait %i s', (failures, seconds, wait) => {
	expect(secondsToWait({ failures, lastAt: ago(seconds) }, now)).toBe(wait);
});

test('no number of wrong passwords closes an account: after the longest wait one may always try', () => {
	always({ 'many wrong ones': 50 }, (met) =>
		fc.property(fc.nat(1_000_000), (failures) => {
			met('many wrong ones', failures > 1_000);
			expect(secondsToWait({ failures, lastAt: ago(ATTEMPT_LIMITS.longestWait) }, now)).toBe(0);
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
	expect(isSessionValid(session, administrator, now)).toBe(stands);
});

test('a session in use ends after twelve hours all the same', () => {
	const expiresAt = sessionEnd(ago(SESSION_MINUTES.absolute * 60));
	expect(isSessionValid({ seenAt: now, expiresAt }, false, now)).toBe(false);
});

test('after signing in, one sees what is new and what waits; without a role, one’s account', () => {
	for (const role of ROLES) expect(landingPath([role])).toBe('/today');
	expect(landingPath([])).toBe('/account');
});

test('an actor is a person, nobody, or the operator; roles are theirs, in the order they are shown', () => {
	const cegep = { institution: 'cegep', audience: null };
	const ada: Actor = {
		...{ kind: 'person', id: 'ada', username: 'ada', displayName: 'Ada', session: null },
		memberships: [
			{ ...cegep, role: 'administrator' },
			{ ...cegep, role: 'learner', audience: 'teacher' },
			{ institution: 'school', role: 'learner', audience: 'staff' },
		],
	};
	const operator: Actor = { kind: 'operator' };
	expect(rolesOf(ada)).toEqual(['learner', 'administrator']);
	expect([rolesOf(ANONYMOUS), rolesOf(operator)]).toEqual([[], []]);
	expect(mustBeLearner(ada)).toEqual({ institution: 'cegep', role: 'learner', audience: 'teacher' });
	expect(mustHoldRole(ada, 'administrator')).toEqual({ ...cegep, role: 'administrator' });
	expect(() => mustHoldRole(ada, 'adviser')).toThrow('not-found');
	expect(mustBePerson(ada)).toBe(ada);
	expect(() => mustBePerson(operator)).toThrow('not-found');
	expect(() => mustBePerson(ANONYMOUS)).toThrow(
		expect.objectContaining({ code: 'identity.sign-in', status: 401 }),
	);
	expect(ROLES).toEqual(['learner', 'adviser', 'administrator']);
	expect(AUDIENCES.map(isAudience)).toEqual([true, true, true]);
	expect(AUDIENCES).toEqual(['teacher', 'staff', 'student']);
	expect([isAudience('parent'), isAudience(undefined)]).toEqual([false, false]);
});

test('the limits are those that the documents say', () => {
	expect(ATTEMPT_LIMITS).toEqual({ free: 10, firstWait: 5, longestWait: 300, forgottenAfter: 86_400 });
	expect(ATTEMPT_LIMITS_FROM_ANYWHERE).toEqual({
		free: 200,
		firstWait: 1,
		longestWait: 10,
		forgottenAfter: 86_400,
	});
	expect(ADDRESS_RATE_LIMIT).toEqual({ burst: 600, perSecond: 2, remembered: 20_000 });
	expect(SESSION_MINUTES).toEqual({ idle: 60, idleAdministrator: 30, absolute: 720, seenEvery: 1 });
	expect(INVITATION_LIMITS).toEqual({ mostDays: 7, mostMailedDays: 30, mostUses: 500, characters: 10 });
	expect(USERNAME_LENGTH).toEqual({ least: 3, most: 40 });
	expect(TURN_RESERVED_SECONDS).toBe(15);
	expect(formatInvitationCode('7k2qxm94td')).toBe('7K2QX-M94TD');
});

test('wrong passwords count until they are forgotten, and not after', () => {
	const attempts = (seconds: number) => ({ failures: 3, lastAt: ago(seconds) });
	expect(unexpiredAttempts(undefined, now).failures).toBe(0);
	expect(unexpiredAttempts(attempts(ATTEMPT_LIMITS.forgottenAfter - 1), now).failures).toBe(3);
	expect(unexpiredAttempts(attempts(ATTEMPT_LIMITS.forgottenAfter), now).failures).toBe(0);
	expect(secondsToWait(undefined, now)).toBe(0);
	expect(secondsToWait({ failures: 200, lastAt: now }, now, ATTEMPT_LIMITS_FROM_ANYWHERE)).toBe(1);
	expect(secondsToWait({ failures: 199, lastAt: now }, now, ATTEMPT_LIMITS_FROM_ANYWHERE)).toBe(0);
});

test.each([
	[0, false],
	[59, false],
	[60, true],
])('seen %i seconds ago is written again: %s', (seconds, old) => {
	expect(isLastSeenStale({ seenAt: ago(seconds), expiresAt: now }, now)).toBe(old);
});

test('a session ends at its end, to the millisecond', () => {
	const session = { seenAt: now, expiresAt: now };
	expect(isSessionValid(session, false, new Date(now.getTime() - 1))).toBe(true);
	expect(isSessionValid(session, false, now)).toBe(false);
});
