import { redirect } from '@sveltejs/kit';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { IdempotencyConflict, Refusal } from '#platform';
import { formAction } from './form-action.ts';
import { textIfShortEnough } from './refused-form.ts';

const schema = z.object({
	title: z.string().min(1, 'training.title-missing'),
	dimensions: z.array(z.string()).default([]),
});

/** The event of a form that Ada posts, as her browser sends it. */
function sent(body: BodyInit, locale: 'fr' | 'en' = 'fr') {
	const request = new Request('http://localhost:3000/training/new', { method: 'POST', body });
	const url = new URL('http://localhost:3000/training/new?/record');
	const locals = { locale, world: { newId: () => 'fresh' } } as App.Locals;
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
		expect(problems[0]?.text).toContain('caractère que Macaron ne peut pas garder');
		// The typed texts come back with U+FFFD in place of U+0000, which cannot be stored.
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

test('a form whose page was made in another institution acts in none, and keeps what was typed', async () => {
	const run = vi.fn(async () => 'done');
	const places = [
		{ id: 'ici', name: 'Érables', roles: [] },
		{ id: 'là-bas', name: 'Pins', roles: [] },
	];
	const post = (...fields: [string, string][]) => {
		const event = sent(form(['title', 'Atelier'], ...fields));
		Object.assign(event.locals, { actor: { kind: 'person', places } });
		return formAction(schema, run)(event);
	};
	expect(await post(['acting', 'ici'])).toEqual({ done: 'done' });
	expect(await post()).toEqual({ done: 'done' });
	const refused = await post(['acting', 'là-bas']);
	expect(refused).toMatchObject({ status: 409, data: { values: { title: 'Atelier' } } });
	expect(JSON.stringify(refused)).toContain('changé d’établissement');
	expect(run).toHaveBeenCalledTimes(2);
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

describe('what a form given back says of itself', () => {
	const refusedAs = async (status: number, body: BodyInit = form(['title', 'Atelier'])) =>
		(await formAction(schema, () => Promise.reject(new Refusal('training.stale', { status })))(
			sent(body),
		)) as {
			data: { obstacle?: string; kept?: true };
		};

	test.each([
		[400, undefined],
		[403, 'unsent'],
		[409, undefined],
		[413, undefined],
		[422, undefined],
		[429, 'wait'],
		[500, 'unsent'],
		[503, 'unsent'],
	])('refused with %i: %s stands against it', async (status, obstacle) => {
		expect((await refusedAs(status)).data.obstacle).toBe(obstacle);
	});

	test('whose page it stands on, and its draft, are nothing that was typed', async () => {
		const event = sent(form(['writer', 'abc'], ['draft', '1 /training/new record']));
		Object.assign(event.locals, { drafts: { holder: 'abc' } });
		const { data } = (await formAction(schema, vi.fn())(event)) as { data: object };
		expect(data).not.toHaveProperty('kept');
	});

	const ID = 'a'.repeat(26);
	const file = new FormData();
	file.append('title', 'Atelier');
	file.append('file', new File(['{}'], 'badge.json'));
	test.each<[string, BodyInit, true | undefined]>([
		['a text', form(['title', 'Atelier']), true],
		['a choice', form(['title', ''], ['dimensions[]', 'collaboration']), true],
		['nothing', form(['title', '']), undefined],
		['only what the form carries', form(['key', 'abc'], ['form', 'abc'], ['next', '/training']), undefined],
		[
			'only ids, dates and numbers',
			form(['evidence', ID], ['date', '2026-11-28'], ['revision', '1']),
			undefined,
		],
		['a password, even empty', form(['identifier', 'ada'], ['password', '']), undefined],
		['a file', file, undefined],
		['a text too long to show', form(['title', 'Atelier'], ['text', 'a'.repeat(200_001)]), undefined],
		['a text that is marked where it cannot be kept', form(['title', 'avant\0après']), true],
	])('%s : what was typed is kept, or not', async (_what, body, kept) => {
		expect((await refusedAs(422, body)).data.kept).toBe(kept);
	});
});

describe('the same form sent before with other content', () => {
	const already = new IdempotencyConflict(
		{ title: 'Premier', minutes: 75, link: null, dimensions: ['a', 'b'], inBadge: true, public: false },
		{ id: 'abc' },
	);
	const action = (first?: object) =>
		formAction(
			schema,
			() => Promise.reject(already),
			first ? { first } : {},
		)(sent(form(['title', 'Second'])));

	test('gives both versions back, and a key under which this one may be sent as a new one', async () => {
		expect(await action()).toEqual(
			expect.objectContaining({
				status: 409,
				data: {
					problems: [{ text: expect.stringContaining('autre contenu') }],
					values: { title: 'Second' },
					kept: true,
					first: {
						values: {
							title: 'Premier',
							minutes: '75',
							link: '',
							dimensions: ['a', 'b'],
							inBadge: 'yes',
							public: '',
						},
					},
					freshKey: 'fresh',
				},
			}),
		);
	});

	test('says it field by field, and where what is recorded can be seen', async () => {
		const fields = ({ minutes, title }: { minutes: number; title: string }) => ({
			title,
			hours: Math.floor(minutes / 60),
			minutes: minutes % 60,
		});
		const at = ({ id }: { id: string }) => `/training/${id}`;
		expect(await action({ fields, at })).toMatchObject({
			data: { first: { values: { title: 'Premier', hours: '1', minutes: '15' }, at: '/training/abc' } },
		});
	});

	test('another refusal carries neither', async () => {
		const stale = new Refusal('training.stale', { status: 409 });
		const { data } = (await formAction(schema, () => Promise.reject(stale))(sent(form(['title', 'x'])))) as {
			data: object;
		};
		expect(Object.keys(data).sort()).toEqual(['kept', 'problems', 'values']);
	});
});

describe('whose page a form stands on', () => {
	const ADA = 'a'.repeat(32);
	/** The event of a posted form whose drafts record the calls made to them, in order. */
	function asking(holder: string | null, body: URLSearchParams) {
		const asked: unknown[][] = [];
		const note = (what: string) => (name: unknown) => (asked.push([what, name]), Promise.resolve());
		const drafts = { holder, storeUntilSignIn: note('storeUntilSignIn'), deleteSent: note('deleteSent') };
		const event = sent(body);
		Object.assign(event.locals, { drafts });
		return { event, asked };
	}
	const written = (...more: [string, string][]) =>
		form(['key', 'k'], ['writer', ADA], ['draft', '3 /training/new record'], ['title', 'Atelier'], ...more);

	test('its own: done, its draft is forgotten', async () => {
		for (const end of [async () => 'x', async () => redirect(303, '/training')]) {
			const { event, asked } = asking(ADA, written());
			await formAction(schema, end)(event).catch(() => {});
			expect(asked).toEqual([['deleteSent', { path: '/training/new', form: 'record', revision: 3 }]]);
		}
	});

	test('its own, refused: the draft stays', async () => {
		const { event, asked } = asking(ADA, form(['writer', ADA], ['title', '']));
		expect(await formAction(schema, vi.fn())(event)).toMatchObject({ status: 422 });
		expect(asked).toEqual([]);
	});

	test.each([
		['complete', written()],
		['incomplete', form(['writer', ADA], ['draft', '3 /training/new record'], ['reflection', 'long'])],
	])(
		'a session that ended before it came: what is %s is carried, then the sign-in page',
		async (_name, body) => {
			const run = vi.fn();
			const { event, asked } = asking(null, body);
			await expect(formAction(schema, run)(event)).rejects.toMatchObject({
				status: 303,
				location: '/sign-in?next=%2Ftraining%2Fnew',
			});
			expect(run).not.toHaveBeenCalled();
			expect(asked).toMatchObject([
				[
					'storeUntilSignIn',
					{ holder: ADA, path: '/training/new', form: 'record', revision: 3, typed: { writer: ADA } },
				],
			]);
		},
	);

	test('a session that ended, and no room for what was typed: the sign-in page says so', async () => {
		const { event } = asking(null, written());
		Object.assign(event.locals.drafts, { storeUntilSignIn: async () => false });
		await expect(formAction(schema, vi.fn())(event)).rejects.toMatchObject({
			status: 303,
			location: '/sign-in?next=%2Ftraining%2Fnew&text=not-kept',
		});
	});

	test('a session that ended while it was done: carried too', async () => {
		const { event, asked } = asking(ADA, written());
		const ended = new Refusal('identity.sign-in', { status: 401 });
		await expect(formAction(schema, () => Promise.reject(ended))(event)).rejects.toMatchObject({
			status: 303,
		});
		expect(asked).toMatchObject([['storeUntilSignIn', { typed: { title: 'Atelier' } }]]);
	});

	test('somebody else’s: refused, nothing done, nothing carried, what was typed given back', async () => {
		const run = vi.fn();
		const { event, asked } = asking('b'.repeat(32), written());
		expect(await formAction(schema, run)(event)).toMatchObject({
			status: 403,
			data: { values: { title: 'Atelier' } },
		});
		expect(run).not.toHaveBeenCalled();
		expect(asked).toEqual([]);
	});

	test('that a draft could not be forgotten does not undo what was done', async () => {
		const { event } = asking(ADA, written());
		const warn = vi.fn();
		Object.assign(event.locals, {
			world: { log: { warn } },
			drafts: { holder: ADA, deleteSent: () => Promise.reject(new Error('disk')) },
		});
		expect(await formAction(schema, async () => 'x')(event)).toEqual({ done: 'x' });
		expect(warn).toHaveBeenCalledWith('drafts.not-forgotten');
	});
});

describe('a form that would cost much', () => {
	const run = vi.fn(async () => 'done');
	const multipart = (type: string, body: string) => {
		const event = sent(body);
		event.request = new Request(event.request.url, {
			method: 'POST',
			body,
			headers: { 'content-type': type },
		});
		return formAction(schema, run)(event);
	};
	// These parts have no name: the form parser rejects the first one that it reads.
	const nameless = (parts: number) => '--real\r\nContent-Disposition: form-data\r\n\r\nb\r\n'.repeat(parts);

	test.each([
		'multipart/form-data; boundary=real',
		'multipart/form-data; xboundary=decoy; boundary=real',
		'multipart/form-data; x="boundary=decoy"; boundary=real',
		'Multipart/Form-Data; BOUNDARY=real; boundary=decoy',
	])('its parts are counted before it is taken apart: %s', async (type) => {
		run.mockClear();
		// With more than 200 parts the form is refused unparsed (413); with 200 it is parsed, and found
		// unreadable (400).
		expect(await multipart(type, `${nameless(201)}--real--`)).toMatchObject({ status: 413 });
		expect(await multipart(type, `${nameless(200)}--real--`)).toMatchObject({ status: 400 });
		expect(run).not.toHaveBeenCalled();
		const named = nameless(200).replaceAll('form-data\r', 'form-data; name="title"\r');
		expect(await multipart(type, `${named}--real--`)).toEqual({ done: 'done' });
	});

	test('one larger than ordinary forms is not taken apart on this thread, whatever its kind', async () => {
		run.mockClear();
		const large = 'x'.repeat(98_304 - 'title='.length);
		expect(await formAction(schema, run)(sent(form(['title', large])))).toEqual({ done: 'done' });
		run.mockClear();
		for (const [locale, limit] of [
			['fr', 'c’est une limite de notre service'],
			['en', 'it is a limit of our service'],
		] as const)
			expect(await formAction(schema, run)(sent(form(['title', `${large}x`]), locale))).toMatchObject({
				status: 413,
				data: { obstacle: 'unsent', problems: [{ text: expect.stringContaining(limit) }] },
			});
		const parts = `--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n${large}\r\n--x--`;
		expect(await multipart('multipart/form-data; boundary=x', parts)).toMatchObject({ status: 413 });
		expect(run).not.toHaveBeenCalled();
	});

	test('the page that takes large ones says how they are taken apart; what it refuses is told as any refusal', async () => {
		const read = async () => ({ title: 'from elsewhere', file: new Uint8Array([1]) });
		expect(await formAction(schema, async ({ title }) => title, { read })(sent(form()))).toEqual({
			done: 'from elsewhere',
		});
		const refused = () => Promise.reject(new Refusal('platform.overloaded', { status: 503 }));
		expect(await formAction(schema, run, { read: refused })(sent(form()))).toMatchObject({ status: 503 });
	});

	test.each([
		[200_000, true],
		[200_001, false],
	])('a text of %i characters that is refused is shown again: %s, and it is said', async (length, shown) => {
		const title = 'x'.repeat(length);
		const refuse = () => Promise.reject(new Refusal('training.stale', { status: 409, field: 'title' }));
		const answers = [
			await formAction(schema, refuse, { read: async () => ({ title, note: 'court' }) })(sent(form())),
			await formAction(z.object({ other: z.string() }), refuse, {
				read: async () => ({ title, note: 'court' }),
			})(sent(form())),
		];
		for (const answer of answers) {
			const { problems, values } = (answer as { data: { problems: { text: string }[]; values: object } })
				.data;
			expect(values).toEqual(shown ? { title, note: 'court' } : { note: 'court' });
			expect(problems.some(({ text }) => text.includes('trop long pour être affiché'))).toBe(!shown);
			expect(problems).toHaveLength(shown ? 1 : 2);
		}
		expect(textIfShortEnough(title)).toBe(shown ? title : undefined);
	});
});
