import { beforeEach, expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import { tables } from '../database/tables.ts';
import type { JournalledAct } from './act.ts';
import {
	actNumbers,
	actsAfter,
	insertActsFromJournal,
	deleteActs,
	storedActIds,
	lastActNumberBefore,
	ensureServiceId,
	noteActs,
	serviceId,
} from './act-store.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 28, 12, 0, second, 123));

eachDialect('acts in the database', (world) => {
	const write: ReturnType<typeof world>['db']['write'] = (work) => world().db.write(work);
	const note = (...seconds: number[]) =>
		write((tx) =>
			noteActs(
				tx,
				seconds.map((n) => ({
					at: at(n),
					what: `act-${n}`,
					about: { serial: `s${n}`, n, kept: true, none: null },
				})),
			),
		);
	const all = () => actsAfter(world().db.read, 0, 100);
	beforeEach(async () => {
		await write(async (tx) => void (await tx.delete(tables(world().db).acts)));
	});

	test('are read back whole, in order, after a number and so many at most', async () => {
		await note(1, 2);
		await note();
		await note(3);
		const found = await all();
		expect(found.map(({ what, at: when, about }) => ({ what, when, about }))).toEqual(
			[1, 2, 3].map((n) => ({
				what: `act-${n}`,
				when: at(n),
				about: { serial: `s${n}`, n, kept: true, none: null },
			})),
		);
		const numbers = found.map(({ n }) => n);
		expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
		expect(new Set(found.map(({ id }) => id)).size).toBe(3);
		const [first = 0] = numbers;
		expect((await actsAfter(world().db.read, first, 1)).map(({ what }) => what)).toEqual(['act-2']);
		expect(await actsAfter(world().db.read, numbers.at(-1) ?? 0, 5)).toEqual([]);
	});

	test('the least and the greatest number; none without an act', async () => {
		expect(await actNumbers(world().db.read)).toBeUndefined();
		await note(1, 2, 3);
		const numbers = (await all()).map(({ n }) => n);
		expect(await actNumbers(world().db.read)).toEqual({ least: numbers[0], greatest: numbers[2] });
	});

	test('the last one before an instant, which is not before itself', async () => {
		expect(await lastActNumberBefore(world().db.read, at(9))).toBe(0);
		await note(1, 2, 3);
		const [one, two] = (await all()).map(({ n }) => n);
		expect(await lastActNumberBefore(world().db.read, at(1))).toBe(0);
		expect(await lastActNumberBefore(world().db.read, at(2))).toBe(one);
		expect(await lastActNumberBefore(world().db.read, new Date(at(2).getTime() + 1))).toBe(two);
	});

	test('those up to a number go; the very last stays, so that what was dropped is known', async () => {
		await note(1, 2, 3);
		const [one, , three] = (await all()).map(({ n }) => n);
		await write((tx) => deleteActs(tx, one ?? 0));
		expect((await all()).map(({ what }) => what)).toEqual(['act-2', 'act-3']);
		await write((tx) => deleteActs(tx, (three ?? 0) + 5));
		expect((await all()).map(({ what }) => what)).toEqual(['act-3']);
		// The number of a dropped act is not used again.
		await note(4);
		expect((await all()).at(-1)?.n).toBeGreaterThan(three ?? Infinity);
	});

	test('those that a journal knew are taken up as they were, once', async () => {
		await note(1);
		const [held] = await all();
		const known = (n: number): JournalledAct => ({
			n,
			id: `j${n}`,
			at: at(n),
			what: 'badge-revoked',
			about: { serial: 's' },
		});
		await write((tx) => insertActsFromJournal(tx, [held as JournalledAct, known(7), known(8)]));
		await write((tx) => insertActsFromJournal(tx, [known(8)]));
		expect((await all()).map(({ id, at: when, what, about }) => ({ id, when, what, about }))).toEqual([
			{ id: held?.id, when: at(1), what: 'act-1', about: held?.about },
			{ id: 'j7', when: at(7), what: 'badge-revoked', about: { serial: 's' } },
			{ id: 'j8', when: at(8), what: 'badge-revoked', about: { serial: 's' } },
		]);
	});

	test('of many ids, those that are held', async () => {
		await note(...Array.from({ length: 40 }, (_, n) => n));
		const held = (await actsAfter(world().db.read, 0, 100)).map(({ id }) => id);
		// More ids than one query takes (500), with known ids at the end of one batch and at the start of the
		// next.
		const others = (many: number) => Array.from({ length: many }, (_, n) => `other-${n}`);
		const asked = [...others(490), ...held.slice(0, 20), ...others(490), ...held.slice(20)];
		expect(await storedActIds(world().db.read, asked)).toEqual(new Set(held));
		expect(await storedActIds(world().db.read, held.slice(3, 5))).toEqual(new Set(held.slice(3, 5)));
		expect(await storedActIds(world().db.read, [])).toEqual(new Set());
	});

	test('a database bears one id, given once, among other facts', async () => {
		const { serviceFacts: facts } = tables(world().db);
		await write(async (tx) => void (await tx.insert(facts).values({ name: 'a', value: 'b', at: at(0) })));
		expect(await serviceId(world().db.read)).toBeUndefined();
		const given = await write((tx) => ensureServiceId(tx, at(1)));
		expect(given).toMatch(/^[0-9a-z]{26}$/);
		expect(await serviceId(world().db.read)).toBe(given);
		expect(await write((tx) => ensureServiceId(tx, at(2), 'another'))).toBe(given);
		const rows = await world().db.read.select().from(facts).orderBy(facts.name);
		expect(rows).toEqual([
			{ name: 'a', value: 'b', at: at(0) },
			{ name: 'service-id', value: given, at: at(1) },
		]);
	});
});
