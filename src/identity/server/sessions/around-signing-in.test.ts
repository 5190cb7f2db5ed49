import { beforeEach, expect, test } from 'vitest';
import { signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import { ANONYMOUS, type PersonActor } from '../../actor.ts';
import { ATTEMPT_LIMITS, ADDRESS_RATE_LIMIT } from '../../attempt-rules.ts';
import { waitRefusal } from './attempts.ts';
import { attemptsFor, countFailure } from './attempt-store.ts';
import {
	changeDetails,
	endOtherSessions,
	deleteExpiredSignIns,
	generatePassword,
	actorPseudonym,
	createAccountWithCode,
} from '../index.ts';
import { hasGeneratedForm } from '../passwords/passwords.ts';
import { findSession, insertSession, sessionsOfPerson } from './session-store.ts';
import { deviceLabel, newSession, sessionCookieAttributes, SESSION_COOKIE } from './sessions.ts';
import { DEVICE_COOKIE, deviceCookieAttributes } from './known-device.ts';
import { attemptKey, codeHash, newCode, newToken, tokenHash } from './tokens.ts';
import { inSchools, twoSchools } from '../two-schools.fixture.ts';

eachDialect('around signing in', (open) => {
	const { key, later, newPerson } = inSchools(open);
	let ada: PersonActor;
	let bruno: PersonActor;

	beforeEach(async () => {
		({ ada, bruno } = await twoSchools(open()));
	});

	test('the other sessions of one person end, once for a form', async () => {
		const here = await signedIn(open(), ada);
		const his = await signedIn(open(), bruno);
		const elsewhere = await signedIn(open(), ada);
		const same = key();
		await endOtherSessions(open(), here, { key: same });
		const ids = async () => (await sessionsOfPerson(open().db.read, ada.id)).map(({ id }) => id);
		expect(await ids()).toEqual([here.session]);
		expect(await findSession(open().db.read, his.session ?? '')).toBeDefined();
		const again = await signedIn(open(), ada);
		await endOtherSessions(open(), here, { key: same });
		expect((await ids()).toSorted()).toEqual([here.session, again.session].toSorted());
		// The same key is not taken for a repeat when it is sent with another form.
		await changeDetails(open(), here, { displayName: 'Ada', email: '', key: same });
		await expect(endOtherSessions(open(), elsewhere, { key: key() })).rejects.toMatchObject({ status: 401 });
		// The operator's command acts without a session, so all sessions of the person end.
		await endOtherSessions(open(), ada, { key: key() });
		expect(await ids()).toEqual([]);
	});

	test('sessions past their end and wrong passwords of a day ago are forgotten, others kept', async () => {
		const now = open().now();
		const { session } = newSession(ada.id, new Date(now.getTime() - 12 * 3_600_000 - 1), 'Firefox');
		const { session: other } = newSession(ada.id, new Date(now.getTime() - 12 * 3_600_000), null);
		const [old, young] = [key(), key()];
		const dayAgo = now.getTime() - ATTEMPT_LIMITS.forgottenAfter * 1000;
		await open().db.write(async (tx) => {
			await insertSession(tx, session);
			await insertSession(tx, other);
			await countFailure(tx, old, null, { at: new Date(dayAgo - 1), since: now });
			await countFailure(tx, young, null, { at: new Date(dayAgo), since: now });
		});
		await deleteExpiredSignIns(open());
		expect((await sessionsOfPerson(open().db.read, ada.id)).map(({ id }) => id)).toEqual([other.id]);
		expect([
			await attemptsFor(open().db.read, old),
			(await attemptsFor(open().db.read, young))?.failures,
		]).toEqual([undefined, 1]);
	});

	test('too many from one address are refused, at sign-in and with codes, and others are not', async () => {
		const address = open().db.dialect === 'sqlite' ? '10.8.0.1' : '10.8.0.2';
		const far = new Date(open().now().getTime() + 1000);
		open().setNow(far);
		const many = { code: 'identity.many-from-here', status: 429 };
		const join = (from: string) =>
			createAccountWithCode(open(), newPerson({ code: '22222-22222', address: from }));
		for (let n = 0; n < ADDRESS_RATE_LIMIT.burst; n += 1)
			await expect(join(address)).rejects.toMatchObject({ code: 'identity.code-unknown' });
		await expect(join(address)).rejects.toMatchObject(many);
		await expect(join('10.7.0.1')).rejects.toMatchObject({ code: 'identity.code-unknown' });
		later(500);
		await expect(join(address)).rejects.toMatchObject({ code: 'identity.code-unknown' });
		await expect(join(address)).rejects.toMatchObject(many);
	});
});

test('a wait is told in seconds up to a minute and a half, then in minutes, never less than two seconds', () => {
	expect(waitRefusal(1)).toMatchObject({
		code: 'identity.wait-seconds',
		status: 429,
		params: { seconds: 2 },
	});
	expect(waitRefusal(3)).toMatchObject({ params: { seconds: 3 } });
	expect(waitRefusal(90)).toMatchObject({ code: 'identity.wait-seconds', params: { seconds: 90 } });
	expect(waitRefusal(91)).toMatchObject({
		code: 'identity.wait-minutes',
		status: 429,
		params: { minutes: 2 },
	});
	expect(waitRefusal(300)).toMatchObject({ params: { minutes: 5 } });
});

test('secrets have their length, and what is kept of each is its own', () => {
	expect(newToken()).toMatch(/^[\w-]{43}$/);
	expect(newToken()).not.toBe(newToken());
	expect(newCode()).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
	const kept = [tokenHash('a'), codeHash('a'), attemptKey('a')];
	expect(new Set(kept).size).toBe(3);
	for (const one of kept) expect(one).toMatch(/^[0-9a-f]{64}$/);
	const person = { kind: 'person', username: 'a', displayName: 'A', memberships: [], session: null } as const;
	expect(actorPseudonym({ ...person, id: 'a' })).toMatch(/^[0-9a-f]{32}$/);
	expect(actorPseudonym({ ...person, id: 'a' })).not.toBe(actorPseudonym({ ...person, id: 'b' }));
	expect(tokenHash('a')).not.toContain(actorPseudonym({ ...person, id: 'a' }));
	expect(() => actorPseudonym(ANONYMOUS)).toThrow('identity.sign-in');
	const made = generatePassword();
	expect(made).toMatch(/^[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}$/);
	expect([hasGeneratedForm(made), hasGeneratedForm(`${made}x`), hasGeneratedForm(`x${made}`)]).toEqual([
		true,
		false,
		false,
	]);
});

test('cookies are for this host alone, out of the reach of scripts, and the device’s lasts half a year', () => {
	expect([SESSION_COOKIE, DEVICE_COOKIE]).toEqual(['__Host-sid', '__Host-device']);
	const bound = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' };
	expect(sessionCookieAttributes).toEqual(bound);
	expect(deviceCookieAttributes).toEqual({ ...bound, maxAge: 15_552_000 });
});

test.each([
	['Mozilla/5.0 (X11; CrOS x86_64) Chrome/141.0 Safari/537.36', 'Chrome, ChromeOS'],
	['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1.15', 'Safari, macOS'],
	['Mozilla/5.0 (iPhone) FxiOS/140.0', 'Firefox, iOS'],
	['Mozilla/5.0 (iPad) CriOS/141.0 Safari/604.1', 'Chrome, iOS'],
	['Firefox/140.0', 'Firefox'],
	['Linux', 'Linux'],
	[undefined, null],
	['undefined', null],
])('%j is known again as %j', (agent, label) => {
	expect(deviceLabel(agent)).toBe(label);
});
