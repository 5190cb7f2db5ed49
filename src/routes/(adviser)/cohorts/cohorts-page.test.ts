import { afterAll, beforeAll, expect, test } from 'vitest';
import { neighbours } from '#tests/neighbours';
import { pageOf } from '#tests/rendered-page';
import { type TestWorld, testWorld } from '#tests/world';
import { load } from './+page.server.ts';
import Page from './+page.svelte';

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
});
afterAll(() => world.close());

test('a new cohort is proposed to end with the school year, as its institution’s calendar has it', async () => {
	const { adviser } = (await neighbours(world)).here;
	const locals = { world, actor: adviser, drafts: { ofPage: () => Promise.resolve([]) } };
	const dataAt = async (now: string) => {
		world.setNow(new Date(now));
		return (await load({ locals, url: new URL('/cohorts', world.origin) } as never)) as object;
	};
	// In Québec, it is still 29 June.
	expect(await dataAt('2027-06-30T03:00:00Z')).toMatchObject({ proposedEnd: '2027-06-30' });
	expect(await dataAt('2027-06-30T05:00:00Z')).toMatchObject({ proposedEnd: '2028-06-30' });
	const data = await dataAt('2026-11-22T15:00:00Z');
	const fields = (form: object | null) => pageOf(Page as never, { data, form }, '/cohorts').body;
	const field = (value: string) => new RegExp(`<input[^>]*name="endsOn"[^>]*value="${value}"`);
	expect(fields(null)).toMatch(field('2027-06-30'));
	// Whoever clears the date chooses that sharing has no end: a form that comes back keeps it so.
	const refused = { problems: [{ field: 'name', text: 'Donnez un nom.' }], values: { name: '', endsOn: '' } };
	expect(fields(refused)).toMatch(field(''));
	for (const audience of ['teacher', 'staff', 'student'])
		expect(fields(null)).toMatch(new RegExp(`name="audience"[^>]*value="${audience}"`));
});
