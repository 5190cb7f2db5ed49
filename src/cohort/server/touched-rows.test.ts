import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestWorld, testWorld } from '#tests/world';
import { putRow, second, touchedRows } from '../../../tests/touched-rows.ts';
import {
	eraseFromPortraits,
	removeAdviserFromCohorts,
	removePortraitOf,
	removePortraits,
	replaceAdvisers,
	savePortrait,
	updateCohort,
} from './cohort-store.ts';
import {
	askEverybodyListed,
	forgetAsked,
	markNextTold,
	removeAsked,
	renameAsked,
} from './handing-over/asked-store.ts';
import { putInList, replaceList, takeOffList } from './list-store.ts';

/** Each write is tried among rows of neighbours, which it must not touch. */
let world: TestWorld;
const COHORTS = ['autumn', 'winter', 'away'] as const;
const PEOPLE = ['ada', 'emile', 'bruno', 'odile'] as const;
const touched = (work: Parameters<typeof touchedRows>[1]) => touchedRows(world, work);
const person = (of: string, answered = 0) => ({
	...{ person: of, name: of, nameOrder: of, answered },
	since: second(0),
});

beforeEach(async () => {
	world = await testWorld();
	for (const id of ['here', 'there']) await putRow(world, 'institutions', { id });
	for (const id of PEOPLE) await putRow(world, 'people', { id });
	for (const id of COHORTS) {
		const institution = id === 'away' ? 'there' : 'here';
		const counts = { people: 2, done: 0, endsOn: id === 'winter' ? '2026-10-31' : '2027-06-30' };
		await putRow(world, 'cohorts', {
			id,
			institution,
			handedOverAt: second(id === 'away' ? 1 : 9),
			...counts,
		});
		for (const adviser of ['bruno', 'odile'])
			await putRow(world, 'cohortAdvisers', { cohort: id, person: adviser });
		await putRow(world, 'portraits', { cohort: id, figures: { 'a/said': 1, 'b/said': 2 } });
		for (const one of ['ada', 'emile']) {
			await putRow(world, 'cohortPeople', { cohort: id, ...person(one) });
			await putRow(world, 'cohortAsked', { cohort: id, person: one, toldAt: second(1) });
			await putRow(world, 'portraitPeople', { cohort: id, person: one, figures: ['a/said'] });
		}
	}
});
afterEach(() => world.close());

test('a cohort is changed and handed over alone', async () => {
	expect(await touched((tx) => updateCohort(tx, 'autumn', { name: 'Hiver' }))).toEqual({ cohorts: 1 });
	expect(await touched((tx) => replaceAdvisers(tx, 'autumn', { adviser: 'odile', at: second(20) }))).toEqual({
		cohorts: 1,
		cohortAdvisers: 1,
	});
	expect(await touched((tx) => removeAdviserFromCohorts(tx, 'odile', ['winter']))).toEqual({
		cohortAdvisers: 1,
	});
});

test('a portrait is replaced, withdrawn and removed alone', async () => {
	const made = { date: '2026-11-15', madeAt: second(5), least: 15, figures: {}, counted: new Map() };
	expect(await touched((tx) => savePortrait(tx, 'autumn', made as never))).toEqual({
		...{ portraits: 1, portraitPeople: 2 },
	});
	expect(await touched((tx) => eraseFromPortraits(tx, 'ada', ['winter']))).toEqual({
		...{ portraits: 1, portraitPeople: 1 },
	});
	expect(await touched((tx) => removePortraitOf(tx, 'winter'))).toEqual({ portraits: 1, portraitPeople: 1 });
	expect(await touched((tx) => eraseFromPortraits(tx, 'ada'))).toEqual({ portraits: 1, portraitPeople: 1 });
	expect(await touched((tx) => removePortraits(tx, 'here'))).toEqual({ portraits: 1 });
	expect(await touched((tx) => removePortraits(tx, 'there'))).toEqual({ portraits: 1, portraitPeople: 1 });
});

test('a list is changed alone, with the counts of its cohort', async () => {
	const autumn = { id: 'autumn', dimensions: 12 } as never;
	expect(await touched((tx) => putInList(tx, autumn, person('ada', 3)))).toEqual({ cohortPeople: 1 });
	expect(await touched((tx) => putInList(tx, autumn, person('odile', 12)))).toEqual({ cohorts: 1 });
	expect(await touched((tx) => takeOffList(tx, autumn, 'odile'))).toEqual({ cohorts: 1, cohortPeople: 1 });
	expect(await touched((tx) => takeOffList(tx, autumn, 'odile'))).toEqual({});
	expect(await touched((tx) => replaceList(tx, autumn, []))).toEqual({ cohorts: 1, cohortPeople: 2 });
});

test('who is asked is asked anew, told, renamed and forgotten in one cohort', async () => {
	await putRow(world, 'cohortAsked', { cohort: 'autumn', person: 'odile', toldAt: second(1) });
	await putRow(world, 'cohortAsked', { cohort: 'winter', person: 'odile', toldAt: second(1) });
	// Two are asked again, and the new adviser is not.
	expect(await touched((tx) => askEverybodyListed(tx, 'autumn', 'odile'))).toEqual({ cohortAsked: 3 });
	const told = () => touched((tx) => markNextTold(tx, 'autumn', { at: second(7), most: 1 }));
	expect([await told(), await told(), await told()]).toEqual([{ cohortAsked: 1 }, { cohortAsked: 1 }, {}]);
	expect(await touched((tx) => removeAsked(tx, 'autumn', 'ada'))).toEqual({ cohortAsked: 1 });
	const named = { name: 'Émile L.', nameOrder: 'emile l' };
	expect(await touched((tx) => renameAsked(tx, 'emile', named))).toEqual({ cohortAsked: 3 });
	const forget = { before: second(1), endedBefore: '2026-10-31' };
	expect(await touched((tx) => forgetAsked(tx, forget))).toEqual({ cohortAsked: 2 });
	expect(await touched((tx) => forgetAsked(tx, { ...forget, endedBefore: '2026-11-01' }))).toEqual({
		cohortAsked: 3,
	});
});
