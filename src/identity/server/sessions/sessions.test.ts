import { beforeAll, expect, test } from 'vitest';
import { eachDialect, type TestWorld } from '#tests/world';
import { ANONYMOUS } from '../../actor.ts';
import { SESSION_MINUTES } from '../../session-rules.ts';
import {
	actorOf,
	changePassword,
	createInstitution,
	createPerson,
	deviceLabel,
	endOtherSessions,
	deleteExpiredSignIns,
	mySessions,
	setDisabled,
	signIn,
	signOut,
} from '../index.ts';
import { findSession, sessionsOfPerson } from './session-store.ts';
import { tokenHash } from './tokens.ts';

const PASSWORD = 'la neige tombe sur Rimouski';
const key = (n: number) => `0123456789abcdef-${n}`;
const pass = (world: TestWorld, minutes: number) =>
	world.setNow(new Date(world.now().getTime() + minutes * 60_000));
const enter = async (world: TestWorld, identifier: string, replaces?: string) =>
	(
		await signIn(world, {
			identifier,
			password: PASSWORD,
			address: '10.1.0.1',
			label: 'Firefox, Linux',
			replaces,
		})
	).token;

eachDialect('a session', (open) => {
	let institution = '';
	let ada = '';

	beforeAll(async () => {
		const world = open();
		institution = (
			await createInstitution(world, {
				...{ slug: 'cegep', name: 'Cégep', kind: 'cegep', timeZone: 'America/Vancouver' },
			})
		).id;
		ada = await createPerson(world, {
			username: 'ada',
			displayName: 'Ada',
			password: PASSWORD,
			memberships: [{ institution, role: 'learner', audience: 'teacher' }],
		});
		await createPerson(world, {
			username: 'chloé',
			displayName: 'Chloé',
			password: PASSWORD,
			memberships: [{ institution, role: 'administrator' }],
		});
	});

	test('says who asks and with which roles; its token is kept nowhere', async () => {
		const world = open();
		const token = await enter(world, 'ada');
		expect(await actorOf(world, token)).toEqual({
			kind: 'person',
			id: ada,
			username: 'ada',
			displayName: 'Ada',
			memberships: [{ institution, role: 'learner', audience: 'teacher' }],
			places: [{ id: institution, name: 'Cégep', roles: ['learner'] }],
			session: tokenHash(token),
			notices: { unread: 0, seenAt: null },
			timeZone: 'America/Vancouver',
		});
		// The time zone is that of the institution where the person learns, rather than of their oldest role;
		// without a role there is none.
		const elsewhere = await createInstitution(world, { slug: 'la', name: 'Là', kind: 'service-centre' });
		const roles = [
			{ institution: elsewhere.id, role: 'adviser' as const },
			{ institution, role: 'learner' as const, audience: 'teacher' as const },
		];
		for (const [username, memberships, timeZone] of [
			['deux', roles, 'America/Vancouver'],
			['une', roles.slice(0, 1), 'America/Toronto'],
			['rien', [], undefined],
		] as const) {
			await createPerson(world, { username, displayName: username, password: PASSWORD, memberships });
			const actor = await actorOf(world, await enter(world, username));
			expect(actor.kind === 'person' && actor.timeZone).toBe(timeZone);
		}
		const kept = await sessionsOfPerson(world.db.read, ada);
		expect(JSON.stringify(kept)).not.toContain(token);
	});

	test.each([undefined, '', 'x', 'a'.repeat(43), `${'a'.repeat(42)}'`, 'é'.repeat(43)])(
		'%j opens nothing',
		async (token) => {
			expect(await actorOf(open(), token)).toBe(ANONYMOUS);
		},
	);

	test('a session’s own hash opens nothing', async () => {
		const world = open();
		const token = await enter(world, 'ada');
		expect(await actorOf(world, tokenHash(token))).toBe(ANONYMOUS);
	});

	test('is new at each sign-in, and the one it replaces ends', async () => {
		const world = open();
		const first = await enter(world, 'ada');
		const second = await enter(world, 'ada', tokenHash(first));
		expect(second).not.toBe(first);
		expect(await actorOf(world, first)).toBe(ANONYMOUS);
		expect(await actorOf(world, second)).toMatchObject({ id: ada });
	});

	test('slides while it is used, written at most once a minute, and ends when idle', async () => {
		const world = open();
		const token = await enter(world, 'ada');
		const seen = async () => (await findSession(world.db.read, tokenHash(token)))?.session.seenAt.getTime();
		const start = world.now().getTime();
		pass(world, 0.5);
		await actorOf(world, token);
		expect(await seen()).toBe(start);
		pass(world, 50);
		await actorOf(world, token);
		expect(await seen()).toBe(world.now().getTime());
		pass(world, SESSION_MINUTES.idle - 1);
		expect(await actorOf(world, token)).toMatchObject({ id: ada });
		pass(world, SESSION_MINUTES.idle);
		expect(await actorOf(world, token)).toBe(ANONYMOUS);
	});

	test('of an administrator ends after thirty idle minutes', async () => {
		const world = open();
		const token = await enter(world, 'chloé');
		pass(world, SESSION_MINUTES.idleAdministrator);
		expect(await actorOf(world, token)).toBe(ANONYMOUS);
	});

	test('ends after twelve hours, used or not, and is then forgotten', async () => {
		const world = open();
		const token = await enter(world, 'ada');
		for (let minutes = 0; minutes < SESSION_MINUTES.absolute - 30; minutes += 30) {
			pass(world, 30);
			expect(await actorOf(world, token)).toMatchObject({ id: ada });
		}
		pass(world, 30);
		expect(await actorOf(world, token)).toBe(ANONYMOUS);
		pass(world, 1);
		await deleteExpiredSignIns(world);
		expect(await findSession(world.db.read, tokenHash(token))).toBeUndefined();
	});

	test('ends at sign-out, and cannot be used again', async () => {
		const world = open();
		const token = await enter(world, 'ada');
		await signOut(world, await actorOf(world, token));
		expect(await actorOf(world, token)).toBe(ANONYMOUS);
		await signOut(world, ANONYMOUS);
	});

	test('Ada sees where she is signed in and closes the other places, twice the same', async () => {
		const world = open();
		const other = await enter(world, 'ada');
		const here = await actorOf(world, await enter(world, 'ada'));
		const before = await mySessions(world, here);
		expect(before.filter((session) => session.current)).toHaveLength(1);
		expect(before.length).toBeGreaterThan(1);
		await endOtherSessions(world, here, { key: key(1) });
		await endOtherSessions(world, here, { key: key(1) });
		expect(await mySessions(world, here)).toMatchObject([{ current: true, label: 'Firefox, Linux' }]);
		expect(await actorOf(world, other)).toBe(ANONYMOUS);
	});

	test('all end at a change of password, and one new one opens', async () => {
		const world = open();
		const emile = await createPerson(world, { username: 'émile', displayName: 'Émile', password: PASSWORD });
		const [one, two] = [await enter(world, 'émile'), await enter(world, 'émile')];
		const actor = await actorOf(world, one);
		const input = { currentPassword: PASSWORD, newPassword: 'un canot sur le Saguenay', key: key(2) };
		await expect(changePassword(world, actor, { ...input, currentPassword: 'faux' })).rejects.toMatchObject({
			code: 'identity.current-wrong',
			field: 'currentPassword',
		});
		await expect(changePassword(world, actor, { ...input, newPassword: PASSWORD })).rejects.toMatchObject({
			code: 'identity.password-same',
		});
		await expect(changePassword(world, actor, { ...input, newPassword: 'court' })).rejects.toMatchObject({
			code: 'identity.password-short',
		});
		expect(await actorOf(world, two)).toMatchObject({ id: emile });
		// The form is sent twice at once: the password changes once, and both
		// responses carry a valid session.
		const tokens = await Promise.all([
			changePassword(world, actor, input),
			changePassword(world, actor, input),
		]);
		for (const token of [one, two]) expect(await actorOf(world, token)).toBe(ANONYMOUS);
		for (const token of tokens) expect(await actorOf(world, token)).toMatchObject({ id: emile });
		await expect(enter(world, 'émile')).rejects.toMatchObject({ code: 'identity.wrong' });
		// The same form sent later, from the session it ended, is answered too; with
		// another password it is refused.
		const late = await changePassword(world, actor, input);
		expect(await actorOf(world, late)).toMatchObject({ id: emile });
		await expect(
			changePassword(world, actor, { ...input, newPassword: 'un canot sur la Manouane' }),
		).rejects.toMatchObject({ code: 'identity.current-wrong' });
		const standing = await actorOf(world, late);
		await expect(changePassword(world, standing, input)).rejects.toMatchObject({
			code: 'identity.current-wrong',
		});
	});

	test('ends when the account is closed, which then opens to nobody', async () => {
		const world = open();
		const chloe = await actorOf(world, await enter(world, 'chloé'));
		const token = await enter(world, 'ada');
		await setDisabled(world, chloe, { person: ada, disabled: true, key: key(3) });
		expect(await actorOf(world, token)).toBe(ANONYMOUS);
		await expect(enter(world, 'ada')).rejects.toMatchObject({ code: 'identity.wrong', status: 422 });
		await setDisabled(world, chloe, { person: ada, disabled: false, key: key(4) });
		expect(await actorOf(world, token)).toBe(ANONYMOUS);
		expect(await actorOf(world, await enter(world, 'ada'))).toMatchObject({ id: ada });
	});
});

test.each([
	['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
	[
		'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36',
		'Chrome, Android',
	],
	[
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
		'Safari, iOS',
	],
	[
		'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0',
		'Edge, Windows',
	],
	['curl/8.0', null],
	[null, null],
])('%j is known again as %j', (agent, label) => {
	expect(deviceLabel(agent)).toBe(label);
});
