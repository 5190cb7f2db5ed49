import { afterAll, beforeAll, expect, test } from 'vitest';
import { framework } from '#framework/server';
import { ANONYMOUS } from '#identity';
import { m } from '#messages';
import { runInLocale } from '#messages/server';
import { nextStepsOf, TRIAL_SHEETS } from '#profile/server';
import { type TestWorld, testWorld } from '#tests/world';
import { readBack } from '#ui/server/pdf/read-back.fixture.ts';
import type { RequestEvent } from './$types';
import { POST } from './+server.ts';

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
});
afterAll(() => world.close());

type Fields = readonly (readonly [string, string])[];
const given = (answers: Readonly<Record<string, string>>, audience = 'student'): Fields => [
	['version', 'crcn-2019'],
	['audience', audience],
	...Object.entries(answers).flatMap(([statement, answer]) => [
		['statement[]', statement] as const,
		['answer[]', answer] as const,
	]),
];

function ask(fields: Fields, { locale = 'fr', address = '192.0.2.1' } = {}): Promise<Response> {
	const request = new Request(`${world.origin}/try/result.pdf`, {
		method: 'POST',
		headers: { cookie: `lang=${locale}` },
		body: new URLSearchParams(fields.map(([name, value]) => [name, value])),
	});
	return runInLocale(
		request,
		(spoken) =>
			POST({
				...{ request, url: new URL(request.url), getClientAddress: () => address },
				locals: { world, actor: ANONYMOUS, locale: spoken },
			} as unknown as RequestEvent) as Promise<Response>,
	);
}

const wordsOf = async (answer: Response) => {
	const { pages } = await readBack(new Uint8Array(await answer.arrayBuffer()));
	return pages
		.map(({ tree, textOf }) => textOf(tree))
		.join(' ')
		.replace(/\s+/g, ' ');
};

const SAID = { 'student-collaboration-2': '3', 'student-communication-2': '0' };

test('the answers of a trial are drawn with the texts of the framework, in the language of the page', async () => {
	for (const locale of ['fr', 'en'] as const) {
		const answer = await ask(given(SAID), { locale });
		expect(answer.headers.get('content-type')).toBe('application/pdf');
		expect(answer.headers.get('cache-control')).toBe('private, no-store');
		expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z]+-[\d-]+\.pdf"$/);
		const words = await wordsOf(answer);
		const { dimensions } = framework('crcn-2019');
		for (const { number, short } of dimensions) expect(words).toContain(`${number}. ${short[locale]}`);
		const option = { locale } as const;
		expect(words).toContain(m.try_sheet_title({}, option));
		expect(words).toContain(m.try_result_about({}, option));
		const step = nextStepsOf('student', locale)['communication']?.starting ?? '?';
		expect(words).toContain(step.replace(/\s+/g, ' '));
	}
});

test('nothing that somebody typed is drawn or logged', async () => {
	const words = await wordsOf(
		await ask([...given({ ...SAID, 'CANARI inconnu': '4' }), ['name', 'CANARI'], ['title', 'CANARI']]),
	);
	expect(words).not.toContain('CANARI');
	expect(world.lines).toEqual([]);
});

test('statements of another audience count for nothing', async () => {
	const answer = await ask(given({ 'teacher-collaboration-2': '4' }));
	expect(await wordsOf(answer)).toContain(m.try_sentence_none({}, { locale: 'fr' }));
});

test('what is not answers is refused, as is one address that asks without end', async () => {
	for (const bad of [
		[],
		given({}),
		given(SAID, 'nobody'),
		given({ 'student-collaboration-2': '9' }),
	] as Fields[])
		await expect(ask(bad, { address: '192.0.2.9' })).rejects.toMatchObject({ status: 422 });
	for (let n = 0; n < TRIAL_SHEETS.burst; n += 1)
		await ask([], { address: '192.0.2.2' }).catch(() => undefined);
	await expect(ask(given(SAID), { address: '192.0.2.2' })).rejects.toMatchObject({ status: 429 });
	expect((await ask(given(SAID), { address: '192.0.2.3' })).status).toBe(200);
});
