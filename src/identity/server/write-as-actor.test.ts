import { beforeEach, expect, test } from 'vitest';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import { recordEvent, type World } from '#platform/server';
import { type Actor, ANONYMOUS, mustBeLearner, type PersonActor } from '../actor.ts';
import { SESSION_MINUTES } from '../session-rules.ts';
import { writeOnceAsActor, writeAsActor } from './write-as-actor.ts';
import { addMembership } from './accounts/accounts.ts';
import { createInstitution, erase, setDisabled, setRoles, signOut } from './index.ts';
import { endMembership } from './accounts/membership-store.ts';
import { tryPassword } from './sessions/attempts.ts';
import { tables } from './tables.ts';
import { updateLastSeen } from './sessions/session-store.ts';
import { updatePassword } from './accounts/people-store.ts';

eachDialect('what a person does', (open) => {
	let institution = '';
	let elsewhere = '';
	let ada: PersonActor;
	let chloe: PersonActor;
	let done: PersonActor[] = [];

	beforeEach(async () => {
		const make = async (name: string) =>
			(
				await createInstitution(open(), {
					slug: `${name}-${open().newId().slice(0, 8)}`,
					name,
					kind: 'service-centre',
				})
			).id;
		[institution, elsewhere] = [await make('ici'), await make('ailleurs')];
		const learner = [{ institution, role: 'learner' as const, audience: 'teacher' as const }];
		ada = await signedIn(open(), await newcomer(open(), learner));
		const both = [{ institution, role: 'administrator' as const }];
		chloe = await newcomer(open(), [...both], 'Chloe');
		done = [];
	});

	const doIt = (actor: Actor, may: (me: PersonActor) => void = mustBeLearner, key = open().newId()) =>
		writeOnceAsActor(open(), actor, { may, action: 'test', key, sent: {} }, async (_tx, me) => {
			done.push(me);
			return true;
		});
	const sweep = (actor: Actor, may: (me: PersonActor) => void = mustBeLearner) =>
		writeAsActor(open(), actor, may, async (_tx, me) => {
			done.push(me);
			return 'swept';
		});
	const later = (minutes: number) => open().setNow(new Date(open().now().getTime() + minutes * 60_000));
	const gone = { code: 'identity.sign-in', status: 401 };
	const away = { code: 'not-found', status: 404 };

	async function refused(actor: Actor, why: object) {
		await expect(doIt(actor)).rejects.toMatchObject(why);
		await expect(sweep(actor)).rejects.toMatchObject(why);
		expect(done).toEqual([]);
	}

	test('sent again while what follows from it at once is under way, is answered when that is done', async () => {
		const begun = Promise.withResolvers<void>();
		const held = Promise.withResolvers<void>();
		const hear = async () => {
			begun.resolve();
			await held.promise;
		};
		const world: World = { ...open(), listeners: { 'test.done': { badges: { immediate: true, hear } } } };
		const form = { may: mustBeLearner, action: 'test', key: open().newId(), sent: {} };
		const answered: string[] = [];
		const send = async (which: string) => {
			await writeOnceAsActor(world, ada, form, async (tx, me) => {
				await recordEvent(tx, world, { name: 'test.done', person: me.id, about: {} });
				return true;
			});
			answered.push(which);
		};
		const first = send('first');
		await begun.promise;
		const again = send('again');
		// Another act of the same person waits for nothing.
		await doIt(ada);
		await doIt(ada);
		expect(answered).toEqual([]);
		held.resolve();
		await Promise.all([first, again]);
		expect(answered.toSorted()).toEqual(['again', 'first']);
		await send('afterwards');
	});

	test('is done as they stand in the unit, once for its key', async () => {
		const key = open().newId();
		expect(await doIt(ada, mustBeLearner, key)).toBe(true);
		expect(await doIt(ada, mustBeLearner, key)).toBe(true);
		expect(await sweep(ada)).toBe('swept');
		expect(done).toMatchObject([ada, ada]);
	});

	test('is refused after they signed out', async () => {
		await signOut(open(), ada);
		await refused(ada, gone);
		// The session on their other device is still open.
		await doIt(await signedIn(open(), ada));
		expect(done).toHaveLength(1);
	});

	test('is refused after their account was closed, until it is opened and they sign in again', async () => {
		const input = { person: ada.id, key: open().newId() };
		await setDisabled(open(), chloe, { ...input, disabled: true });
		await refused(ada, gone);
		await refused({ ...ada, session: null }, away);
		await setDisabled(open(), chloe, { ...input, disabled: false });
		await refused(ada, gone);
		await doIt(await signedIn(open(), ada));
		await doIt({ ...ada, session: null });
		expect(done).toHaveLength(2);
	});

	test('is refused after they were erased', async () => {
		await open().db.write((tx) => erase(tx, ada.id));
		await refused(ada, gone);
		await refused({ ...ada, session: null }, away);
	});

	test('is refused after the role it rests on was taken back, and only then', async () => {
		await open().db.write((tx) =>
			endMembership(tx, { person: ada.id, institution, role: 'learner', endedAt: open().now() }),
		);
		await refused(ada, away);
		await doIt(ada, () => {});
		expect(done).toMatchObject([{ memberships: [] }]);
	});

	test('sees a role given, and one changed, since their request began', async () => {
		const input = { person: ada.id, audience: 'staff' as const, key: open().newId() };
		await setRoles(open(), chloe, { ...input, roles: ['learner', 'adviser'] });
		later(1);
		await open().db.write((tx) =>
			addMembership(tx, open(), ada.id, { institution: elsewhere, role: 'learner', audience: 'student' }),
		);
		await doIt(ada);
		expect(done[0]?.memberships).toHaveLength(3);
		expect(done[0]?.memberships).toContainEqual({ institution, role: 'learner', audience: 'staff' });
	});

	test('is refused once their session is idle for too long or past its end', async () => {
		later(SESSION_MINUTES.idle - 1);
		await doIt(ada);
		later(1);
		done = [];
		await refused(ada, gone);
		const anew = await signedIn(open(), ada);
		for (let spent = 0; spent < SESSION_MINUTES.absolute - 30; spent += 30) {
			later(30);
			await open().db.write((tx) => updateLastSeen(tx, anew.session ?? '', open().now()));
		}
		await doIt(anew);
		done = [];
		later(30);
		await refused(anew, gone);
	});

	test('is refused to whoever uses the session of another', async () => {
		await refused({ ...chloe, session: ada.session }, gone);
	});

	test('is refused to nobody and to the operator', async () => {
		await refused(ANONYMOUS, gone);
		await refused({ kind: 'operator' }, away);
	});

	test('with a password somebody else gave since, no role is left until it is changed', async () => {
		await open().db.write((tx) => updatePassword(tx, ada.id, { hash: 'made', mustChange: true }));
		await refused(ada, away);
	});

	test('repeated after it was done, is still asked whether they stand', async () => {
		const key = open().newId();
		await doIt(ada, mustBeLearner, key);
		await signOut(open(), ada);
		await expect(doIt(ada, mustBeLearner, key)).rejects.toMatchObject(gone);
		expect(done).toHaveLength(1);
	});

	test('under the same key with other content is refused, with the first', async () => {
		const key = open().newId();
		const send = (title: string) =>
			writeOnceAsActor(
				open(),
				ada,
				{ may: mustBeLearner, action: 'title', key, sent: { title } },
				async () => title,
			);
		expect(await send('Un')).toBe('Un');
		await expect(send('Deux')).rejects.toMatchObject({ status: 409, first: { title: 'Un' }, answer: 'Un' });
	});

	test('a wrong password of somebody erased while it is looked at is not counted', async () => {
		const counted = () => open().db.read.select().from(tables(open().db).signInAttempts);
		const before = await counted();
		const check = async () => {
			await open().db.write((tx) => erase(tx, ada.id));
			return false;
		};
		expect(await tryPassword(open(), `typed:${ada.username}|here`, check, ada.id)).toBe(false);
		expect(await counted()).toEqual(before);
		expect(await tryPassword(open(), 'typed:bruno|here', async () => false, chloe.id)).toBe(false);
		expect(await counted()).toContainEqual(expect.objectContaining({ person: chloe.id, failures: 1 }));
		await open().db.write((tx) => erase(tx, chloe.id));
		expect(await counted()).toEqual(before);
	});
});
