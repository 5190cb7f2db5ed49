import { expect, test } from 'vitest';
import { startAccompaniment } from '#identity/server';
import { eachDialect } from '#tests/world';
import { applicationAt, minute, neighbours, reviewAt } from '../../../../tests/recognised/neighbours.ts';
import { addApplication, addReview } from '../application-store.ts';
import * as queue from './review-queue-store.ts';

eachDialect('the store of what advisers have to review', (world) => {
	const read = () => world().db.read;

	test('what waits for advisers: sent, in one of these institutions, by somebody else: counted and listed, oldest first', async () => {
		const { here, there, ada, emile, bruno, denis, fatou } = await neighbours(world());
		const sent = (n: number) => ({ state: 'submitted', submittedAt: minute(n) }) as const;
		const adas = applicationAt(world(), here, ada.id, { id: 'b', ...sent(3) });
		const emiles = applicationAt(world(), here, emile.id, { id: 'c', ...sent(2) });
		const same = applicationAt(world(), here, emile.id, { id: 'a', badge: 'practice-ethics', ...sent(2) });
		const theirs = applicationAt(world(), there, denis.id, sent(1));
		const waitNot = [
			applicationAt(world(), here, bruno.id, sent(1)),
			applicationAt(world(), here, ada.id, { badge: 'practice-ethics' }),
			applicationAt(world(), here, ada.id, { badge: 'practice-content', state: 'returned' }),
			applicationAt(world(), there, fatou.id, { state: 'accepted', submittedAt: minute(1) }),
		];
		await world().db.write(async (tx) => {
			for (const one of [adas, emiles, same, theirs, ...waitNot]) await addApplication(tx, one);
		});
		const { institution } = here;
		const all = { after: 0, most: 20 };
		const waiting = async (
			some: { after: number; most: number; onlyMine?: boolean } = all,
			places = [institution],
			reader = bruno.id,
		) => queue.waitingApplications(read(), places, reader, some);
		const names = new Map([ada, emile].map(({ id, displayName }) => [id, displayName]));
		const other = (...list: readonly { person: string }[]) =>
			list.map((one) => ({
				...one,
				name: names.get(one.person),
				accompanied: false,
				again: false,
				opinions: 0,
			}));
		expect(await waiting()).toEqual({ some: other(same, emiles, adas), count: 3, mine: 0 });
		expect(await waiting({ after: 1, most: 1 })).toEqual({ some: other(emiles), count: 3, mine: 0 });
		expect(await waiting({ after: 3, most: 20 })).toEqual({ some: [], count: 0, mine: 0 });
		expect(await waiting(all, [institution, there.institution])).toMatchObject({ count: 4 });
		// People whom this adviser accompanies are marked, and listed once even if through two cohorts;
		// people whom other advisers accompany are not.
		await world().db.write(async (tx) => {
			for (const through of ['one', 'two'])
				await startAccompaniment(tx, world(), {
					adviser: bruno.id,
					person: ada.id,
					through: world().newId() + through,
				});
			await startAccompaniment(tx, world(), {
				adviser: fatou.id,
				person: emile.id,
				through: world().newId(),
			});
		});
		expect(await waiting()).toEqual({
			some: [...other(same, emiles), { ...other(adas)[0], accompanied: true }],
			count: 3,
			mine: 1,
		});
		expect(await waiting({ ...all, onlyMine: true })).toEqual({
			some: [{ ...other(adas)[0], accompanied: true }],
			count: 1,
			mine: 1,
		});
		// Émile's application was reviewed twice, and sent again since.
		await world().db.write(async (tx) => {
			for (const n of [1, 2]) await addReview(tx, emiles.id, reviewAt(world(), n));
		});
		expect((await waiting()).some.map(({ id, again }) => [id, again])).toEqual([
			[same.id, false],
			[emiles.id, true],
			[adas.id, false],
		]);
		// The oldest applications with the counts, in one query: those that wait, those sent again, and those
		// that this adviser sent back and still awaits.
		const brief = (list: readonly { id: string }[]) => list.map(({ id }) => id);
		const counts = async (most: number, places = [institution], reader = bruno.id) => {
			const asked = { most, since: { week: new Date(0), day: new Date(0) } };
			const { some, lately, ...numbers } = await queue.oldestWaitingAndCounts(read(), places, reader, asked);
			expect(lately).toEqual({ week: numbers.waiting, day: numbers.waiting });
			return { ...numbers, some: brief(some) };
		};
		expect(await counts(2)).toEqual({ waiting: 3, again: 1, returned: 0, some: [same.id, emiles.id] });
		const times = (await waiting()).some
			.map(({ submittedAt }) => submittedAt!.getTime())
			.toSorted((a, b) => a - b);
		const [, second = 0, last = 0] = times;
		const { some: first, lately } = await queue.oldestWaitingAndCounts(read(), [institution], bruno.id, {
			...{ most: 5, since: { week: new Date(second), day: new Date(last + 1) } },
		});
		expect(lately).toEqual({ week: times.filter((at) => at >= second).length, day: 0 });
		const { some: listed } = await waiting();
		expect(first).toEqual(
			listed.map(({ id, name, badge, submittedAt, accompanied, again }) => ({
				...{ id, name, badge, submittedAt, accompanied, again },
			})),
		);
		const returned = waitNot[2]!;
		await world().db.write(async (tx) => {
			for (const n of [1, 2])
				await addReview(tx, returned.id, { ...reviewAt(world(), n), reviewer: bruno.id });
		});
		expect(await counts(2)).toMatchObject({ returned: 1 });
		expect(await counts(2, [institution], fatou.id)).toMatchObject({ waiting: 4, returned: 0 });
		expect(await counts(2, [])).toEqual({ waiting: 0, again: 0, returned: 0, some: [] });

		const after = async (id: string, places = [institution], most = 20, onlyMine = false) =>
			brief(await queue.waitingApplicationsAfter(read(), places, bruno.id, { id, most, onlyMine }));
		expect(await after(same.id)).toEqual([emiles.id, adas.id]);
		expect(await after(same.id, [institution], 1)).toEqual([emiles.id]);
		expect(await after(same.id, [institution], 1, true)).toEqual([adas.id]);
		expect(await after(emiles.id)).toEqual([adas.id]);
		expect(await after(adas.id)).toEqual([]);
		// Nothing comes after an application of another institution, nor after an unknown one. The adviser's
		// own application is passed over.
		expect(await after(theirs.id)).toEqual([]);
		expect(await after(theirs.id, [institution, there.institution])).toEqual([same.id, emiles.id, adas.id]);
		expect(await after('none')).toEqual([]);
		expect(await queue.countWaiting(read(), [institution], bruno.id)).toBe(3);
		expect(await queue.countWaiting(read(), [institution, there.institution], bruno.id)).toBe(4);
		expect(await queue.countWaiting(read(), [there.institution], fatou.id)).toBe(1);
		expect(await waiting(all, [])).toEqual({ some: [], count: 0, mine: 0 });
		expect(await queue.countWaiting(read(), [], bruno.id)).toBe(0);
	});
});
