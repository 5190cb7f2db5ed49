import { createSecretKey } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Queries } from '#platform/server';
import { failedWrites } from '#tests/failing-writes';
import { type Neighbourhood, neighbours } from '#tests/neighbours';
import { eachDialect } from '#tests/world';
import type { Cohort, PortraitFigure } from '../index.ts';
import { lotsSecret } from './lots-of.ts';
import {
	advisersOfCohorts,
	cohortByCode,
	cohortById,
	cohortsAdvisedBy,
	cohortsByIds,
	cohortsDueForPortrait,
	eraseFromPortraits,
	numberOfFiguresCounting,
	findLotsSecret,
	insertCohort,
	insertLotsSecret,
	portraitOfCohort,
	removePortraits,
	savePortrait,
	updateCohort,
} from './cohort-store.ts';

const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const FIGURE: PortraitFigure = {
	band: '10-29',
	shares: { starting: 25, beginner: 25, intermediate: 25, advanced: 25 },
};

eachDialect('the store of cohorts', (world) => {
	let [here, there] = [] as unknown as [Neighbourhood, Neighbourhood];
	const read = () => world().db.read;
	const made = (set: Partial<Cohort>): Cohort => ({
		id: world().newId(),
		institution: here.institution,
		name: 'Groupe',
		joinCode: world().newId().slice(-8),
		audience: 'teacher',
		framework: 'crcn-2025',
		endsOn: '2026-12-24',
		startsOn: null,
		mostPeople: null,
		asks: null,
		archivedAt: null,
		createdAt: day(2),
		...set,
	});
	const add = async (cohort: Cohort, adviser: string) => {
		await world().db.write((tx) => insertCohort(tx, cohort, adviser));
		return cohort;
	};

	beforeAll(async () => {
		({ here, there } = await neighbours(world()));
	});

	test('a cohort is found by its id, its code, or among others, as it was made', async () => {
		const own = await add(made({}), here.adviser.id);
		expect(await cohortById(read(), own.id)).toEqual(own);
		expect(await cohortByCode(read(), own.joinCode)).toEqual(own);
		expect(await cohortById(read(), 'unknown')).toBeUndefined();
		expect(await cohortByCode(read(), 'unknown')).toBeUndefined();
		const [first, second] = there.cohorts;
		expect((await cohortsByIds(read(), [own.id, second])).map(({ id }) => id).sort()).toEqual(
			[own.id, second].sort(),
		);
		expect(await cohortsByIds(read(), [])).toEqual([]);
		expect((await cohortById(read(), first))?.audience).toBe('teacher');
		expect((await cohortById(read(), second))?.audience).toBe('student');
	});

	test('a change of name or of last day touches its cohort alone, and nothing else of it', async () => {
		const [own, other] = [await add(made({}), here.adviser.id), await add(made({}), here.adviser.id)];
		const change = (set: Partial<Cohort>) => world().db.write((tx) => updateCohort(tx, own.id, set));
		await change({ name: 'Hiver' });
		expect(await cohortById(read(), own.id)).toEqual({ ...own, name: 'Hiver' });
		await change({ endsOn: '2026-12-01' });
		expect(await cohortById(read(), own.id)).toEqual({ ...own, name: 'Hiver', endsOn: '2026-12-01' });
		expect(await cohortById(read(), other.id)).toEqual(other);
		expect(
			await failedWrites(world().db, (db) => db.write((tx) => updateCohort(tx, own.id, { name: 'Été' }))),
		).toHaveLength(1);
	});

	test('the advisers of each cohort are its own; one that has none, or is unknown, has an empty list', async () => {
		const found = await advisersOfCohorts(read(), [here.cohorts[0], there.cohorts[1], 'unknown']);
		expect(found).toEqual(
			new Map([
				[here.cohorts[0], [here.adviser.id]],
				[there.cohorts[1], [there.adviser.id]],
				['unknown', []],
			]),
		);
	});

	test('an adviser has their own cohorts, the newest first, a hundred at most', async () => {
		const [adviser, other] = here.learners.map(({ id }) => id) as [string, string];
		await add(made({ createdAt: day(1) }), other);
		const [old, recent] = [made({ createdAt: day(1) }), made({ createdAt: day(3) })];
		const same = [made({ createdAt: day(2) }), made({ createdAt: day(2) })];
		for (const one of [old, recent, ...same]) await add(one, adviser);
		// Of another institution, where the same person advises too.
		const elsewhere = made({ institution: there.institution, createdAt: day(4) });
		await add(elsewhere, adviser);
		const idsIn = async (institution: string) =>
			(await cohortsAdvisedBy(read(), adviser, institution)).map(({ cohort }) => cohort.id);
		expect(await idsIn(there.institution)).toEqual([elsewhere.id]);
		const ids = async () =>
			(await cohortsAdvisedBy(read(), adviser, here.institution)).map(({ cohort }) => cohort.id);
		expect(await ids()).toEqual([recent.id, ...same.map(({ id }) => id).sort(), old.id]);
		await world().db.write(async (tx) => {
			for (let at = 0; at < 97; at += 1) await insertCohort(tx, made({ createdAt: day(4) }), adviser);
		});
		const most = await ids();
		expect(most).toHaveLength(100);
		expect(most.slice(97)).toEqual([recent.id, ...same.map(({ id }) => id).sort()]);
	});

	describe('portraits', () => {
		const save = (cohort: string, date: string, counted: readonly (readonly [string, readonly string[]])[]) =>
			world().db.write((tx) =>
				savePortrait(tx, cohort, {
					date,
					madeAt: day(15),
					least: 15,
					figures: { 'said:one': FIGURE, 'said:two': FIGURE },
					counted: new Map(counted),
				}),
			);
		const names = async (cohort: string) =>
			Object.keys((await portraitOfCohort(read(), cohort))?.figures ?? {}).sort();

		beforeEach(async () => {
			({ here, there } = await neighbours(world()));
		});

		test('are due where none stands for the date: of that institution alone, the oldest first', async () => {
			const [first, second] = here.cohorts;
			const old = await add(made({ createdAt: day(1) }), here.adviser.id);
			const due = async (date: string) =>
				(await cohortsDueForPortrait(read(), here.institution, date)).map(({ id }) => id);
			expect(await due('2026-11-15')).toEqual([old.id, ...[first, second].sort()]);
			await save(first, '2026-11-15', []);
			await save(old.id, '2026-11-01', []);
			await save(there.cohorts[0], '2026-11-01', []);
			expect(await due('2026-11-15')).toEqual([old.id, second]);
			expect(await due('2026-11-01')).toEqual([second]);
			expect(await due('2026-12-01')).toEqual([old.id, ...[first, second].sort()]);
		});

		test('take the place of the last one of the same cohort, with who counts in it', async () => {
			const [ada, emile] = here.learners.map(({ id }) => id) as [string, string];
			await save(here.cohorts[0], '2026-11-01', [[ada, ['said:one', 'said:two']]]);
			await save(here.cohorts[1], '2026-11-01', [[ada, ['said:two']]]);
			await save(there.cohorts[0], '2026-11-01', [[there.learners[0].id, ['said:one']]]);
			await save(here.cohorts[0], '2026-11-15', [[emile, ['said:one']]]);
			expect(await portraitOfCohort(read(), here.cohorts[0])).toEqual({
				date: '2026-11-15',
				madeAt: day(15),
				least: 15,
				figures: { 'said:one': FIGURE, 'said:two': FIGURE },
			});
			expect((await portraitOfCohort(read(), here.cohorts[1]))?.date).toBe('2026-11-01');
			expect(await portraitOfCohort(read(), there.cohorts[1])).toBeUndefined();
			expect(await numberOfFiguresCounting(read(), ada)).toEqual(new Map([[here.cohorts[1], 1]]));
			expect(await numberOfFiguresCounting(read(), emile)).toEqual(new Map([[here.cohorts[0], 1]]));
			expect((await numberOfFiguresCounting(read(), there.learners[0].id)).size).toBe(1);
		});

		test('are withdrawn for one institution', async () => {
			for (const { cohorts, learners } of [here, there])
				for (const cohort of cohorts) await save(cohort, '2026-11-15', [[learners[0].id, ['said:one']]]);
			await world().db.write((tx) => removePortraits(tx, here.institution));
			expect([await names(here.cohorts[0]), await names(here.cohorts[1])]).toEqual([[], []]);
			expect(await portraitOfCohort(read(), here.cohorts[0])).toBeUndefined();
			expect(await names(there.cohorts[1])).toEqual(['said:one', 'said:two']);
			expect((await numberOfFiguresCounting(read(), here.learners[0].id)).size).toBe(0);
			expect((await numberOfFiguresCounting(read(), there.learners[0].id)).size).toBe(2);
		});

		test('lose the figures that count who leaves, and no other', async () => {
			const [ada, emile] = here.learners.map(({ id }) => id) as [string, string];
			await save(here.cohorts[0], '2026-11-15', [
				[ada, ['said:one']],
				[emile, ['said:one', 'said:two']],
			]);
			await save(here.cohorts[1], '2026-11-15', [[emile, ['said:one']]]);
			await save(there.cohorts[0], '2026-11-15', [[ada, ['said:two']]]);
			await world().db.write((tx) => eraseFromPortraits(tx, ada));
			expect(await names(here.cohorts[0])).toEqual(['said:two']);
			expect(await names(here.cohorts[1])).toEqual(['said:one', 'said:two']);
			expect(await names(there.cohorts[0])).toEqual(['said:one']);
			expect((await numberOfFiguresCounting(read(), ada)).size).toBe(0);
			expect((await numberOfFiguresCounting(read(), emile)).size).toBe(2);
		});
	});

	test('no write that fails is passed over', async () => {
		const [ada, emile] = here.learners.map(({ id }) => id) as [string, string];
		const portrait = {
			date: '2026-11-15',
			madeAt: day(15),
			least: 15,
			figures: { 'said:one': FIGURE },
			counted: new Map([[ada, ['said:one']]]),
		};
		for (const cohort of here.cohorts) await world().db.write((tx) => savePortrait(tx, cohort, portrait));
		const failed = async (work: (tx: Queries) => Promise<unknown>) =>
			(await failedWrites(world().db, (db) => db.write(work))).map(String);
		expect(await failed((tx) => savePortrait(tx, here.cohorts[0], portrait))).toEqual(
			Array(3).fill('failed'),
		);
		expect(await failed((tx) => eraseFromPortraits(tx, ada))).toEqual(Array(3).fill('failed'));
		expect(await failed((tx) => eraseFromPortraits(tx, emile))).toEqual(['failed']);
		expect(await failed((tx) => removePortraits(tx, here.institution))).toEqual(Array(2).fill('failed'));
		expect(await failed((tx) => insertCohort(tx, made({}), ada))).toEqual(Array(2).fill('failed'));
		expect(await failed((tx) => lotsSecret(tx, world()))).toEqual(['failed']);
		// The secret is sealed under this name and bound to this word. Changing either would
		// draw everybody's lots again.
		const secret = await world().db.write((tx) => lotsSecret(tx, world()));
		const sealed = (await findLotsSecret(read(), 'lots'))!;
		expect(createSecretKey(world().seal.open(sealed, 'portrait-lots')).equals(secret)).toBe(true);
		expect(secret.symmetricKeySize).toBe(32);
	});

	test('a secret is found by its name', async () => {
		await world().db.write(async (tx) => {
			await insertLotsSecret(tx, { id: 'one', sealed: 'sealed one', createdAt: day(1) });
			await insertLotsSecret(tx, { id: 'two', sealed: 'sealed two', createdAt: day(1) });
		});
		expect(await findLotsSecret(read(), 'two')).toBe('sealed two');
		expect(await findLotsSecret(read(), 'one')).toBe('sealed one');
		expect(await findLotsSecret(read(), 'three')).toBeUndefined();
	});
});
