import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestWorld, testWorld } from '#tests/world';
import type { StoredFile } from '#platform/server';
import { sendStoredFile } from './send-stored-file.ts';

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
});
afterAll(() => world.close());

const bytes = Buffer.from('<script>alert(1)</script>');
const file = (type: string, name: string): StoredFile => ({
	...{ id: 'x', sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, type, name },
	...{ width: null, height: null, person: null, institution: null, madeAt: new Date(), unusedSince: null },
});
const asked = (headers: Record<string, string> = {}) => new Request('http://localhost/', { headers });

test('a document is saved under its name and never opened; a browser that opens it runs nothing', async () => {
	const stored = file('application/pdf', 'Été « 50 % ».pdf');
	await world.files.store.put(stored.sha256, bytes);
	const answer = await sendStoredFile(world, asked(), stored, 'private, no-store');
	expect(answer.status).toBe(200);
	expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
	expect(Object.fromEntries(answer.headers)).toEqual({
		'content-type': 'application/pdf',
		'content-disposition':
			'attachment; filename="Ete  50 _ .pdf"; filename*=UTF-8\'\'%C3%89t%C3%A9%20%C2%AB%2050%20_%20%C2%BB.pdf',
		'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
		'cross-origin-resource-policy': 'same-origin',
		'x-content-type-options': 'nosniff',
		'x-robots-tag': 'noindex',
		'cache-control': 'private, no-store',
		etag: `"${stored.sha256.slice(0, 32)}"`,
	});
});

test('a picture may be shown; a copy that is current is not sent again', async () => {
	const stored = file('image/png', 'logo.png');
	const answer = await sendStoredFile(world, asked(), stored, 'public, no-cache');
	expect(answer.headers.get('content-disposition')).toBeNull();
	expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox;/);
	const again = await sendStoredFile(
		world,
		asked({ 'if-none-match': `W/${answer.headers.get('etag')}` }),
		stored,
		'public, no-cache',
	);
	expect([again.status, await again.text()]).toEqual([304, '']);
});

test('an altered content is not sent', async () => {
	const stored = file('image/png', 'logo.png');
	await world.files.store.put(stored.sha256, Buffer.from('autre'));
	await expect(sendStoredFile(world, asked(), stored, 'public')).rejects.toMatchObject({ status: 404 });
});
