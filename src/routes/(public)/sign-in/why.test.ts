import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import { NOT_KEPT } from '#ui/shell/sign-in-from.ts';
import { testWorld, type TestWorld } from '#tests/world';
import { load } from './+page.server.ts';

let world: TestWorld;
beforeAll(async () => void (world = await testWorld()));
afterAll(() => world.close());

test.each([
	['nothing', '', false, undefined, null],
	['a page to open', '?next=/training/new', false, undefined, 'asked'],
	['an ended session', '?next=/training/new', false, 'ended', 'ended'],
	['a text that waits', '?next=/training/new', true, 'ended', 'typed'],
	['a text that could not be kept', `?next=/training/new&${NOT_KEPT}`, false, 'ended', 'lost'],
	['the same, beside another that waits', `?next=/training/new&${NOT_KEPT}`, true, undefined, 'lost'],
])('the page says why one is there: %s', async (_name, query, isWaiting, session, why) => {
	const drafts = { holder: null, isWaiting: async () => isWaiting, ofPage: async () => [] };
	const event = {
		locals: { world, actor: ANONYMOUS, locale: 'fr', drafts, requestId: 'one' },
		url: new URL(`/sign-in${query}`, world.origin),
		cookies: { get: () => session },
		params: {},
		route: { id: '/(public)/sign-in' },
	};
	expect(await load(event as never)).toMatchObject({ why });
});
