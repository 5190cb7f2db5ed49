import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseVersionAndMode } from '#assessment/server';
import { awardBadgesByRule } from '#applications/server';
import { setAwardVisibility } from '#awards/server';
import { advisedCohorts, createCohort, joinCohort } from '#cohort/server';
import { formDrafts } from '#drafts/server';
import { FRAMEWORK_VERSIONS } from '#framework';
import { framework } from '#framework/server';
import type { PersonActor } from '#identity';
import { actorOf } from '#identity/server';
import { helpfulness } from '#training/server';
import { addApplication } from '../src/applications/server/application-store.ts';
import { newSession, openSession } from '../src/identity/server/sessions/sessions.ts';
import { addAwards } from '../src/awards/server/award-store.ts';
import { load as frame } from '../src/routes/+layout.server.ts';
import { load as profile } from '../src/routes/(learner)/profile/+page.server.ts';
import { load as sheet } from '../src/routes/(learner)/profile/[dimension=slug]/+page.server.ts';
import { load as cohort } from '../src/routes/(adviser)/cohorts/[id=id]/+page.server.ts';
import { load as today } from '../src/routes/(learner)/today/+page.server.ts';
import { load as badge } from '../src/routes/(public)/b/[id=id]/+page.server.ts';
import { load as accounts } from '../src/routes/(admin)/people/+page.server.ts';
import { load as decisions } from '../src/routes/(adviser)/review/decisions/+page.server.ts';
import { load as queue } from '../src/routes/(adviser)/review/+page.server.ts';
import { askedBy } from './asked.ts';
import { addNotice } from '../src/notices/server/notice-store.ts';
import { newcomer } from './people.ts';
import { cast, says, shows, trains } from './recognised/cast.ts';
import { applicationAt, awardAt, minute, neighbours } from './recognised/neighbours.ts';
import { testWorld, type TestWorld } from './world.ts';

let world: TestWorld;
let people: Awaited<ReturnType<typeof neighbours>>;
beforeAll(async () => {
	world = await testWorld();
	people = await neighbours(world);
});
afterAll(() => world.close());

type Load = (event: never) => unknown;

/**
 * Runs all that a page request loads (session, layout, page, drafts); returns the texts of the queries made,
 * and the page's data.
 */
async function request(
	load: Load,
	who: PersonActor | null,
	address: string,
	params: object = {},
	route: string | null = null,
) {
	const { token, session } = newSession(who?.id ?? '', world.now());
	if (who) await world.db.write((tx) => openSession(tx, session));
	return askedBy(async () => {
		const actor = await actorOf(world, who ? token : undefined);
		const cookies = { get: () => undefined, set: () => undefined, delete: () => undefined };
		const drafts = formDrafts({ world, actor, cookies, address: () => '203.0.113.9' });
		const url = new URL(address, world.origin);
		const locals = { world, actor, locale: 'fr', drafts };
		// What the address says was done was done: the cookie of `redirectDone` says so.
		const done = `1 ${drafts.holder} ${url.pathname}?${url.searchParams}`;
		const jar = { ...cookies, get: (name: string) => (name === '__Host-done' ? done : undefined) };
		const event = { url, route: { id: route }, params, locals, cookies: jar, setHeaders: () => undefined };
		const [, page] = await Promise.all([frame(event as never), load(event as never)]);
		return page as Record<string, unknown>;
	});
}

test('a profile asks eight things at most, the sheet of a dimension ten, however much somebody answered, on whatever day it is compared with', async () => {
	const { ada, here } = people;
	const [version] = FRAMEWORK_VERSIONS;
	const { asked: nothing } = await request(profile, ada, '/profile');
	expect(nothing.length).toBeGreaterThan(0);
	expect(nothing.length).toBeLessThanOrEqual(8);
	const slugs = framework(version).dimensions.map(({ slug }) => slug);
	await chooseVersionAndMode(world, ada, { version, mode: 'complete', key: world.newId() });
	for (const [day, answer] of [1, 2, 3].entries()) {
		world.setNow(new Date(Date.parse('2026-11-23T15:00:00Z') + day * 86_400_000));
		for (const slug of slugs) await says(world, ada, slug, answer as 1, day);
	}
	await shows(world, ada, 'collaboration');
	await world.db.write((tx) => addAwards(tx, [awardAt(world, here, ada.id, { frameworkVersion: version })]));
	const counts: number[] = [];
	for (const address of ['/profile', ...FRAMEWORK_VERSIONS.map((one) => `/profile?version=${one}`)])
		counts.push((await request(profile, ada, address)).asked.length);
	const { asked, value } = await request(profile, ada, `/profile?version=${version}&since=2026-11-23`);
	expect(value).toMatchObject({ since: '2026-11-23', days: ['2026-11-24', '2026-11-23'] });
	expect(value['marks']).toMatchObject({
		collaboration: { shown: 'intermediate', observed: 'intermediate' },
	});
	for (const count of [...counts, asked.length]) expect(count).toBeLessThanOrEqual(8);
	// No query is made twice.
	expect(new Set(asked).size).toBe(asked.length);
	const dimension = { dimension: 'collaboration' };
	// What helps is read once an hour, for everybody.
	await helpfulness(world);
	const { asked: ofSheet, value: own } = await request(sheet, ada, '/profile/collaboration', dimension);
	expect(own).toMatchObject({ begun: true, marks: { observed: 'intermediate' } });
	expect(own['history']).toHaveLength(3);
	expect(ofSheet.length).toBeLessThanOrEqual(10);
	expect(new Set(ofSheet).size).toBe(ofSheet.length);
});

test('the queue of what waits asks six things at most, whatever waits', async () => {
	const { here, bruno } = people;
	const counts: number[] = [];
	for (let n = 0; n < 25; n += 1) {
		const one = applicationAt(world, here, (await here.learner(`Apprenant ${n}`)).id, {
			...{ state: 'submitted', submittedAt: minute(n) },
		});
		await world.db.write((tx) => addApplication(tx, one));
		if (n === 0 || n === 24) counts.push((await request(queue, bruno, '/review')).asked.length);
	}
	const { asked, value } = await request(queue, bruno, '/review?page=2');
	expect(value).toMatchObject({ count: 25, pages: 2 });
	expect(value['items']).toHaveLength(5);
	const [put] = value['items'] as { id: string }[];
	const answered = await request(queue, bruno, `/review?done=return&after=${put!.id}`);
	expect(answered.value).toMatchObject({ done: 'return', following: { name: 'Apprenant 21' } });
	for (const count of [...counts, asked.length, answered.asked.length]) expect(count).toBeLessThanOrEqual(6);
	expect(new Set(asked).size).toBe(asked.length);
});

test('a cohort asks eight things at most, whoever shares in it', async () => {
	const { here, bruno } = people;
	const id = await createCohort(world, bruno, {
		...{ name: 'Automne', audience: 'teacher', endsOn: null, key: world.newId() },
	});
	const { joinCode: code } = (await advisedCohorts(world, bruno)).find((one) => one.id === id)!;
	const asked = async (address = `/cohorts/${id}`) => request(cohort, bruno, address, { id });
	await asked();
	const nobody = (await asked()).asked.length;
	const joins = async (name: string) =>
		joinCohort(world, await here.learner(name), { code, key: world.newId() });
	for (let n = 0; n < 60; n += 1) await joins(`Personne ${n}`);
	const { asked: some, value } = await asked(`/cohorts/${id}?page=2`);
	expect(value).toMatchObject({ people: 60, done: 0, page: 2, pages: 2 });
	expect(value['members']).toHaveLength(10);
	expect(some.length).toBeGreaterThanOrEqual(nobody);
	expect(some.length).toBeLessThanOrEqual(8);
	expect(new Set(some).size).toBe(some.length);
});

test('the page of a badge asks four things at most, of its owner and of anybody', async () => {
	const { ada } = await cast(world);
	await says(world, ada, 'collaboration', 2);
	await trains(world, ada, 'collaboration', 120);
	const [given] = await awardBadgesByRule(world, ada.id, 'fr');
	const { id } = given!;
	await setAwardVisibility(world, ada, id, { visibility: 'public-with-name', key: world.newId() });
	for (const who of [ada, null]) {
		const opened = () => request(badge, who, `/b/${id}`, { id });
		await opened();
		const { asked, value } = await opened();
		expect(value).toMatchObject({ rights: { owner: who !== null } });
		expect(asked.length).toBeGreaterThan(0);
		expect(asked.length).toBeLessThanOrEqual(4);
	}
});

test('« Aujourd’hui » asks ten things at most, of each role and of all three, with something new or nothing', async () => {
	const { here, bruno } = people;
	const { institution } = here;
	const page = '/(learner)/today';
	const of = (who: PersonActor) => request(today, who, '/today', {}, page);
	const learner = await here.learner('Gaëlle');
	const both = await newcomer(world, [
		{ institution, role: 'learner', audience: 'teacher' },
		{ institution, role: 'adviser' },
		{ institution, role: 'administrator' },
	]);
	const administrator = await newcomer(world, [{ institution, role: 'administrator' }]);
	for (const who of [learner, bruno, administrator, both]) {
		const { asked } = await of(who);
		expect(asked.length).toBeGreaterThan(1);
		expect(asked.length).toBeLessThanOrEqual(10);
		expect(new Set(asked).size).toBe(asked.length);
	}
	for (const who of [learner, both]) {
		for (const { slug } of framework(FRAMEWORK_VERSIONS[0]).dimensions) await says(world, who, slug, 2);
		await shows(world, who, 'collaboration');
		await trains(world, who, 'communication', 45);
	}
	const returned = applicationAt(world, here, learner.id, { state: 'returned', submittedAt: minute(1) });
	const award = awardAt(world, here, learner.id, { badge: 'practice-communication' });
	await world.db.write(async (tx) => {
		await addApplication(tx, returned);
		await addAwards(tx, [award]);
		for (const [what, thing] of [
			['application-returned', returned.id],
			['badge-given', award.id],
		] as const)
			await addNotice(tx, {
				...{ id: world.newId(), person: learner.id, what, thing, at: world.now() },
			});
	});
	const fresh = await of(learner);
	expect(fresh.value).toMatchObject({
		name: 'Gaëlle',
		parts: ['learner'],
		learner: {
			...{ newcomer: false, fresh: 2, nextIsNew: true, hours: '45\u00a0min', howMany: 0 },
			next: { kind: 'returned', href: `/applications/${returned.id}` },
			// The application that was returned is shown only once, as the next thing to do, and not in the
			// news too.
			news: [{ href: `/b/${award.id}`, isNew: true }],
		},
	});
	const seen = await of(learner);
	expect(seen.value).toMatchObject({ learner: { fresh: 0, nextIsNew: false } });
	// The first visit makes one query more, which marks the news as seen; the second writes nothing.
	expect(fresh.asked.length).toBe(seen.asked.length + 1);
	const all = await of(both);
	expect(all.value).toMatchObject({ learner: { newcomer: false }, waiting: { items: [{}, {}, {}, {}, {}] } });
	for (const { asked } of [fresh, seen, all, await of(bruno), await of(administrator)]) {
		expect(asked.length).toBeLessThanOrEqual(10);
		expect(new Set(asked).size).toBe(asked.length);
	}
});

test('the list of accounts asks five things at most, whatever it is asked for', async () => {
	const { institution } = people.here;
	const chloe = await newcomer(world, [{ institution, role: 'administrator' }], 'Chloé');
	for (const query of ['', '?q=app&role=learner&state=open&page=2', '?role=administrator']) {
		const { asked, value } = await request(accounts, chloe, `/people${query}`);
		expect(value).toMatchObject({ role: query === '' ? null : expect.any(String) });
		expect(asked.length).toBeLessThanOrEqual(5);
		expect(new Set(asked).size).toBe(asked.length);
	}
});

test('« Mes décisions » asks six things at most', async () => {
	const { asked, value } = await request(decisions, people.bruno, '/review/decisions');
	expect(value).toMatchObject({ page: 1, states: [{ state: 'submitted' }, {}, {}, {}] });
	expect(value['items']).toHaveLength(20);
	expect(asked.length).toBeLessThanOrEqual(6);
});
