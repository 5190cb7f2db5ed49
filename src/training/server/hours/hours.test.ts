import { expect, test } from 'vitest';
import { ANONYMOUS, type InstitutionKind, type PersonActor } from '#identity';
import { createInstitution, erase, setDisabled, setRoles } from '#identity/server';
import { newcomer, signedIn } from '#tests/people';
import { eachDialect } from '#tests/world';
import type { TrainingKind } from '../../index.ts';
import {
	declaredHours,
	deleteExpiredHoursShares,
	hoursShares,
	institutionUnderAct,
	personalData,
	recordTraining,
	removeTraining,
	sharedHours,
	shareHours,
	trainingTables,
	withdrawHoursShare,
} from '../index.ts';

const DAY = 86_400_000;
const lost = expect.objectContaining({ status: 404 });

eachDialect('« Mes 30 heures »', (open) => {
	const key = () => open().newId();
	const place = async (kind: InstitutionKind, timeZone?: string) =>
		(
			await createInstitution(open(), {
				...{ slug: `lieu-${key().slice(0, 8)}`, name: 'École', kind },
				...(timeZone && { timeZone }),
			})
		).id;
	async function teacher(kind: InstitutionKind = 'service-centre', timeZone?: string): Promise<PersonActor> {
		const institution = await place(kind, timeZone);
		const who = await newcomer(open(), [{ institution, role: 'learner', audience: 'teacher' }]);
		return signedIn(open(), who);
	}
	const log = (who: PersonActor, date: string, minutes: number, kind: TrainingKind = 'course') =>
		recordTraining(open(), who, {
			...{ title: 'Les licences', date, minutes, kind, dimensions: ['collaboration', 'communication'] },
			...{ reflection: '', link: null, key: key() },
		});
	const stored = () => open().db.read.select().from(trainingTables(open().db).hoursShares);
	/** Does something a number of days from now, then comes back. */
	async function later<T>(days: number, work: () => Promise<T>): Promise<T> {
		const before = open().now();
		open().setNow(new Date(before.getTime() + days * DAY));
		try {
			return await work();
		} finally {
			open().setNow(before);
		}
	}

	test('the total counts each activity once, in the period alone, of the kinds that count', async () => {
		const ada = await teacher();
		await log(ada, '2025-06-30', 600);
		await log(ada, '2025-07-01', 60);
		await log(ada, '2026-11-20', 90, 'reading');
		await log(ada, '2026-11-21', 45, 'experimentation');
		const { id } = await log(ada, '2026-11-21', 400, 'instructor');
		await removeTraining(open(), ada, { id, key: key() });
		const present = await declaredHours(open(), ada, null);
		expect(present).toMatchObject({ period: { from: '2025-07-01', to: '2027-06-30' }, minutes: 150 });
		expect(present.periods.map(({ from }) => from)).toEqual(['2025-07-01', '2023-07-01']);
		expect(present.kinds.filter(({ count }) => count > 0)).toEqual([
			{ kind: 'course', minutes: 60, count: 1, counts: true },
			{ kind: 'reading', minutes: 90, count: 1, counts: true },
			{ kind: 'experimentation', minutes: 45, count: 1, counts: false },
		]);
		expect(present.kinds).toHaveLength(6);
		expect(await declaredHours(open(), ada, '2023')).toMatchObject({ minutes: 600 });
		for (const year of ['2021', '2027', '2024', '', 'x'])
			await expect(declaredHours(open(), ada, year)).rejects.toEqual(lost);
	});

	test('the period changes at midnight where the institution is', async () => {
		const before = open().now();
		open().setNow(new Date('2027-07-01T04:30:00Z'));
		try {
			// Half past midnight in Montréal, half past eleven the evening before in Winnipeg.
			const [east, west] = [await teacher(), await teacher('school-board', 'America/Winnipeg')];
			expect((await declaredHours(open(), east, null)).period.from).toBe('2027-07-01');
			expect((await declaredHours(open(), west, null)).period.from).toBe('2025-07-01');
		} finally {
			open().setNow(before);
		}
	});

	test('it adds up the hours of all one’s institutions, and is there if one of them is a school', async () => {
		const [cegep, school] = [await place('cegep'), await place('private')];
		const both = await newcomer(open(), [
			{ institution: cegep, role: 'learner', audience: 'teacher' },
			{ institution: school, role: 'learner', audience: 'staff' },
		]);
		const ada = await signedIn(open(), both);
		await log(ada, '2026-11-20', 90);
		expect(await declaredHours(open(), ada, null)).toMatchObject({ minutes: 90 });
		expect((await institutionUnderAct(open(), ada))?.id).toBe(school);
	});

	test('neither a cégep’s staff, nor a student, nor an adviser, nor a visitor has it', async () => {
		const school = await place('service-centre');
		const student = await newcomer(open(), [{ institution: school, role: 'learner', audience: 'student' }]);
		const adviser = await newcomer(open(), [{ institution: school, role: 'adviser' }]);
		for (const who of [await teacher('cegep'), student, adviser]) {
			await expect(declaredHours(open(), who, null)).rejects.toEqual(lost);
			await expect(shareHours(open(), who, { year: '2025', days: 7, key: key() })).rejects.toEqual(lost);
			await expect(hoursShares(open(), who)).rejects.toEqual(lost);
			expect(await institutionUnderAct(open(), who)).toBeUndefined();
		}
		await expect(declaredHours(open(), ANONYMOUS, null)).rejects.toMatchObject({ status: 401 });
		expect(await institutionUnderAct(open(), ANONYMOUS)).toBeUndefined();
	});

	test('a link shows name, period and today’s total and nothing else; only its hash is stored', async () => {
		const ada = await teacher();
		await log(ada, '2026-11-20', 90);
		const token = await shareHours(open(), ada, { year: '2025', days: 7, key: key() });
		const seen = { name: 'Ada', period: { from: '2025-07-01', to: '2027-06-30' }, minutes: 90 };
		expect(await sharedHours(open(), token)).toEqual(seen);
		await log(ada, '2026-11-21', 30);
		expect(await sharedHours(open(), token)).toEqual({ ...seen, minutes: 120 });
		expect(token).toMatch(/^[\w-]{43}$/);
		expect(JSON.stringify(await stored())).not.toContain(token);
		expect(JSON.stringify(await personalData(open(), ada.id))).toContain('"periodFrom":"2025-07-01"');
		expect(await hoursShares(open(), ada)).toMatchObject([{ period: seen.period }]);
	});

	test.each([7, 30, 90])('a link of %i days works until the last moment of them', async (days) => {
		const ada = await teacher();
		const token = await shareHours(open(), ada, { year: '2025', days, key: key() });
		await later(days - 1 / DAY, async () => {
			await deleteExpiredHoursShares(open());
			expect(await sharedHours(open(), token)).toMatchObject({ name: 'Ada' });
		});
		await later(days, async () => {
			await expect(sharedHours(open(), token)).rejects.toEqual(lost);
			expect(await hoursShares(open(), ada)).toEqual([]);
			const kept = (await stored()).filter(({ person }) => person === ada.id);
			expect(kept).toHaveLength(1);
			await deleteExpiredHoursShares(open());
			expect((await stored()).filter(({ person }) => person === ada.id)).toEqual([]);
		});
	});

	test('it is withdrawn at any time, by its person alone', async () => {
		const [ada, bruno] = [await teacher(), await teacher()];
		const token = await shareHours(open(), ada, { year: '2025', days: 90, key: key() });
		const [{ id } = { id: '' }] = await hoursShares(open(), ada);
		await expect(withdrawHoursShare(open(), bruno, { id, key: key() })).rejects.toEqual(lost);
		expect(await sharedHours(open(), token)).toMatchObject({ name: 'Ada' });
		const again = key();
		expect(await withdrawHoursShare(open(), ada, { id, key: again })).toBe(true);
		await expect(sharedHours(open(), token)).rejects.toEqual(lost);
		expect(await withdrawHoursShare(open(), ada, { id, key: again })).toBe(true);
		await expect(withdrawHoursShare(open(), ada, { id, key: key() })).rejects.toEqual(lost);
	});

	test('the same form makes one link, whose first address stops working; none once it is withdrawn', async () => {
		const ada = await teacher();
		const form = { year: '2025', days: 30, key: key() };
		const first = await shareHours(open(), ada, form);
		const second = await shareHours(open(), ada, form);
		expect(second).not.toBe(first);
		await expect(sharedHours(open(), first)).rejects.toEqual(lost);
		expect(await sharedHours(open(), second)).toMatchObject({ name: 'Ada' });
		const [{ id } = { id: '' }, ...others] = await hoursShares(open(), ada);
		expect(others).toEqual([]);
		await withdrawHoursShare(open(), ada, { id, key: key() });
		await expect(shareHours(open(), ada, form)).rejects.toMatchObject({
			code: 'training.hours-share-ended',
			status: 409,
		});
	});

	test('twenty links at once and no more; one withdrawn makes room', async () => {
		const ada = await teacher();
		for (let made = 0; made < 20; made += 1)
			await shareHours(open(), ada, { year: '2025', days: 7, key: key() });
		const one = () => shareHours(open(), ada, { year: '2025', days: 7, key: key() });
		await expect(one()).rejects.toMatchObject({ code: 'training.hours-shares-many' });
		const [{ id } = { id: '' }] = await hoursShares(open(), ada);
		await withdrawHoursShare(open(), ada, { id, key: key() });
		expect(await one()).toMatch(/./);
	});

	test('nothing is shown of an account that is closed, that left the schools, or that is erased', async () => {
		const institution = await place('service-centre');
		const chloe = await signedIn(
			open(),
			await newcomer(open(), [{ institution, role: 'administrator' }], 'Chloe'),
		);
		const ada = await signedIn(
			open(),
			await newcomer(open(), [{ institution, role: 'learner', audience: 'teacher' }]),
		);
		const token = await shareHours(open(), ada, { year: '2025', days: 7, key: key() });
		await setDisabled(open(), chloe, { person: ada.id, disabled: true, key: key() });
		await expect(sharedHours(open(), token)).rejects.toEqual(lost);
		await setDisabled(open(), chloe, { person: ada.id, disabled: false, key: key() });
		expect(await sharedHours(open(), token)).toMatchObject({ name: 'Ada' });
		await open().db.write((tx) => erase(tx, ada.id));
		await expect(sharedHours(open(), token)).rejects.toEqual(lost);

		const ben = await signedIn(
			open(),
			await newcomer(open(), [{ institution, role: 'learner', audience: 'staff' }], 'Ben'),
		);
		const his = await shareHours(open(), ben, { year: '2025', days: 7, key: key() });
		expect(await sharedHours(open(), his)).toMatchObject({ name: 'Ben' });
		const student = { roles: ['learner'], audience: 'student' } as const;
		await setRoles(open(), chloe, { person: ben.id, ...student, key: key() });
		await expect(sharedHours(open(), his)).rejects.toEqual(lost);
	});
});
