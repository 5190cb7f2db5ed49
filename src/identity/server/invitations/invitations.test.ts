import { beforeEach, expect, test } from 'vitest';
import { createHash } from 'node:crypto';
import { platformTables } from '#platform/server';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import type { Audience, PersonActor, Role } from '../../actor.ts';
import { findInvitations } from './invitation-store.ts';
import {
	addRoleWithCode,
	changeDetails,
	changePassword,
	createInvitation,
	endOtherSessions,
	listInvitations,
	createAccountWithCode,
	inviterByLearner,
	membershipsOf,
	personByUsername,
	revokeInvitation,
	setPassword,
} from '../index.ts';
import { invitationState } from './list-invitations.ts';
import { inSchools, twoSchools, PASSWORD } from '../two-schools.fixture.ts';

const DAY = 86_400_000;
/** Computes the hash that is stored for a form's key. */
const keyHash = (key: string) => createHash('sha256').update(key).digest('hex');

eachDialect('an invitation', (open) => {
	const { key, held, newPerson } = inSchools(open);
	let here = '';
	let there = '';
	let chloe: PersonActor;
	let bruno: PersonActor;

	beforeEach(async () => {
		({ here, there, chloe, bruno } = await twoSchools(open()));
	});

	const invite = (more = {}) =>
		createInvitation(open(), chloe, {
			...{ institution: here, role: 'learner' as Role, audience: 'student' as Audience | null },
			...{ days: 3, uses: 2, key: key() },
			...more,
		});

	test('an invitation is kept as it was made, ends after its days, and its code is found as it is shown', async () => {
		const code = await invite();
		await invite({ role: 'adviser', audience: 'teacher' });
		const kept = await findInvitations(open().db.read, here);
		const mine = kept.find(({ role }) => role === 'learner');
		expect(mine).toMatchObject({
			...{ institution: here, audience: 'student', createdBy: chloe.id, createdAt: open().now() },
			...{ uses: 2, usesLeft: 2, revokedAt: null, codeHint: code.slice(0, 2) },
			expiresAt: new Date(open().now().getTime() + 3 * DAY),
		});
		expect(kept.find(({ role }) => role === 'adviser')).toMatchObject({ audience: null });
		const at = (change: object) => invitationState({ ...mine!, ...change }, open().now());
		expect([
			at({}),
			at({ usesLeft: 0 }),
			at({ revokedAt: open().now() }),
			at({ expiresAt: open().now() }),
		]).toEqual(['open', 'spent', 'revoked', 'expired']);
		const joined = newPerson({ code });
		await createAccountWithCode(open(), {
			...joined,
			code,
			email: `${joined.username.replace('i', 'I')}@Exemple.ca`,
		});
		const person = await personByUsername(open(), joined.username);
		expect(person).toMatchObject({ locale: 'en', email: `${joined.username}@exemple.ca` });
		expect((await inviterByLearner(open(), here)).get(person!.id)).toBe(chloe.id);
		expect(await membershipsOf(open(), person!.id)).toEqual([held(here, 'learner', 'student')]);
		expect((await listInvitations(open(), chloe, here)).find(({ id }) => id === mine!.id)).toMatchObject({
			usesLeft: 1,
			state: 'open',
		});
		// A code that is too long or too short is unknown, even if it begins like a real one.
		await expect(createAccountWithCode(open(), newPerson({ code: `${code}7` }))).rejects.toMatchObject({
			code: 'identity.code-unknown',
			field: 'code',
		});
	});

	test('an invitation may have a name, by which its list tells it from its twins', async () => {
		await invite({ name: 'École des Pins' });
		await invite();
		const listed = await listInvitations(open(), chloe, here);
		expect(new Set(listed.map(({ name }) => name))).toEqual(new Set(['École des Pins', null]));
		// The same form gets the same invitation again; with another name, it is another form.
		const same = key();
		await invite({ name: 'École des Lilas', key: same });
		await invite({ name: 'École des Lilas', key: same });
		await expect(invite({ name: 'École du Lac', key: same })).rejects.toMatchObject({
			...{ code: 'platform.other-content', first: { name: 'École des Lilas' } },
		});
		expect(await listInvitations(open(), chloe, here)).toHaveLength(3);
	});

	test('a role is added with who gave it, and a use is spent with it', async () => {
		const code = await invite({ role: 'learner', audience: 'staff' });
		const same = key();
		await addRoleWithCode(open(), bruno, { code, key: same });
		await addRoleWithCode(open(), bruno, { code, key: same });
		expect(await membershipsOf(open(), bruno.id)).toEqual(
			expect.arrayContaining([held(here, 'adviser'), held(here, 'learner', 'staff')]),
		);
		expect((await inviterByLearner(open(), here)).get(bruno.id)).toBe(chloe.id);
		await expect(addRoleWithCode(open(), bruno, { code, key: key() })).rejects.toMatchObject({
			code: 'identity.role-held',
			field: 'code',
		});
		expect((await findInvitations(open().db.read, here))[0]).toMatchObject({ usesLeft: 1 });
		// The same role in another institution, and another role in this one, are each added.
		const other = await newcomer(open(), [held(there, 'learner', 'staff')], 'Zoe');
		await addRoleWithCode(open(), other, { code, key: key() });
		expect(await membershipsOf(open(), other.id)).toHaveLength(2);
		const last = await newcomer(open(), [], 'Late');
		await expect(addRoleWithCode(open(), last, { code, key: key() })).rejects.toMatchObject({
			code: 'identity.code-unknown',
		});
		expect(await membershipsOf(open(), last.id)).toEqual([]);
		// With another code, the same key is taken as another form.
		const second = await invite({ role: 'administrator', audience: null });
		await expect(addRoleWithCode(open(), bruno, { code: second, key: same })).rejects.toMatchObject({
			status: 409,
		});
	});

	test('each form is an act of its own, under a name that stays: its key says nothing of another form', async () => {
		const code = await invite({ role: 'learner', audience: 'staff' });
		await setPassword(open(), bruno.id, PASSWORD);
		const me = await signedIn(open(), bruno);
		const same = key();
		await changeDetails(open(), me, { displayName: 'Bruno', email: '', key: same });
		await endOtherSessions(open(), me, { key: same });
		await addRoleWithCode(open(), me, { code, key: same });
		await changePassword(open(), me, {
			...{ currentPassword: PASSWORD, newPassword: 'un canot sur le Saguenay', key: same },
		});
		await invite({ key: same });
		const [made] = await findInvitations(open().db.read, here);
		await revokeInvitation(open(), chloe, { institution: here, invitation: made!.id, key: same });
		const { idempotencyKeys } = platformTables(open().db);
		const rows = await open().db.read.select().from(idempotencyKeys);
		const names = (who: PersonActor) =>
			rows.flatMap((row) => (row.who === who.id && row.key === keyHash(same) ? [row.action] : [])).toSorted();
		// The names of these actions must not change: a form sent before an upgrade is recognised by them
		// after it.
		expect(names(bruno)).toEqual([
			'identity.add-role',
			'identity.change-details',
			'identity.change-password',
			'identity.end-sessions',
		]);
		expect(names(chloe)).toEqual(['identity.create-invitation', `identity.revoke-invitation:${made!.id}`]);
	});
});
