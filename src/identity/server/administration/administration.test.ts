import { beforeEach, expect, test } from 'vitest';
import { ACT_FAMILIES, ADMINISTRATIVE_ACTS, ANONYMOUS, type PersonActor } from '#identity';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import {
	createInvitation,
	deleteOldAdministrativeActs,
	endAgreement,
	erase,
	grantAgreement,
	readAdministrativeJournal,
	resetPassword,
	setDisabled,
	setRoles,
} from '../index.ts';
import { inSchools, twoSchools } from '../two-schools.fixture.ts';
import { insertAct } from './act-store.ts';

eachDialect('the journal of administrators', (open) => {
	const { held, key, later, school } = inSchools(open);
	let schools: Awaited<ReturnType<typeof twoSchools>>;
	let stranger: PersonActor;

	beforeEach(async () => {
		schools = await twoSchools(open());
		stranger = await newcomer(open(), [held(schools.there, 'administrator')], 'Denise');
	});

	const read = (who: PersonActor, asked: Parameters<typeof readAdministrativeJournal>[2] = {}) =>
		readAdministrativeJournal(open(), who, asked);
	const whats = async (...asked: Parameters<typeof read>) =>
		(await read(...asked)).lines.map(({ what }) => what);
	const close = (person: string, disabled: boolean) =>
		setDisabled(open(), schools.chloe, { person, disabled, key: key() });

	test('tells its administrators who did what, about whom, newest first; others are told nothing', async () => {
		const { chloe, ada, here } = schools;
		await close(ada.id, true);
		later(1000);
		await close(ada.id, false);
		// What changes nothing is no act.
		await close(ada.id, false);
		later(1000);
		const invitation = { institution: here, role: 'adviser' as const, audience: null, days: 7, uses: 1 };
		await createInvitation(open(), chloe, { ...invitation, name: 'École des Pins', key: key() });
		const by = { id: chloe.id, name: 'Chloe', here: true };
		const about = { id: ada.id, name: 'Ada', here: true };
		const { lines, ...counts } = await read(chloe);
		expect(counts).toEqual({ page: 1, pages: 1, total: 3, only: null });
		expect(lines).toMatchObject([
			{ what: 'invitation-made', by, about: null, called: 'École des Pins' },
			{ what: 'account-opened', by, about, called: null },
			{ what: 'account-closed', by, about },
		]);
		expect(await whats(stranger)).toEqual([]);
		for (const who of [ada, schools.bruno])
			await expect(read(who)).rejects.toMatchObject({ code: 'not-found', status: 404 });
		await expect(readAdministrativeJournal(open(), ANONYMOUS, {})).rejects.toMatchObject({ status: 401 });
	});

	test('is read by family, or by person, who may have done it or be concerned', async () => {
		const { chloe, ada, bruno } = schools;
		await close(ada.id, true);
		await setRoles(open(), chloe, {
			person: bruno.id,
			roles: ['adviser', 'administrator'],
			audience: null,
			key: key(),
		});
		later(1000);
		await resetPassword(
			open(),
			await signedIn(open(), { ...bruno, memberships: [held(schools.here, 'administrator')] }),
			ada.id,
		);
		const service = await school({ kind: 'recit', name: 'RÉCIT' });
		later(1000);
		const agreement = await grantAgreement(open(), chloe, {
			service,
			reviews: true,
			lastDay: null,
			key: key(),
		});
		later(1000);
		await endAgreement(open(), chloe, { agreement, key: key() });
		await endAgreement(open(), chloe, { agreement, key: key() });
		expect(await whats(chloe, { family: 'agreements' })).toEqual(['agreement-ended', 'agreement-granted']);
		expect((await read(chloe, { family: 'agreements' })).lines[0]).toMatchObject({ called: 'RÉCIT' });
		expect(await whats(chloe, { family: 'mail' })).toEqual([]);
		expect((await whats(chloe, { person: bruno.id })).toSorted()).toEqual([
			'password-reset',
			'roles-changed',
		]);
		expect(await whats(chloe, { person: ada.id, family: 'accounts' })).toEqual([
			'password-reset',
			'account-closed',
		]);
		expect((await read(chloe, { person: ada.id })).only).toEqual({ id: ada.id, name: 'Ada', here: true });
		expect(
			(await read(chloe, { person: bruno.id })).lines.find(({ what }) => what === 'roles-changed')?.thing,
		).toBe('adviser administrator');
		// Of somebody whom only another institution knows, not even the name.
		expect(await read(chloe, { person: stranger.id })).toMatchObject({ lines: [], only: null });
	});

	test('keeps what was done, without a name, once an account is deleted', async () => {
		const { chloe, ada, here } = schools;
		const other = await newcomer(open(), [held(here, 'administrator')], 'Odile');
		await close(ada.id, true);
		await open().db.write((tx) => erase(tx, ada.id));
		expect((await read(chloe)).lines).toMatchObject([
			{ what: 'account-closed', about: null, by: { id: chloe.id } },
		]);
		await open().db.write((tx) => erase(tx, chloe.id));
		expect((await read(other)).lines).toMatchObject([{ what: 'account-closed', about: null, by: null }]);
	});

	test('has fifty lines to a page, and keeps each three years', async () => {
		const { chloe, here } = schools;
		await open().db.write(async (tx) => {
			for (let n = 0; n < 51; n += 1)
				await insertAct(tx, {
					...{ id: open().newId(), institution: here, actor: chloe.id, what: 'settings-changed' },
					...{ person: null, thing: null, at: new Date(open().now().getTime() + n) },
				});
		});
		expect(await read(chloe)).toMatchObject({ page: 1, pages: 2, total: 51 });
		expect((await read(chloe)).lines).toHaveLength(50);
		expect((await read(chloe, { page: 9 })).lines).toHaveLength(1);
		const began = open().now();
		open().setNow(
			new Date(Date.UTC(began.getUTCFullYear() + 3, began.getUTCMonth(), began.getUTCDate() - 1)),
		);
		await deleteOldAdministrativeActs(open());
		expect(await read(chloe)).toMatchObject({ total: 51 });
		later(3 * 86_400_000);
		await deleteOldAdministrativeActs(open());
		expect(await read(chloe)).toMatchObject({ total: 0 });
		open().setNow(began);
	});
});

test('each kind stands in one family', () => {
	const all = ACT_FAMILIES.flatMap((family): readonly string[] => ADMINISTRATIVE_ACTS[family]);
	expect(new Set(all).size).toBe(all.length);
});
