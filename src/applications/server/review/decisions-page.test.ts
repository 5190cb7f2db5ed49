import { expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import { addApplication, addOpinion, addReview, addSubmission } from '../application-store.ts';
import {
	applicationAt,
	minute,
	neighbours,
	reviewAt,
	submissionAt,
} from '../../../../tests/recognised/neighbours.ts';
import { type WaitingOrDecidedState, decisionsPage } from './decisions-page.ts';

const notFound = { code: 'not-found', status: 404 };

eachDialect('what an adviser follows', (world) => {
	test('what waits, and what they answered themselves, by state, the newest first, twenty a page', async () => {
		const { here, there, ada, emile, bruno, denis, fatou } = await neighbours(world());
		const all = (state: WaitingOrDecidedState | null = null, page = 1) =>
			decisionsPage(world(), bruno, { state, page });
		expect(await all()).toEqual({
			...{ items: [], page: 1, pages: 1, timeZone: 'America/Toronto' },
			counts: { submitted: 0, returned: 0, accepted: 0, refused: 0 },
		});
		const made = async (
			person: string,
			state: 'submitted' | 'returned' | 'accepted' | 'refused' | 'withdrawn' | 'draft',
			sent: number,
			answers: readonly (readonly [reviewer: string, at: number])[] = [],
			place = here,
		) => {
			const badge = `practice-${world().newId()}`;
			const one = applicationAt(world(), place, person, { badge, state, submittedAt: minute(sent) });
			await world().db.write(async (tx) => {
				await addApplication(tx, one);
				for (const [reviewer, n] of answers)
					await addReview(tx, one.id, { ...reviewAt(world(), n), reviewer });
			});
			return one.id;
		};
		const waits = await made(ada.id, 'submitted', 5);
		// An application sent again after Bruno's decision counts as waiting since it was sent again.
		const again = await made(ada.id, 'submitted', 40, [[bruno.id, 30]]);
		const returned = await made(emile.id, 'returned', 1, [
			[bruno.id, 10],
			[bruno.id, 20],
		]);
		const accepted = await made(emile.id, 'accepted', 1, [
			[fatou.id, 50],
			[bruno.id, 9],
		]);
		for (const [person, state, answers, place] of [
			[bruno.id, 'submitted', [], here],
			[ada.id, 'withdrawn', [[bruno.id, 3]], here],
			[ada.id, 'draft', [], here],
			[ada.id, 'refused', [[fatou.id, 3]], here],
			[ada.id, 'accepted', [], here],
			[denis.id, 'submitted', [], there],
			[denis.id, 'refused', [[bruno.id, 3]], there],
		] as const)
			await made(person, state, 2, answers, place);
		const listed = async (state: WaitingOrDecidedState | null = null) =>
			(await all(state)).items.map(({ id, at }) => [id, at]);
		expect(await listed()).toEqual([
			[again, minute(40)],
			[returned, minute(20)],
			[accepted, minute(9)],
			[waits, minute(5)],
		]);
		expect(await listed('submitted')).toEqual([
			[again, minute(40)],
			[waits, minute(5)],
		]);
		expect(await listed('refused')).toEqual([]);
		const { counts, items } = await all('returned');
		expect(counts).toEqual({ submitted: 2, returned: 1, accepted: 1, refused: 0 });
		expect(items).toMatchObject([{ id: returned, name: 'Émile', state: 'returned', definition: undefined }]);
		for (let n = 0; n < 20; n += 1) await made(emile.id, 'refused', 1, [[bruno.id, 100 + n]]);
		expect(await all()).toMatchObject({ page: 1, pages: 2, counts: { refused: 20 } });
		expect((await all(null, 2)).items.map(({ id }) => id)).toEqual([again, returned, accepted, waits]);
		expect(await all('refused')).toMatchObject({ pages: 1 });
		for (const page of [0, 3, 1.5]) await expect(all(null, page)).rejects.toMatchObject(notFound);
		await expect(all('refused', 2)).rejects.toMatchObject(notFound);
		const anywhere = { state: null, page: 1 };
		await expect(decisionsPage(world(), ada, anywhere)).rejects.toMatchObject(notFound);
		await expect(decisionsPage(world(), ANONYMOUS, anywhere)).rejects.toMatchObject({ status: 401 });
	});

	test('an opinion that another decided after is among them, at its own date', async () => {
		const { here, ada, bruno } = await neighbours(world());
		const adviser = { institution: here.institution, role: 'adviser' } as const;
		const berthe = await newcomer(world(), [adviser], 'Berthe');
		const one = applicationAt(world(), here, ada.id, {
			...{ badge: 'transfer-collaboration', state: 'accepted', submittedAt: minute(1) },
		});
		const submission = submissionAt(world(), 1);
		await world().db.write(async (tx) => {
			await addApplication(tx, one);
			await addSubmission(tx, one.id, submission);
			const opinion = { service: null, submission: submission.id };
			await addOpinion(tx, one.id, { ...reviewAt(world(), 5), ...opinion, reviewer: bruno.id });
			const last = { ...reviewAt(world(), 9), reviewer: berthe.id };
			await addReview(tx, one.id, last);
			await addOpinion(tx, one.id, { ...last, ...opinion });
		});
		for (const [who, n] of [
			[bruno, 5],
			[berthe, 9],
		] as const) {
			const { items, counts } = await decisionsPage(world(), who, { state: 'accepted', page: 1 });
			expect(items.map(({ id, at }) => [id, at])).toEqual([[one.id, minute(n)]]);
			expect(counts.accepted).toBe(1);
		}
	});
});
