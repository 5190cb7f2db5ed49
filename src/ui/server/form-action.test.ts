import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { Refusal } from '#platform';
import { formAction } from './form-action.ts';

const schema = z.object({
	title: z.string().min(1, 'training.title-missing'),
	dimensions: z.array(z.string()).default([]),
});

/** What Ada sends, as her browser would. */
function sent(body: BodyInit, locale: 'fr' | 'en' = 'fr') {
	const request = new Request('http://localhost:3000/training/new', { method: 'POST', body });
	const url = new URL('http://localhost:3000/training/new?/record');
	const locals = { locale } as App.Locals;
	return { request, url, locals, route: { id: '/(learner)/training/new' } };
}
const form = (...fields: [string, string][]) => new URLSearchParams(fields);

test('what is typed reaches the use case as it was typed', async () => {
	const run = vi.fn(async () => 'done');
	const body = form(['title', 'Œuvre\r\n« 1 » 😀'], ['dimensions[]', 'a'], ['dimensions[]', 'b']);
	expect(await formAction(schema, run)(sent(body))).toEqual({ done: 'done' });
	expect(run.mock.calls[0]).toMatchObject([{ title: 'Œuvre\n« 1 » 😀', dimensions: ['a', 'b'] }, {}]);
});

test.each([
	['alone', [['title', '\0']], ['title']],
	['in a text', [['title', 'avant\0après']], ['title']],
	[
		'in one of several choices',
		[
			['title', 'x'],
			['dimensions[]', 'a'],
			['dimensions[]', 'b\0'],
		],
		['dimensions'],
	],
	[
		'in two fields',
		[
			['title', '\0'],
			['dimensions[]', '\0'],
		],
		['title', 'dimensions'],
	],
	[
		'in a field that nothing reads',
		[
			['title', 'x'],
			['link', '\0'],
		],
		['link'],
	],
] as const)('U+0000 %s is refused beside its field, in every form', async (_where, fields, wrong) => {
	const run = vi.fn();
	for (const multipart of [false, true]) {
		const body = multipart ? new FormData() : new URLSearchParams();
		for (const [name, value] of fields) body.append(name, value);
		const result = await formAction(schema, run)(sent(body));
		expect(result).toMatchObject({ status: 422 });
		const { problems, values } = (
			result as { data: { problems: { field: string; text: string }[]; values: object } }
		).data;
		expect(problems.map(({ field }) => field)).toEqual(wrong);
		expect(problems[0]?.text).toContain('caractère invisible');
		// Typed texts come back with a mark at the place.
		expect(JSON.stringify(values)).toContain('\uFFFD');
		expect(JSON.stringify(values)).not.toContain('\\u0000');
	}
	expect(run).not.toHaveBeenCalled();
});

test('a password that cannot be kept is refused too, and does not come back', async () => {
	const result = await formAction(
		schema,
		vi.fn(),
	)(sent(form(['title', 'x'], ['newPassword', 'canot\0']), 'en'));
	expect(result).toMatchObject({ status: 422, data: { problems: [{ field: 'newPassword' }] } });
	expect(JSON.stringify(result)).not.toContain('canot');
});

test('a refusal comes back with what was typed; an unknown fault is thrown', async () => {
	const refuse = (error: Error) => formAction(schema, () => Promise.reject(error));
	const fields = form(['title', 'Atelier'], ['currentPassword', 'secret']);
	expect(
		await refuse(new Refusal('training.stale', { status: 409, field: 'title' }))(sent(fields)),
	).toMatchObject({
		status: 409,
		data: { problems: [{ field: 'title' }], values: { title: 'Atelier' } },
	});
	await expect(refuse(new Error('disk'))(sent(fields))).rejects.toThrow('disk');
});
