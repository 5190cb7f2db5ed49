import { beforeEach, expect, test } from 'vitest';
import { ANONYMOUS, type PersonActor } from '#identity';
import { callDueListeners, type World } from '#platform/server';
import { mailWriters } from '../../../mail-writers.ts';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import type { BulkAct } from '../../bulk-act.ts';
import { storeVerifiedEmail } from '../accounts/people-store.ts';
import {
	accessJournalOf,
	actorOf,
	bulkActListener,
	deleteOldBulkActs,
	discardBulkAct,
	doBulkAct,
	draftBulkAct,
	erase,
	listPeople,
	membershipsOf,
	peopleOfBulkAct,
	readBulkAct,
	setDisabled,
	setRoles,
} from '../index.ts';
import { newSession, openSession } from '../sessions/sessions.ts';
import { inSchools, twoSchools } from '../two-schools.fixture.ts';

const DAY = 86_400_000;
const notFound = { code: 'not-found', status: 404 };

eachDialect('acts for many people', (open) => {
	const { held, key } = inSchools(open);
	let schools: Awaited<ReturnType<typeof twoSchools>>;
	let [boss, neighbour]: PersonActor[] = [];
	beforeEach(async () => {
		schools = await twoSchools(open());
		boss = await newcomer(open(), [held(schools.there, 'administrator')], 'Denise');
		neighbour = await newcomer(open(), [held(schools.there, 'learner', 'teacher')], 'Noé');
	});

	const draft = (
		act: BulkAct,
		people: readonly { id: string }[] | null,
		more: { who?: PersonActor; key?: string; filter?: object; world?: World } = {},
	) =>
		draftBulkAct(more.world ?? open(), more.who ?? schools.chloe, {
			...{ act, people: people && people.map(({ id }) => id), filter: more.filter ?? {} },
			key: more.key ?? key(),
		});
	const run = (act: string, more: { who?: PersonActor; world?: World; key?: string } = {}) =>
		doBulkAct(more.world ?? open(), more.who ?? schools.chloe, { act, key: more.key ?? key() });
	const view = (act: string, who = schools.chloe) => readBulkAct(open(), who, act);
	const rolesOf = async (who: { id: string }) =>
		(await membershipsOf(open(), who.id)).map(({ role, audience }) =>
			audience ? `${role} ${audience}` : role,
		);
	const isClosed = async (who: PersonActor) =>
		(await listPeople(open(), schools.chloe, { search: who.username })).people[0]?.disabled;

	test('nothing is done before it is confirmed; then it is, once, and says for whom not', async () => {
		const { ada, bruno, chloe } = schools;
		const once = { key: key() };
		const act = await draft('close', [ada, bruno, chloe], once);
		expect(await draft('close', [ada, bruno, chloe], once)).toBe(act);
		expect(await isClosed(ada)).toBe(false);
		expect(await view(act)).toMatchObject({
			...{ act: 'close', begunAt: null, listed: 3, performed: 0, toDo: 2 },
			...{ reasons: [{ reason: 'self', people: 1 }], leftOut: [{ name: 'Chloe', outcome: 'self' }] },
		});
		expect(await peopleOfBulkAct(open(), chloe, act)).toEqual(new Set([ada.id, bruno.id]));
		const { token, session } = newSession(ada.id, open().now());
		await open().db.write((tx) => openSession(tx, session));
		// Bruno's account is closed meanwhile: he is looked at again.
		await setDisabled(open(), chloe, { person: bruno.id, disabled: true, key: key() });
		const confirmed = { key: key() };
		await run(act, confirmed);
		await run(act, confirmed);
		await run(act);
		expect(await view(act)).toMatchObject({
			...{ performed: 1, toDo: 0, endedAt: open().now() },
			reasons: [
				{ reason: 'self', people: 1 },
				{ reason: 'already', people: 1 },
			],
		});
		expect(await isClosed(ada)).toBe(true);
		expect(await actorOf(open(), token)).toEqual(ANONYMOUS);
		expect((await accessJournalOf(open(), ada.id)).map(({ what }) => what)).toEqual(['account-closed']);
		await run(await draft('open', [ada]));
		expect(await isClosed(ada)).toBe(false);
		// What was done cannot be discarded, and says so no less.
		await discardBulkAct(open(), chloe, { act, key: key() });
		expect((await view(act)).performed).toBe(1);
	});

	test('roles are given and removed; nobody loses their only one, and an administrator stays', async () => {
		const { ada, bruno, chloe, here } = schools;
		const second = await newcomer(open(), [held(here, 'administrator'), held(here, 'adviser')], 'Zoé');
		await run(await draft('give-student', [ada, bruno]));
		expect(await rolesOf(ada)).toEqual(['learner student']);
		expect((await rolesOf(bruno)).toSorted()).toEqual(['adviser', 'learner student']);
		const act = await draft('remove-adviser', null, { filter: { role: 'adviser' } });
		expect(await view(act)).toMatchObject({ listed: 2, toDo: 2 });
		await run(act);
		expect(await rolesOf(bruno)).toEqual(['learner student']);
		const last = await draft('remove-learner', [ada, bruno]);
		expect(await view(last)).toMatchObject({ toDo: 0, reasons: [{ reason: 'only-role', people: 2 }] });
		await run(last);
		expect(await rolesOf(ada)).toEqual(['learner student']);
		await run(await draft('give-adviser', [second]));
		await run(await draft('remove-administrator', [second, chloe]));
		expect(await rolesOf(second)).toEqual(['adviser']);
		expect(await rolesOf(chloe)).toEqual(['administrator']);
	});

	test('is for the administrators of an institution, about its own people, and each for their own act', async () => {
		const { ada, bruno, chloe, here, there } = schools;
		const other = await newcomer(open(), [held(here, 'administrator')], 'Zoé');
		for (const who of [ada, bruno])
			await expect(draft('close', [ada], { who })).rejects.toMatchObject(notFound);
		await expect(
			draftBulkAct(open(), ANONYMOUS, { act: 'close', people: null, filter: {}, key: key() }),
		).rejects.toMatchObject({ status: 401 });
		for (const people of [[neighbour!, boss!], []])
			await expect(draft('close', people)).rejects.toMatchObject({
				code: 'identity.bulk-nobody',
				field: 'people',
			});
		const act = await draft('close', [ada, neighbour!]);
		expect((await view(act)).listed).toBe(1);
		for (const who of [boss!, bruno, other]) {
			await expect(view(act, who)).rejects.toMatchObject(notFound);
			await expect(run(act, { who })).rejects.toMatchObject(notFound);
		}
		for (const who of [boss!, bruno])
			await expect(discardBulkAct(open(), who, { act, key: key() })).rejects.toMatchObject(notFound);
		// Who also belongs elsewhere, or runs the service, is not one administrator's to close.
		const both = await newcomer(open(), [held(here, 'adviser'), held(there, 'adviser')], 'Karine');
		expect(await view(await draft('close', [both]))).toMatchObject({
			...{ toDo: 0, reasons: [{ reason: 'elsewhere', people: 1 }] },
		});
		// Whoever administered when the page was made does nothing more.
		const session = await signedIn(open(), chloe);
		await setRoles(open(), other, { person: chloe.id, roles: ['adviser'], audience: null, key: key() });
		await expect(run(act, { who: session })).rejects.toMatchObject(notFound);
		expect(await listPeople(open(), other, { state: 'closed' })).toMatchObject({ total: 0 });
	});

	test('many are seen to some at a time, and the rest is given up with the role', async () => {
		const { chloe, here } = schools;
		const other = await newcomer(open(), [held(here, 'administrator')], 'Zoé');
		for (let at = 0; at < 120; at += 1)
			await newcomer(open(), [held(here, 'learner', 'teacher')], `Membre ${at}`);
		const world: World = {
			...open(),
			listeners: { 'identity.bulk-acting': { 'rest-of-people': bulkActListener } },
		};
		const filter = { search: 'membre' };
		const act = await draft('close', null, { filter, world });
		await run(act, { world });
		expect(await view(act)).toMatchObject({ listed: 120, performed: 50, toDo: 70, endedAt: null });
		await callDueListeners(world);
		await callDueListeners(world);
		expect(await view(act)).toMatchObject({ performed: 120, toDo: 0, done: 120, endedAt: open().now() });
		const again = await draft('open', null, { filter, world });
		await run(again, { world });
		await setRoles(open(), other, { person: chloe.id, roles: ['adviser'], audience: null, key: key() });
		await callDueListeners(world);
		expect((await listPeople(open(), other, { state: 'closed' })).total).toBe(70);
	});

	test('a link to choose a new password goes to those who read mail at their address', async () => {
		const { ada, bruno } = schools;
		await expect(draft('new-password', [ada])).rejects.toMatchObject({
			code: 'platform.no-mail',
			status: 503,
		});
		const world: World = { ...open(), mailing: { writers: mailWriters } };
		await open().db.write((tx) =>
			storeVerifiedEmail(tx, ada.id, { email: `ada-${key()}@example.org`, at: open().now() }),
		);
		const send = async () => {
			const act = await draft('new-password', [ada, bruno], { world });
			await run(act, { world });
			return view(act);
		};
		expect(await send()).toMatchObject({ performed: 1, reasons: [{ reason: 'no-address', people: 1 }] });
		for (let n = 0; n < 2; n += 1) await send();
		expect(await send()).toMatchObject({
			...{ performed: 0 },
			reasons: [
				{ reason: 'no-address', people: 1 },
				{ reason: 'links-lately', people: 1 },
			],
		});
		expect((await accessJournalOf(open(), ada.id)).map(({ what }) => what)).toEqual(
			Array.from({ length: 3 }, () => 'password-link-sent'),
		);
	});

	test('a draft lives a day, an act thirty, and nobody is named in one after they left', async () => {
		const { ada, bruno, chloe } = schools;
		const before = open().now();
		const [kept, given] = [await draft('give-staff', [ada, bruno]), await draft('close', [ada])];
		await run(kept);
		await open().db.write((tx) => erase(tx, bruno.id));
		expect(await view(kept)).toMatchObject({ performed: 1 });
		await discardBulkAct(open(), chloe, { act: given, key: key() });
		await expect(view(given)).rejects.toMatchObject(notFound);
		const old = await draft('close', [ada]);
		open().setNow(new Date(before.getTime() + 2 * DAY));
		await deleteOldBulkActs(open());
		await expect(view(old)).rejects.toMatchObject(notFound);
		expect((await view(kept)).performed).toBe(1);
		open().setNow(new Date(before.getTime() + 31 * DAY));
		await deleteOldBulkActs(open());
		await expect(view(kept)).rejects.toMatchObject(notFound);
		open().setNow(before);
	});
});
