import { beforeEach, expect, test } from 'vitest';
import { signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import type { PersonActor } from '../../actor.ts';
import {
	actorOf,
	changePassword,
	erase,
	isOwnPassword,
	mySessions,
	personById,
	renewedDeviceCookieValue,
	setDisabled,
	setPassword,
	signIn,
} from '../index.ts';
import { recognizedDevice } from '../sessions/known-device.ts';
import { findCredentials } from '../accounts/people-store.ts';
import { findSession, sessionsOfPerson } from '../sessions/session-store.ts';
import { inSchools, twoSchools, PASSWORD } from '../two-schools.fixture.ts';

eachDialect('a password that changes', (open) => {
	const { key, before } = inSchools(open);
	let chloe: PersonActor;
	let ada: PersonActor;
	let bruno: PersonActor;

	beforeEach(async () => {
		({ chloe, ada, bruno } = await twoSchools(open()));
	});

	test('a password changed by a form that is sent again opens no session of an account closed since', async () => {
		await setPassword(open(), ada.id, PASSWORD);
		const me = await signedIn(open(), ada);
		const form = { currentPassword: PASSWORD, newPassword: 'un canot sur le Saguenay', key: key() };
		await changePassword(open(), me, form);
		expect(await actorOf(open(), await changePassword(open(), me, form))).toMatchObject({ id: ada.id });
		await setDisabled(open(), chloe, { person: ada.id, disabled: true, key: key() });
		await expect(changePassword(open(), me, form)).rejects.toMatchObject({ status: 401 });
		expect(await sessionsOfPerson(open().db.read, ada.id)).toEqual([]);
		// No failed sign-in is counted for a person who is erased while their password is checked.
		await setPassword(open(), bruno.id, PASSWORD);
		const his = await signedIn(open(), bruno);
		await changePassword(open(), his, form);
		let units = 0;
		const erased = before(async () => {
			if ((units += 1) === 3) await open().db.write((tx) => erase(tx, bruno.id));
		});
		await expect(changePassword(erased, his, form)).rejects.toMatchObject({
			code: 'identity.sign-in',
			status: 401,
		});
		// Three write units: count the old password as wrong, reset the count for the new one, open the
		// session.
		expect(units).toBe(3);
	});

	test('a password is set by the command: sessions end, the rules hold, nobody unknown', async () => {
		const hers = await signedIn(open(), ada);
		const his = await signedIn(open(), bruno);
		await expect(setPassword(open(), open().newId(), PASSWORD)).rejects.toMatchObject({ status: 404 });
		await expect(setPassword(open(), ada.id, 'court')).rejects.toMatchObject({
			code: 'identity.password-short',
			field: 'password',
		});
		await expect(setPassword(open(), ada.id, ada.username)).rejects.toMatchObject({
			code: 'identity.password-username',
		});
		expect(await findSession(open().db.read, hers.session ?? '')).toBeDefined();
		await setPassword(open(), ada.id, PASSWORD);
		expect(await findSession(open().db.read, hers.session ?? '')).toBeUndefined();
		expect(await findSession(open().db.read, his.session ?? '')).toBeDefined();
		expect(await personById(open(), ada.id)).toMatchObject({ hasPassword: true, mustChangePassword: false });
		await setPassword(open(), ada.id, PASSWORD, { mustChange: true });
		expect(await personById(open(), ada.id)).toMatchObject({ mustChangePassword: true });
	});

	test('a sign-in says where to go and on which device, and a changed password keeps this device known', async () => {
		await setPassword(open(), ada.id, PASSWORD);
		await setPassword(open(), bruno.id, PASSWORD);
		const enter = (who: PersonActor, more = {}) =>
			signIn(open(), { identifier: who.username, password: PASSWORD, address: '10.6.0.1', ...more });
		expect(await enter(ada)).toMatchObject({
			landing: '/today',
			mustChangePassword: false,
			person: ada.id,
		});
		expect(await enter(bruno)).toMatchObject({ landing: '/today' });
		const signed = await enter(ada, { label: 'Firefox, Linux' });
		const actor = await actorOf(open(), signed.token);
		const sessions = await mySessions(open(), actor);
		expect(sessions.find(({ current }) => current)).toMatchObject({ label: 'Firefox, Linux' });
		expect(sessions.find(({ current }) => !current)).toMatchObject({ label: null });
		const token = await changePassword(open(), actor, {
			...{ currentPassword: PASSWORD, newPassword: 'un canot sur le Saguenay', label: 'Edge', key: key() },
		});
		const now = await actorOf(open(), token);
		expect(await mySessions(open(), now)).toMatchObject([{ label: 'Edge', current: true }]);
		const hash = async () => (await findCredentials(open().db.read, { id: ada.id }))?.passwordHash ?? '';
		const known = async (cookie?: string) =>
			recognizedDevice(cookie, { person: ada.id, passwordHash: await hash() }) !== undefined;
		expect(await known(signed.device)).toBe(false);
		const cookie = await renewedDeviceCookieValue(open(), now, signed.device);
		expect(await known(cookie)).toBe(true);
		expect(cookie?.split('.')[0]).toBe(signed.device.split('.')[0]);
		expect(await renewedDeviceCookieValue(open(), chloe, undefined)).toBe(undefined);
		// A wrong current password is refused, and so is a new password equal to the current one.
		const change = (more: object) =>
			changePassword(open(), now, { currentPassword: 'x', newPassword: PASSWORD, key: key(), ...more });
		await expect(change({})).rejects.toMatchObject({
			code: 'identity.current-wrong',
			field: 'currentPassword',
		});
		await expect(change({ newPassword: ada.username })).rejects.toMatchObject({
			code: 'identity.password-username',
			field: 'newPassword',
		});
		await expect(change({ currentPassword: PASSWORD })).rejects.toMatchObject({
			code: 'identity.password-same',
			field: 'newPassword',
		});
		expect(await isOwnPassword(open(), now, 'un canot sur le Saguenay')).toBe(true);
		await open().db.write((tx) => erase(tx, ada.id));
		await expect(isOwnPassword(open(), now, 'x')).rejects.toMatchObject({ status: 401 });
	});
});
