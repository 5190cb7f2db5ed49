import { expect, test } from 'vitest';
import { countVerification } from '#verification/server';
import { testWorld } from '#tests/world';
import { actions } from './+page.server.ts';

test('one verification more than the visitor’s share is refused; what is long or of no known length is not even read', async () => {
	const world = await testWorld('sqlite');
	const visitor = '203.0.113.77';
	const send = async (headers: Record<string, string> = {}) => {
		const url = new URL('https://macaron.example/verify');
		const request = new Request(url, { method: 'POST', headers, body: new URLSearchParams({ text: '{}' }) });
		const event = {
			url,
			request,
			route: { id: '/(public)/verify' },
			locals: { world, locale: 'fr', drafts: { holder: null } },
			getClientAddress: () => visitor,
		};
		const told = await actions.default(event as unknown as Parameters<typeof actions.default>[0]);
		return { status: 'status' in told ? told.status : 200, read: request.bodyUsed };
	};
	const { left } = countVerification(world, visitor);
	expect(await send()).toMatchObject({ read: true });
	// One verification took one unit only.
	expect(countVerification(world, visitor).left).toBe(left - 2);
	while (countVerification(world, visitor).allowed);
	expect(await send()).toEqual({ status: 429, read: false });
	expect(await send({ 'content-length': '65537' })).toEqual({ status: 429, read: false });
	// A short form is read although it is refused, so that the page can give back what was typed.
	expect(await send({ 'content-length': '9' })).toEqual({ status: 429, read: true });
	await world.close();
});
