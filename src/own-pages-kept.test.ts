import { readFileSync } from 'node:fs';
import type { Handle } from '@sveltejs/kit/hooks';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { assessmentProgressOf, chooseVersionAndMode, recordAnswer } from '#assessment/server';
import { FRAMEWORK_VERSIONS } from '#framework';
import { framework } from '#framework/server';
import { ANONYMOUS, type PersonActor, placesToChoose } from '#identity';
import { actorOf, changeDetails, changePlace, SESSION_COOKIE } from '#identity/server';
import { sessionTokenOf } from '#tests/people';
import { always } from '#tests/property';
import { testWorld, type TestWorld } from '#tests/world';
import { cacheOwnPages } from '#web/cache-own-pages.ts';
import { shows, trains } from '../tests/recognised/cast.ts';
import { awardAt, neighbours } from '../tests/recognised/neighbours.ts';
import { addAwards } from './awards/server/award-store.ts';
import { addMembership } from './identity/server/accounts/accounts.ts';
import { OWN_PAGES_KEPT } from './own-pages-kept.ts';
import { load as frame } from './routes/+layout.server.ts';
import { load as profile } from './routes/(learner)/profile/+page.server.ts';

type Event = Parameters<Handle>[0]['event'];
const PROFILE = '/(learner)/profile';
const MINUTE = 60_000;

let world: TestWorld;
let people: Awaited<ReturnType<typeof neighbours>>;
let handle: Handle;
let made: number;
beforeAll(async () => {
	world = await testWorld();
	people = await neighbours(world);
});
afterAll(() => world.close());
beforeEach(() => {
	handle = cacheOwnPages(OWN_PAGES_KEPT);
	made = 0;
});
const later = (ms: number) => world.setNow(new Date(world.now().getTime() + ms));

/** What the frame and the page of a request load from the real database, as the text of a response. */
async function loaded(event: object): Promise<Response> {
	made += 1;
	const { formKey: _new, ...page } = (await profile(event as never)) as Record<string, unknown>;
	const text = JSON.stringify([await frame(event as never), page]);
	return new Response(text, { headers: { etag: '"x"', 'content-type': 'text/html' } });
}

interface How {
	readonly path?: string;
	readonly cookie?: string;
	readonly method?: string;
	readonly locale?: 'fr' | 'en';
	readonly route?: string;
	readonly data?: boolean;
	readonly make?: (event: object) => Promise<Response>;
}

/** Requests a person's profile as SvelteKit would, through the cache; returns the text of the response. */
async function ask(token: string, how: How = {}) {
	const {
		path = '/profile',
		cookie = '',
		method = 'GET',
		locale = 'fr',
		route = PROFILE,
		data = false,
	} = how;
	const url = new URL(path, world.origin);
	const actor = token === '' ? ANONYMOUS : await actorOf(world, token);
	const headers = { cookie: `${SESSION_COOKIE}=${token}${cookie}` };
	const drafts = { holder: 'one', ofPage: async () => [] };
	const event = {
		...{ url, route: { id: route }, params: {}, isDataRequest: data },
		request: new Request(url, { method, headers }),
		locals: { world, actor, locale, drafts },
	};
	const resolve = () => (how.make ?? loaded)(event);
	return (await handle({ event: event as unknown as Event, resolve })).text();
}

describe('a person’s own profile', () => {
	let ada: PersonActor;
	let token: string;
	const collaboration = 'collaboration';
	beforeEach(async () => {
		ada = await people.here.learner('Ada');
		token = await sessionTokenOf(world, ada);
	});

	test('is made once, and again when something that it shows has changed, at once', async () => {
		const first = await ask(token);
		await shows(world, people.emile, collaboration);
		expect([await ask(token), made]).toEqual([first, 1]);
		await shows(world, ada, collaboration);
		expect(await ask(token)).not.toBe(first);
		expect([await ask(token), made]).not.toEqual([first, 1]);
		expect(made).toBe(2);
	});

	test('is made for each person, session and language, and again the next day and after ten minutes', async () => {
		const emile = await sessionTokenOf(world, people.emile);
		const other = await sessionTokenOf(world, ada);
		await ask(token);
		for (const [who, how] of [
			[emile, {}],
			[other, {}],
			[token, { locale: 'en' }],
		] as const) {
			const before = made;
			await ask(who, how);
			expect(made).toBe(before + 1);
		}
		later(9 * MINUTE);
		await ask(token, { cookie: '; lang=fr' });
		expect(made).toBe(4);
		later(MINUTE);
		await ask(token);
		expect(made).toBe(5);
		world.setNow(new Date('2026-11-24T04:59:00Z'));
		const late = await sessionTokenOf(world, ada);
		await ask(late);
		world.setNow(new Date('2026-11-24T05:01:00Z'));
		await ask(late);
		expect(made).toBe(7);
	});

	test('made in one institution is never given in another', async () => {
		const { institution } = people.there;
		later(1);
		await world.db.write((tx) =>
			addMembership(tx, world, ada.id, { institution, role: 'learner', audience: 'student' }),
		);
		const here = await ask(token);
		const [, elsewhere] = placesToChoose(await actorOf(world, token));
		await changePlace(world, await actorOf(world, token), elsewhere!.id);
		const there = await ask(token);
		expect([made, there === here]).toEqual([2, false]);
		await changePlace(world, await actorOf(world, token), people.here.institution);
		expect([await ask(token), await ask(token)]).toEqual([here, here]);
	});

	test.each<[string, How]>([
		['a query', { path: '/profile?done=answered' }],
		['a cookie of what was typed', { cookie: '; __Host-typed=abc' }],
		['a form', { method: 'POST' }],
		['the data of a page', { data: true }],
		['another page', { route: '/(learner)/trainings' }],
		['a response that sets a cookie', { make: async (event) => withCookie(await loaded(event)) }],
		[
			'a page that writes',
			{
				async make(event) {
					await world.db.write(async () => undefined);
					return loaded(event);
				},
			},
		],
	])('with %s, nothing is kept, and nothing kept is given', async (_which, how) => {
		if (!how.make) await ask(token);
		const before = made;
		await ask(token, how);
		await ask(token, how);
		expect(made).toBe(before + 2);
	});
	const withCookie = (response: Response) => {
		response.headers.set('set-cookie', 'lang=en');
		return response;
	};

	test('a visitor is never given one', async () => {
		await ask(token);
		const visited = async () => new Response('sign in', { headers: { etag: '"y"' } });
		expect(await ask('', { make: visited })).toBe('sign in');
	});

	test('always says what a page made anew would say, whatever was done in between', async () => {
		const [version] = FRAMEWORK_VERSIONS;
		const slugs = framework(version).dimensions.map(({ slug }) => slug);
		const act = fc.record({
			what: fc.constantFrom('says', 'shows', 'trains', 'award', 'name', 'mode', 'nothing'),
			who: fc.constantFrom('ada', 'emile'),
			slug: fc.constantFrom(...slugs.slice(0, 4)),
			n: fc.integer({ min: 0, max: 4 }),
		});
		await always(
			{ given: 20, again: 40 },
			(met) =>
				fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), async (acts) => {
					const both = { ada: await people.here.learner('Ada'), emile: await people.here.learner('Émile') };
					const mine = await sessionTokenOf(world, both.ada);
					const awarded = new Set<string>();
					for (const { what, who, slug, n } of acts) {
						const actor = both[who];
						const key = world.newId();
						if (what === 'says') {
							const statement = `teacher-${slug}-2`;
							const { answers } = await assessmentProgressOf(world, actor);
							const revision = answers[statement]?.revision ?? 0;
							await recordAnswer(world, actor, { statement, answer: n as 0, revision, key });
						}
						if (what === 'shows') await shows(world, actor, slug).catch(() => undefined);
						if (what === 'trains') await trains(world, actor, slug, 30 + n);
						if (what === 'award' && !awarded.has(`${who} ${slug}`)) {
							awarded.add(`${who} ${slug}`);
							const award = awardAt(world, people.here, actor.id, { badge: `practice-${slug}` });
							await world.db.write((tx) => addAwards(tx, [award]));
						}
						if (what === 'name')
							await changeDetails(world, actor, { displayName: `Nom ${n}`, email: '', key });
						if (what === 'mode')
							await chooseVersionAndMode(world, actor, {
								version,
								mode: n % 2 ? 'complete' : 'express',
								key,
							});
						later(1000);
						const before = made;
						const given = await ask(mine);
						met(made === before ? 'given' : 'again');
						// The same request, through a cache that holds nothing.
						const kept = handle;
						handle = cacheOwnPages(OWN_PAGES_KEPT);
						const fresh = await ask(mine);
						handle = kept;
						expect(given).toBe(fresh);
					}
				}),
			{ numRuns: 15 },
		);
	});
});

test('no page that is kept contains a form that is sent: its key would serve two pages', () => {
	expect(OWN_PAGES_KEPT.size).toBeGreaterThan(0);
	for (const route of OWN_PAGES_KEPT) {
		const page = readFileSync(`src/routes${route}/+page.svelte`, 'utf8');
		expect(page).not.toMatch(/formKey|method="POST"/i);
	}
});
