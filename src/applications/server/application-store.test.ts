import { beforeAll, expect, test } from 'vitest';
import { isUniqueViolation } from '#platform/server';
import { eachDialect } from '#tests/world';
import * as store from './application-store.ts';
import { addRemovedEvidence, eraseRemovedEvidence, removedEvidenceOf } from './removed-store.ts';
import {
	applicationAt,
	changesOf,
	evidenceAt,
	minute,
	neighbours,
	reviewAt,
	submissionAt,
} from '../../../tests/recognised/neighbours.ts';

eachDialect('the store of applications', (world) => {
	const read = () => world().db.read;
	let people: Awaited<ReturnType<typeof neighbours>>;
	let adas: ReturnType<typeof applicationAt>[];
	let emiles: ReturnType<typeof applicationAt>;
	let denis: ReturnType<typeof applicationAt>;

	beforeAll(async () => {
		people = await neighbours(world());
		const { here, there, ada, emile } = people;
		// The first two were created at the same time. The third is the newest, although its id comes first.
		adas = [
			applicationAt(world(), here, ada.id, { id: '1', badge: 'practice-inclusion' }),
			applicationAt(world(), here, ada.id, { id: '2' }),
			applicationAt(world(), here, ada.id, { id: '0', badge: 'practice-content', createdAt: minute(2) }),
		];
		emiles = applicationAt(world(), here, emile.id);
		denis = applicationAt(world(), there, people.denis.id);
		await world().db.write(async (tx) => {
			for (const one of [...adas, emiles, denis]) await store.addApplication(tx, one);
		});
	});

	test('one is found by its id, a person’s are listed newest first, nobody else’s', async () => {
		const { ada, fatou } = people;
		expect(await store.applicationById(read(), emiles.id)).toEqual(emiles);
		expect(await store.applicationById(read(), 'none')).toBeUndefined();
		expect(await store.applicationsOf(read(), ada.id)).toEqual([adas[2], adas[1], adas[0]]);
		expect(await store.applicationsOf(read(), fatou.id)).toEqual([]);
	});

	test('at most one is open for a person and a badge; once closed, another may be begun', async () => {
		const { here, fatou } = people;
		const first = applicationAt(world(), here, fatou.id);
		const again = applicationAt(world(), here, fatou.id);
		const begin = (one: typeof first) => world().db.write((tx) => store.addApplication(tx, one));
		await begin(first);
		await expect(begin(again)).rejects.toSatisfy(isUniqueViolation);
		const from = { state: 'draft', revision: 1 } as const;
		const moved = await changesOf(world(), (tx) =>
			store.updateApplication(tx, first.id, { from, state: 'draft', open: true }),
		);
		expect(moved).toEqual({ [`applications ${first.id}`]: { revision: 2 } });
		await expect(begin(again)).rejects.toSatisfy(isUniqueViolation);
		await changesOf(world(), async (tx) => {
			const close = { from: { ...from, revision: 2 }, state: 'withdrawn', open: false } as const;
			expect(await store.updateApplication(tx, first.id, { ...close, set: { decidedAt: minute(9) } })).toBe(
				true,
			);
		});
		expect(await store.applicationById(read(), first.id)).toMatchObject({
			...{ state: 'withdrawn', revision: 3, decidedAt: minute(9), submittedAt: null },
		});
		await begin(again);
	});

	test('one moves from the state and the revision that were read, alone, or not at all', async () => {
		const move = { state: 'submitted', open: true, set: { submittedAt: minute(3) } } as const;
		const tried = async (from: { state: 'draft' | 'returned'; revision: number }) => {
			let done: boolean | undefined;
			const changes = await changesOf(world(), async (tx) => {
				done = await store.updateApplication(tx, emiles.id, { ...move, from });
			});
			return { done, changes };
		};
		const not = { done: false, changes: {} };
		expect(await tried({ state: 'returned', revision: 1 })).toEqual(not);
		expect(await tried({ state: 'draft', revision: 2 })).toEqual(not);
		expect(await tried({ state: 'draft', revision: 1 })).toEqual({
			done: true,
			changes: {
				[`applications ${emiles.id}`]: { state: 'submitted', revision: 2, submittedAt: minute(3) },
			},
		});
	});

	test('evidence, what was sent and what was answered belong to one application, oldest first', async () => {
		const [one, other] = [emiles.id, denis.id];
		const evidence = [evidenceAt(world(), 5), evidenceAt(world(), 4), evidenceAt(world(), 3)] as const;
		const sent = [submissionAt(world(), 5), submissionAt(world(), 4), submissionAt(world(), 3)] as const;
		const answers = [reviewAt(world(), 5), reviewAt(world(), 4), reviewAt(world(), 3)] as const;
		await world().db.write(async (tx) => {
			for (const [at, owner] of [one, one, other].entries()) {
				await store.addEvidenceRow(tx, owner, evidence[at]!);
				await store.addSubmission(tx, owner, sent[at]!);
				await store.addReview(tx, owner, answers[at]!);
			}
		});
		expect(await store.evidenceOf(read(), one)).toEqual([evidence[1], evidence[0]]);
		expect(await store.submissionsOf(read(), one)).toEqual([sent[1], sent[0]]);
		expect(await store.reviewsOf(read(), one)).toEqual([answers[1], answers[0]]);
		expect(await store.evidenceOf(read(), other)).toEqual([evidence[2]]);
		const title = 'Un autre titre';
		expect(await changesOf(world(), (tx) => store.replaceEvidenceRow(tx, { ...evidence[0], title }))).toEqual(
			{ [`applicationEvidence ${evidence[0].id}`]: { title } },
		);
		const removed = (owner: string, id: string) =>
			changesOf(world(), (tx) => store.removeEvidenceRow(tx, owner, id));
		expect(await removed(other, evidence[0].id)).toEqual({});
		expect(await removed(one, evidence[0].id)).toEqual({ [`applicationEvidence ${evidence[0].id}`]: null });
	});

	test('what was made at the same instant is in the order of ids', async () => {
		const one = applicationAt(world(), people.there, people.fatou.id, { badge: 'practice-ethics' });
		const twins = ['b', 'c', 'a'].map((id) => `${id}-${one.id}`);
		await world().db.write(async (tx) => {
			await store.addApplication(tx, one);
			for (const id of twins) {
				await store.addEvidenceRow(tx, one.id, { ...evidenceAt(world(), 1), id });
				await store.addSubmission(tx, one.id, { ...submissionAt(world(), 1), id });
				await store.addReview(tx, one.id, { ...reviewAt(world(), 1), id });
			}
		});
		for (const listed of [store.evidenceOf, store.submissionsOf, store.reviewsOf])
			expect((await listed(read(), one.id)).map(({ id }) => id)).toEqual(twins.toSorted());
	});

	test('of an institution, the last fifty that were accepted or refused, latest first', async () => {
		const { here, there, ada, denis } = await neighbours(world());
		const decided = (n: number) => ({
			submittedAt: minute(n),
			decidedAt: minute(n + 1),
			badge: `badge-${n}`,
		});
		const all = Array.from({ length: 52 }, (_, n) =>
			applicationAt(world(), here, ada.id, {
				...decided(n),
				state: n % 2 === 0 ? 'accepted' : 'refused',
			}),
		);
		const others = [
			applicationAt(world(), here, ada.id, { ...decided(100), state: 'withdrawn' }),
			applicationAt(world(), here, ada.id, { ...decided(101), state: 'accepted', submittedAt: null }),
			applicationAt(world(), here, ada.id, { ...decided(102), state: 'accepted', decidedAt: null }),
			applicationAt(world(), there, denis.id, { ...decided(103), state: 'accepted' }),
		];
		await world().db.write(async (tx) => {
			for (const one of [...all, ...others]) await store.addApplication(tx, one);
		});
		expect(await store.decidedTimes(read(), here.institution)).toEqual(
			all
				.slice(2)
				.reverse()
				.map(({ submittedAt, decidedAt }) => ({ sent: submittedAt, decided: decidedAt })),
		);
	});

	test('erasing a person takes what is theirs, in all or in one institution, and nothing of another', async () => {
		const { here, there, ada, emile, bruno } = await neighbours(world());
		const [one, elsewhere] = [here, there].map((place) => applicationAt(world(), place, ada.id, {}));
		const away = { ...elsewhere!, badge: 'practice-inclusion' };
		const other = applicationAt(world(), here, emile.id);
		const [own, far, near] = [reviewAt(world(), 1), reviewAt(world(), 2), reviewAt(world(), 3)];
		await world().db.write(async (tx) => {
			for (const each of [one!, away, other]) await store.addApplication(tx, each);
			await store.addReview(tx, other.id, { ...own, reviewer: ada.id });
			await store.addReview(tx, other.id, { ...near, reviewer: bruno.id });
			await store.addReview(tx, away.id, { ...far, reviewer: ada.id });
		});
		expect(await changesOf(world(), (tx) => store.eraseApplicationsIn(tx, ada.id, here.institution))).toEqual(
			{
				[`applications ${one!.id}`]: null,
				[`reviews ${own.id}`]: { reviewer: null },
			},
		);
		expect(await changesOf(world(), (tx) => store.eraseApplicationsOf(tx, ada.id))).toEqual({
			[`applications ${away.id}`]: null,
			[`reviews ${far.id}`]: null,
		});
	});

	test('a removed piece of evidence is erased alone', async () => {
		const { here, ada, emile } = await neighbours(world());
		const [one, other] = [applicationAt(world(), here, ada.id), applicationAt(world(), here, emile.id)];
		const pieces = [1, 2, 3].map((n) => ({ ...evidenceAt(world(), n), removedAt: minute(n) }));
		await world().db.write(async (tx) => {
			for (const each of [one, other]) await store.addApplication(tx, each);
			await addRemovedEvidence(tx, one.id, pieces[0]!);
			await addRemovedEvidence(tx, one.id, pieces[1]!);
			await addRemovedEvidence(tx, other.id, pieces[2]!);
		});
		const left = async () =>
			(await Promise.all([one, other].map(({ id }) => removedEvidenceOf(read(), id, minute(0))))).map((all) =>
				all.map(({ title }) => title),
			);
		const erase = (application: string, id: string) =>
			world().db.write((tx) => eraseRemovedEvidence(tx, application, id));
		await erase(one.id, pieces[2]!.id);
		expect(await left()).toEqual([['Trace 2', 'Trace 1'], ['Trace 3']]);
		await erase(one.id, pieces[0]!.id);
		expect(await left()).toEqual([['Trace 2'], ['Trace 3']]);
	});
});
