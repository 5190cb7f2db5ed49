import { beforeEach, expect, test } from 'vitest';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import { ANONYMOUS, type PersonActor } from '../actor.ts';
import {
	accessJournalOf,
	startAccompaniment,
	actorOf,
	erase,
	giveShare,
	institutionById,
	listInstitutions,
	myAccount,
	mySessions,
	personalData,
	recordAccess,
	reloadActor,
	setDisabled,
	activeSharesOfPeopleSharingWith,
	shareHistoryOf,
	signOut,
} from './index.ts';
import { recordLook, recordShareReading } from './access-journal.ts';
import { insertReading } from './sharing/reading-store.ts';
import { insertAccess } from './sharing/sharing-store.ts';
import { updateDisabled } from './accounts/people-store.ts';
import { insertSession } from './sessions/session-store.ts';
import { newSession } from './sessions/sessions.ts';
import { newToken } from './sessions/tokens.ts';
import { inSchools, twoSchools } from './two-schools.fixture.ts';

const DAY = 86_400_000;

eachDialect('what others did with a person’s data', (open) => {
	const { key, held, later, unwritten } = inSchools(open);
	let here = '';
	let there = '';
	let chloe: PersonActor;
	let ada: PersonActor;
	let bruno: PersonActor;

	beforeEach(async () => {
		({ here, there, chloe, ada, bruno } = await twoSchools(open()));
	});

	test('the account page names institutions, marks the session in use, and shows the last twenty lines', async () => {
		const both = await newcomer(open(), [held(there, 'adviser'), held(here, 'learner', 'staff')], 'Zoe');
		const zoe = await signedIn(open(), both);
		await signedIn(open(), both);
		await open().db.write(async (tx) => {
			for (let n = 0; n < 21; n += 1) {
				later(1000);
				await recordAccess(open(), { actor: bruno.id, person: both.id, what: `line-${n}` }, tx);
			}
			later(1000);
			await recordAccess(open(), { actor: 'operator', person: both.id, what: 'last' }, tx);
		});
		const names = new Map((await listInstitutions(open())).map(({ id, name }) => [id, name]));
		const account = await myAccount(open(), await reloadActor(open().db.read, zoe, open().now()));
		expect(account).toMatchObject({
			username: both.username,
			displayName: 'Zoe',
			email: null,
			mustChangePassword: false,
			belongs: both.memberships.map(({ institution, role, audience }, at) => ({
				...{ role, audience, institution: names.get(institution), here: at === 0 },
			})),
		});
		expect(account.sessions.map(({ current }) => current).toSorted()).toEqual([false, true]);
		expect(account.accesses).toHaveLength(20);
		expect(account.accesses[0]).toMatchObject({ by: null, operator: true, what: 'last' });
		expect(account.accesses[1]).toMatchObject({ by: 'Bruno', operator: false, what: 'line-20' });
		expect(account.accesses[19]).toMatchObject({ what: 'line-2' });
		await expect(myAccount(open(), { ...zoe, id: open().newId() })).rejects.toMatchObject({ status: 401 });
		// An administrator's session ends sooner, and is then no longer listed.
		const admin = await signedIn(open(), chloe);
		later(30 * 60_000 - 1);
		expect(await mySessions(open(), admin)).toMatchObject([{ current: true }]);
		later(1);
		expect(await mySessions(open(), admin)).toEqual([]);
		expect(await mySessions(open(), zoe)).toHaveLength(2);
	});

	test('the journal joins looks and readings, latest first, without one’s own', async () => {
		const cohort = open().newId();
		const may = () => {};
		await open().db.write(async (tx) => {
			await giveShare(tx, open(), {
				...{ person: ada.id, granteeKind: 'cohort', grantee: cohort, textVersion: '1' },
			});
			await startAccompaniment(tx, open(), { adviser: bruno.id, person: ada.id, through: cohort });
		});
		const read = (actor: PersonActor, day: string) =>
			recordShareReading(open(), actor, { may, granteeKind: 'cohort', grantee: cohort, day });
		await read(bruno, '2026-11-22');
		later(1000);
		await recordLook(open(), bruno, { may, person: ada.id, what: 'application-read', thing: 'a1' });
		later(1000);
		await read(bruno, '2026-11-22');
		await read(bruno, '2026-11-23');
		await read(ada, '2026-11-23');
		await recordLook(open(), ada, { may, person: ada.id, what: 'application-read' });
		const found = await accessJournalOf(open(), ada.id);
		expect(found.map(({ what, thing, by, person, actor }) => [what, thing, by, person, actor])).toEqual([
			['cohort-read', cohort, 'Bruno', ada.id, bruno.id],
			['application-read', 'a1', 'Bruno', ada.id, bruno.id],
			['cohort-read', cohort, 'Bruno', ada.id, bruno.id],
		]);
		expect(new Set(found.map(({ id }) => id)).size).toBe(3);
		await expect(recordLook(open(), bruno, { may, person: open().newId(), what: 'x' })).rejects.toMatchObject(
			{
				status: 404,
			},
		);
		// An actor who may no longer look is refused before anything is written, whether or not a reading of
		// that day is already recorded.
		const no = () => {
			throw new Error('not any more');
		};
		await expect(recordLook(open(), bruno, { may: no, person: ada.id, what: 'x' })).rejects.toThrow(
			'not any',
		);
		await expect(
			recordShareReading(open(), bruno, {
				may: no,
				granteeKind: 'cohort',
				grantee: cohort,
				day: '2026-11-24',
			}),
		).rejects.toThrow('not any');
		expect(await accessJournalOf(open(), ada.id)).toHaveLength(3);
		expect(
			await activeSharesOfPeopleSharingWith(open(), { granteeKind: 'cohort', grantee: cohort }),
		).toHaveLength(1);
		// A share without a date ends only when it is withdrawn.
		expect(await shareHistoryOf(open().db.read, ada.id)).toMatchObject([{ until: null, withdrawnAt: null }]);
	});

	test('what leaves all as it is writes nothing', async () => {
		const still = unwritten();
		const may = () => {};
		const read = { may, granteeKind: 'cohort', grantee: open().newId(), day: '2026-11-22' } as const;
		await recordShareReading(open(), bruno, read);
		await recordShareReading(still, bruno, read);
		await expect(recordShareReading(still, bruno, { ...read, day: '2026-11-23' })).rejects.toThrow(
			'is written',
		);
		await signOut(still, ANONYMOUS);
		await signOut(still, ada);
		await expect(signOut(still, await signedIn(open(), ada))).rejects.toThrow('is written');
		expect(await actorOf(still, undefined)).toEqual(ANONYMOUS);
		expect(await actorOf(still, '')).toEqual(ANONYMOUS);
		for (const token of ['x', '\u0000', newToken(), 'é'.repeat(5000)])
			expect(await actorOf(still, token)).toEqual(ANONYMOUS);
	});

	test('of a long journal the last five hundred lines are read, readings among them', async () => {
		const cohort = open().newId();
		const start = open().now().getTime();
		await open().db.write(async (tx) => {
			for (let n = 0; n < 501; n += 1)
				await insertAccess(tx, {
					...{ id: key(), actor: 'operator', person: ada.id, what: `line-${n}`, thing: null },
					at: new Date(start + n),
				});
			await giveShare(tx, open(), {
				...{ person: ada.id, granteeKind: 'cohort', grantee: cohort, textVersion: '1' },
			});
			await insertReading(tx, {
				...{ actor: bruno.id, granteeKind: 'cohort', grantee: cohort, day: '2026-11-22' },
				at: new Date(start + 100),
			});
		});
		const found = await accessJournalOf(open(), ada.id);
		expect(found).toHaveLength(500);
		expect([found[0]?.what, found[499]?.what]).toEqual(['line-500', 'line-2']);
		expect(found.filter(({ what }) => what === 'cohort-read')).toHaveLength(1);
	});

	test('a person’s file dates everything', async () => {
		const cohort = open().newId();
		const start = open().now().toISOString();
		const until = new Date(open().now().getTime() + DAY);
		await open().db.write(async (tx) => {
			await giveShare(tx, open(), {
				...{ person: ada.id, granteeKind: 'cohort', grantee: cohort, textVersion: '3', until },
			});
			await startAccompaniment(tx, open(), { adviser: bruno.id, person: ada.id, through: cohort });
			await recordAccess(open(), { actor: bruno.id, person: ada.id, what: 'application-read' }, tx);
			await insertSession(tx, newSession(ada.id, open().now(), 'Firefox, Linux').session);
			await updateDisabled(tx, ada.id, open().now());
		});
		await setDisabled(open(), chloe, { person: ada.id, disabled: false, key: key() });
		const { name } = await institutionById(open(), here);
		const file = await personalData(open(), ada.id);
		expect(file).toEqual({
			account: {
				...{ username: ada.username, email: null, displayName: 'Ada', locale: 'fr' },
				...{ createdAt: start, disabledAt: null, operatorSince: null },
				...{ emailVerifiedAt: null, emailRefusedAt: null, wantsMail: true },
			},
			mails: [],
			agreementsUsed: [],
			invitations: [],
			memberships: [{ institution: name, role: 'learner', audience: 'teacher', since: start, until: null }],
			sessions: [{ device: 'Firefox, Linux', openedAt: start, seenAt: start }],
			shares: [
				{
					...{ with: 'cohort', id: cohort, textVersion: '3', givenAt: start },
					...{ until: until.toISOString(), withdrawnAt: null },
				},
			],
			accompaniedBy: [{ adviser: bruno.id, cohort, since: start }],
			accesses: expect.arrayContaining([
				{ by: 'Bruno', what: 'application-read', at: start },
				{ by: 'Chloe', what: 'account-opened', at: start },
			]),
		});
		await open().db.write((tx) => erase(tx, ada.id));
		expect(await personalData(open(), ada.id)).toBeNull();
	});
});
