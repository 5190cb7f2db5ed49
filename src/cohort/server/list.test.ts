import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { framework } from '#framework/server';
import type { PersonActor } from '#identity';
import { changeDetails, erase as eraseAccount } from '#identity/server';
import { callDueListeners, type Listeners, type Queries, type World } from '#platform/server';
import { askedBy } from '#tests/asked';
import { failedWrites } from '#tests/failing-writes';
import { type Neighbourhood, neighbours } from '#tests/neighbours';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import { seededNumbers } from '../../../tests/seeded-numbers.ts';
import { says } from '../../../tests/recognised/cast.ts';
import {
	advisedCohorts,
	readCohortAndRecordLook,
	cohortPoster,
	createCohort,
	erase,
	joinCohort,
	leaveCohort,
	refreshListedPerson,
} from './index.ts';
import { ensureCountsOfCohort } from './list-people.ts';
import {
	type ListedPerson,
	listedPeoplePage,
	cohortListsContaining,
	replaceList,
	putInList,
	takeOffList,
} from './list-store.ts';
import { cohortById, cohortForAdviser } from './cohort-store.ts';
import { tables } from './tables.ts';

const listeners: Listeners = {
	'assessment.dimension-begun': { lists: { hear: refreshListedPerson } },
	'identity.renamed': { lists: { hear: refreshListedPerson } },
};
const SLUGS = framework('crcn-2019').dimensions.map(({ slug }) => slug);

eachDialect('the list of a cohort', (open) => {
	const world = (): World => ({ ...open(), listeners });
	const key = () => open().newId();
	let here: Neighbourhood;
	let there: Neighbourhood;
	let codes: Map<string, string>;
	beforeEach(async () => {
		open().setNow(new Date('2026-11-22T15:00:00Z'));
		({ here, there } = await neighbours(open()));
		const all = [
			...(await advisedCohorts(world(), here.adviser)),
			...(await advisedCohorts(world(), there.adviser)),
		];
		codes = new Map(all.map(({ id, joinCode }) => [id, joinCode]));
	});

	const learner = (name: string, place = here) =>
		newcomer(world(), [{ institution: place.institution, role: 'learner', audience: 'teacher' }], name);
	const join = (who: PersonActor, cohort: string) =>
		joinCohort(world(), who, { code: codes.get(cohort)!, key: key() });
	const leave = (who: PersonActor, cohort: string) => leaveCohort(world(), who, { cohort, key: key() });
	const rename = (who: PersonActor, displayName: string) =>
		changeDetails(world(), who, { displayName, email: '', key: key() });
	const leaves = (who: PersonActor) =>
		open().db.write(async (tx) => {
			await erase(tx, who.id);
			await eraseAccount(tx, who.id);
		});
	const kept = async (cohort: string) => ({
		counts: (await cohortForAdviser(open().db.read, cohort))!.counts,
		list: await listedPeoplePage(open().db.read, cohort, { after: 0, most: 1_000 }),
	});
	/**
	 * Makes the list of a cohort again from shares, names and answers, to compare it with the one kept up to
	 * date.
	 */
	const anew = async (cohort: string) => {
		const found = (await cohortById(open().db.read, cohort))!;
		await ensureCountsOfCohort(world(), { cohort: found, counts: null });
		return kept(cohort);
	};

	test('says who shares, since when and how far they are, by name; what they answer and their new name follow', async () => {
		const [cohort] = here.cohorts;
		const [zoe, emile, ada] = [await learner('Zoé'), await learner('Émile'), await learner('Ada')];
		for (const [at, who] of [zoe, emile, ada].entries()) {
			open().setNow(new Date(Date.UTC(2026, 10, 22, 15, at)));
			await join(who, cohort);
		}
		const seen = async () => {
			const { members, counts } = await readCohortAndRecordLook(world(), here.adviser, cohort);
			return [counts, ...members.map(({ name, progress }) => `${name} ${progress}`)];
		};
		expect(await seen()).toEqual([
			{ people: 3, done: 0 },
			'Ada not-started',
			'Émile not-started',
			'Zoé not-started',
		]);
		expect(
			(await readCohortAndRecordLook(world(), here.adviser, cohort)).members.map(({ since }) => since),
		).toEqual([2, 1, 0].map((at) => new Date(Date.UTC(2026, 10, 22, 15, at))));
		for (const slug of SLUGS) await says(world(), emile, slug, 2);
		await says(world(), zoe, SLUGS[0]!, 1);
		await rename(ada, 'Yolande');
		await callDueListeners(world());
		expect(await seen()).toEqual([
			{ people: 3, done: 1 },
			'Émile done',
			'Yolande not-started',
			'Zoé started',
		]);
		await leave(emile, cohort);
		expect(await seen()).toEqual([{ people: 2, done: 0 }, 'Yolande not-started', 'Zoé started']);
		await leave(emile, cohort);
		expect(await seen()).toHaveLength(3);
		await join(emile, cohort);
		expect(await seen()).toEqual([
			{ people: 3, done: 1 },
			'Émile done',
			'Yolande not-started',
			'Zoé started',
		]);
	});

	test('an answer that begins no dimension, or the same name, is told to nobody', async () => {
		const ada = await learner('Ada');
		await join(ada, here.cohorts[0]);
		await callDueListeners(world());
		await says(world(), ada, SLUGS[0]!, 1);
		expect(await callDueListeners(world())).toBe(1);
		await says(world(), ada, SLUGS[0]!, 2, 1);
		await rename(ada, 'Ada');
		expect(await callDueListeners(world())).toBe(0);
		await rename(ada, 'Ada T.');
		expect(await callDueListeners(world())).toBe(1);
	});

	test('whatever happens and in whatever order, what is kept is what would be made', async () => {
		const next = seededNumbers(20261128);
		const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]!;
		const met = new Map<string, number>();
		const second = await createCohort(open(), here.adviser, {
			...{ name: 'Printemps', audience: 'teacher', endsOn: null, key: open().newId() },
		});
		codes.set(second, (await cohortPoster(open(), here.adviser, second)).joinCode);
		const cohorts = [here.cohorts[0], second, there.cohorts[0]];
		const people: { who: PersonActor; place: Neighbourhood; said: Map<string, number> }[] = [];
		for (let step = 0; step < 160; step += 1) {
			open().setNow(new Date(Date.UTC(2026, 10, 22, 15, step)));
			const act =
				people.length < 4
					? 'enter'
					: one(['enter', 'join', 'join', 'leave', 'say', 'say', 'all', 'rename', 'erase', 'hear']);
			const somebody = people.length > 0 ? one(people) : undefined;
			met.set(act, (met.get(act) ?? 0) + 1);
			if (act === 'enter' || !somebody) {
				const place = one([here, here, there]);
				people.push({
					who: await learner(one(['Ève', 'Zoé', 'Jean-Paul', 'Jean']), place),
					place,
					said: new Map(),
				});
			} else if (act === 'join')
				await join(somebody.who, one(somebody.place === here ? cohorts.slice(0, 2) : cohorts.slice(2)));
			else if (act === 'leave') await leave(somebody.who, one(cohorts));
			else if (act === 'rename') await rename(somebody.who, one(['Ève', 'Œuvrard', 'Zoé', 'Léa']));
			else if (act === 'hear') await callDueListeners(world());
			else if (act === 'erase') {
				await leaves(somebody.who);
				people.splice(people.indexOf(somebody), 1);
			} else
				for (const slug of act === 'all' ? SLUGS : [one(SLUGS)]) {
					const before = somebody.said.get(slug) ?? 0;
					await says(world(), somebody.who, slug, ((before % 4) + 1) as 1, before);
					somebody.said.set(slug, before + 1);
				}
			if (step % 8 !== 7) continue;
			await callDueListeners(world());
			for (const cohort of cohorts) {
				const found = await kept(cohort);
				met.set('people', (met.get('people') ?? 0) + found.list.length);
				met.set('done', (met.get('done') ?? 0) + found.counts!.done);
				expect(found.counts!.people).toBe(found.list.length);
				expect(found).toEqual(await anew(cohort));
			}
		}
		for (const act of ['enter', 'join', 'leave', 'say', 'all', 'rename', 'erase', 'hear'])
			expect(met.get(act) ?? 0, act).toBeGreaterThan(3);
		expect(met.get('people')).toBeGreaterThan(60);
		expect(met.get('done')).toBeGreaterThan(5);
	}, 60_000);

	test('made before lists were kept: made at the first look, and once', async () => {
		const [cohort] = here.cohorts;
		const ada = await learner('Ada');
		await says(world(), ada, SLUGS[0]!, 2);
		await join(ada, cohort);
		const before = await kept(cohort);
		const { cohorts, cohortPeople } = tables(open().db);
		await open().db.write(async (tx) => {
			await tx.delete(cohortPeople).where(eq(cohortPeople.cohort, cohort));
			await tx.update(cohorts).set({ people: null, done: null }).where(eq(cohorts.id, cohort));
		});
		expect((await kept(cohort)).counts).toBeNull();
		// The counts are null until the list is made, and a person who joins before then does not change
		// that.
		await join(await learner('Émile'), cohort);
		expect((await kept(cohort)).counts).toBeNull();
		expect(await advisedCohorts(world(), here.adviser)).toContainEqual(
			expect.objectContaining({ id: cohort, members: 2 }),
		);
		expect((await readCohortAndRecordLook(world(), here.adviser, cohort)).members).toMatchObject([
			{ name: 'Ada', progress: 'started' },
			{ name: 'Émile', progress: 'not-started' },
		]);
		expect((await kept(cohort)).list[0]).toEqual(before.list[0]);
		const unwritten = { ...world(), db: { ...open().db, write: () => Promise.reject(new Error('written')) } };
		expect(await readCohortAndRecordLook(unwritten as World, here.adviser, cohort)).toMatchObject({
			counts: { people: 2 },
		});
	});

	test('once its last day has passed, nobody shares in it', async () => {
		const id = await createCohort(world(), here.adviser, {
			...{ name: 'Courte', audience: 'teacher', endsOn: '2026-11-23', key: key() },
		});
		const [found] = (await advisedCohorts(world(), here.adviser)).filter((one) => one.id === id);
		await joinCohort(world(), await learner('Ada'), { code: found!.joinCode, key: key() });
		const seen = async () => {
			const { counts, members } = await readCohortAndRecordLook(world(), here.adviser, id);
			const [one] = (await advisedCohorts(world(), here.adviser)).filter((cohort) => cohort.id === id);
			return [counts.people, members.length, one!.members];
		};
		open().setNow(new Date('2026-11-24T04:59:59Z'));
		expect(await seen()).toEqual([1, 1, 1]);
		open().setNow(new Date('2026-11-24T05:00:00Z'));
		expect(await seen()).toEqual([0, 0, 0]);
	});

	describe('of many people', () => {
		const row = (at: number, more: Partial<ListedPerson> = {}): ListedPerson => ({
			person: '',
			...{ name: `P ${at}`, nameOrder: `p0${String(at).padStart(4, '0')}`, answered: 0 },
			...{ since: new Date('2026-11-22T15:00:00Z'), ...more },
		});
		let cohort: string;
		let ids: string[];
		beforeAll(async () => {
			ids = [];
			const place = (await neighbours(open())).here;
			for (let at = 0; at < 120; at += 1) ids.push((await learner(`P ${at}`, place)).id);
		});
		beforeEach(() => void ([cohort] = here.cohorts));

		test('is read fifty at a time; a page it does not have is not found', async () => {
			const all = ids.map((person, at) => row(at, { person, answered: at % 13 }));
			const listed = { id: cohort, dimensions: 12 };
			expect(await open().db.write((tx) => replaceList(tx, listed, all.toReversed()))).toEqual({
				people: 120,
				done: all.filter(({ answered }) => answered === 12).length,
			});
			const names = async (page: number) =>
				(await readCohortAndRecordLook(world(), here.adviser, cohort, page)).members.map(({ name }) => name);
			expect(await names(1)).toEqual(all.slice(0, 50).map(({ name }) => name));
			expect(await names(3)).toEqual(all.slice(100).map(({ name }) => name));
			expect(await readCohortAndRecordLook(world(), here.adviser, cohort, 2)).toMatchObject({
				page: 2,
				pages: 3,
			});
			await expect(readCohortAndRecordLook(world(), here.adviser, cohort, 4)).rejects.toMatchObject({
				status: 404,
			});
			const asked = async (page: number) =>
				(await askedBy(() => readCohortAndRecordLook(world(), here.adviser, cohort, page))).asked;
			const some = await asked(2);
			await open().db.write((tx) => replaceList(tx, listed, all.slice(0, 3)));
			expect(await asked(1)).toEqual(some);
		});

		test('the same order between the same names, whatever the page', async () => {
			const same = ids.slice(0, 60).map((person) => row(0, { person, nameOrder: 'zoe' }));
			await open().db.write((tx) => replaceList(tx, { id: cohort, dimensions: 12 }, same));
			const page = (after: number) => listedPeoplePage(open().db.read, cohort, { after, most: 50 });
			const both = [...(await page(0)), ...(await page(50))].map(({ person }) => person);
			expect(both).toEqual(ids.slice(0, 60).toSorted());
		});

		test('counts follow each that comes, changes and goes, in that cohort alone', async () => {
			const [one, other] = here.cohorts.map((id) => ({ id, dimensions: 12 })) as [
				{ id: string; dimensions: number },
				{ id: string; dimensions: number },
			];
			const write = (work: (tx: Queries) => Promise<unknown>) => open().db.write(work);
			const counts = async () => [(await kept(one.id)).counts, (await kept(other.id)).counts];
			const [ada, emile] = ids as [string, string];
			await write((tx) => putInList(tx, one, row(1, { person: ada, answered: 11 })));
			await write((tx) => putInList(tx, one, row(2, { person: emile, answered: 12 })));
			await write((tx) => putInList(tx, other, row(1, { person: ada, answered: 12 })));
			expect(await counts()).toEqual([
				{ people: 2, done: 1 },
				{ people: 1, done: 1 },
			]);
			await write((tx) => putInList(tx, one, row(1, { person: ada, answered: 12 })));
			await write((tx) => putInList(tx, one, row(1, { person: ada, answered: 12, name: 'Ada' })));
			expect(await counts()).toEqual([
				{ people: 2, done: 2 },
				{ people: 1, done: 1 },
			]);
			expect((await kept(one.id)).list.map(({ name }) => name)).toEqual(['Ada', 'P 2']);
			expect((await kept(other.id)).list.map(({ name }) => name)).toEqual(['P 1']);
			expect((await cohortListsContaining(open().db.read, ada)).map((list) => list.cohort)).toEqual(
				expect.arrayContaining([one.id, other.id]),
			);
			await write((tx) => takeOffList(tx, one, ada));
			await write((tx) => takeOffList(tx, one, ada));
			expect(await counts()).toEqual([
				{ people: 1, done: 1 },
				{ people: 1, done: 1 },
			]);
			expect((await cohortListsContaining(open().db.read, ada)).map((list) => list.cohort)).not.toContain(
				one.id,
			);
		});

		test('no write that fails is passed over', async () => {
			const [ada] = ids as [string];
			const list = { id: cohort, dimensions: 12 };
			const mine = row(1, { person: ada, answered: 12 });
			const failed = async (work: (tx: Queries) => Promise<unknown>) =>
				(await failedWrites(open().db, (db) => db.write(work))).map(String);
			expect(await failed((tx) => putInList(tx, list, mine))).toEqual(Array(2).fill('failed'));
			expect(await failed((tx) => replaceList(tx, list, [mine]))).toEqual(Array(3).fill('failed'));
			await open().db.write((tx) => putInList(tx, list, mine));
			expect(await failed((tx) => takeOffList(tx, list, ada))).toEqual(Array(2).fill('failed'));
		});
	});
});
