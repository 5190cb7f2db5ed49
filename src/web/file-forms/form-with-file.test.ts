import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type TestWorld, testWorld } from '#tests/world';
import { Refusal } from '#platform';
import { formActionWithFile } from './form-with-file.ts';

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
});
afterAll(() => world.close());

const schema = z.object({ caption: z.string().min(2, 'generic') });
const PDF = '%PDF-1.7\n%%EOF\n';

/** Sends a form with a file to an action, as a browser does; gives what it answers. */
async function send(file: File | undefined, caption: string, refuse?: Refusal) {
	const body = new FormData();
	body.append('caption', caption);
	if (file) body.append('file', file);
	const action = formActionWithFile(
		schema,
		{ field: 'file', kinds: 'any' },
		async (input, got) => {
			if (refuse) throw refuse;
			return { ...input, got: got && { name: got.name, size: got.bytes.length } };
		},
		{ before: () => undefined },
	);
	const drafts = { holder: null } as App.Locals['drafts'];
	const event = {
		request: new Request('http://localhost/x', { method: 'POST', body }),
		locals: { world, locale: 'fr', drafts, actor: { kind: 'anonymous' }, requestId: 'x' } as App.Locals,
		url: new URL('http://localhost/x'),
		route: { id: '/x' },
		getClientAddress: () => '127.0.0.1',
	};
	return action(event);
}

test('a form with its file, and without', async () => {
	expect(await send(new File([PDF], '../a.pdf'), 'Ma trace')).toEqual({
		done: { caption: 'Ma trace', got: { name: 'a.pdf', size: PDF.length } },
	});
	expect(await send(undefined, 'Ma trace')).toEqual({ done: { caption: 'Ma trace', got: undefined } });
});

test('a file that is refused: one sentence beside its field, and what was typed', async () => {
	const refused = await send(new File(['<svg/>'], 'logo.png', { type: 'image/png' }), 'Ma trace');
	expect(refused).toMatchObject({
		status: 422,
		data: {
			problems: [{ field: 'file', text: expect.stringContaining('SVG') }],
			values: { caption: 'Ma trace' },
		},
	});
	const quota = new Refusal('files.quota', { field: 'file', params: { quota: 200, free: 3 } });
	expect(await send(new File([PDF], 'a.pdf'), 'Ma trace', quota)).toMatchObject({
		data: { problems: [{ field: 'file', text: expect.stringMatching(/200\u00a0Mo.*3\u00a0Mo/) }] },
	});
});

test('a body above the limit is passed over, and said', async () => {
	expect(await send(new File([new Uint8Array(8_200_000)], 'a.pdf'), 'Ma trace')).toMatchObject({
		status: 413,
		data: { problems: [{ field: 'file', text: expect.stringContaining('8\u00a0Mo') }] },
	});
});
