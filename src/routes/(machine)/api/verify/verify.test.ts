import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verificationOpenApi } from '#verification/server';
import { type TestWorld, testWorld } from '#tests/world';
import { didDocument, didWebUrl, type JsonObject, serializeCredential } from '#openbadges';
import type { FetchFromPublicAddress } from '#platform/server';
import {
	changed,
	DID,
	issued,
	KEY,
	LIST,
	png,
	statusList,
} from '../../../../openbadges/worked-example.fixture.ts';
import { OPTIONS, POST } from './+server.ts';
import { ACCEPTED_MEDIA_TYPES } from './read-verification-request.ts';

let world: TestWorld;
let badge: string;
beforeAll(async () => {
	const standing = new Map([
		[didWebUrl(DID), JSON.stringify(didDocument({ did: DID, keys: [KEY] }))],
		[LIST, serializeCredential(await statusList({ until: new Date('2026-12-10T00:00:00Z') }))],
	]);
	/** Stands in for the network: serves the documents of the issuer's own site, and answers nothing else. */
	const issuerSite: FetchFromPublicAddress = async (url) => {
		const text = standing.get(url);
		if (text === undefined) return { kind: 'refused', why: 'no-answer' };
		const bytes = new Uint8Array(Buffer.from(text));
		return { kind: 'found', status: 200, bytes, contentType: 'application/json' };
	};
	world = await testWorld('sqlite', issuerSite);
	badge = JSON.stringify(await issued());
});
afterAll(() => world.close());

const api = verificationOpenApi('https://macaron.example') as {
	paths: { '/api/verify': { post: { responses: object; requestBody: { content: object } } } };
};
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(api, 'api');

/** The faults of a value according to one of the schemas in the API's description (OpenAPI). */
function faults(schema: string, value: unknown): string[] {
	const valid = ajv.getSchema(`api#/components/schemas/${schema}`);
	if (!valid) throw new Error(`No schema ${schema}.`);
	valid(value);
	return (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

interface Question {
	readonly type?: string;
	readonly body?: BodyInit;
	readonly from?: string;
	readonly headers?: Record<string, string>;
}

const ask = ({ type, body, from = '203.0.113.9', headers }: Question): Promise<Response> =>
	POST({
		request: new Request('https://macaron.example/api/verify', {
			method: 'POST',
			...(body === undefined ? {} : { body }),
			headers: { ...(type && { 'content-type': type }), ...headers },
		}),
		getClientAddress: () => from,
		locals: { world },
	} as unknown as Parameters<typeof POST>[0]) as Promise<Response>;

/**
 * Asks the API, and returns its response and body after checking both against the API's description
 * (OpenAPI).
 */
async function told(question: Question) {
	const answer = await ask(question);
	const body = (await answer.json()) as {
		verdict?: string;
		code?: string;
		fr: string;
		en: string;
		checks: { id: string; reason: string }[];
	};
	expect(faults(answer.ok ? 'Report' : 'Problem', body)).toEqual([]);
	expect(Object.keys(api.paths['/api/verify'].post.responses)).toContain(String(answer.status));
	return { answer, body };
}

describe('what may be sent', () => {
	test('the document names the types that are read, all of them', () => {
		expect(Object.keys(api.paths['/api/verify'].post.requestBody.content).sort()).toEqual(
			ACCEPTED_MEDIA_TYPES.toSorted(),
		);
	});

	test.each([
		['application/json', () => `{"badge":${badge}}`, 'valid'],
		['application/json', () => JSON.stringify({ badge }), 'valid'],
		['application/vc+ld+json', () => badge, 'valid'],
		['application/ld+json; charset=utf-8', () => badge, 'valid'],
		['APPLICATION/VC', () => badge, 'valid'],
		['text/plain', () => badge, 'valid'],
		['text/plain', () => 'bonjour', 'malformed'],
		['application/jwt', () => 'eyJ.eyJ.abc', 'malformed'],
		['image/png', () => Buffer.from(png(['tEXt', `openbadges\0${badge}`])), 'valid'],
		[
			'image/svg+xml',
			() =>
				`<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"><openbadges:credential><![CDATA[${badge.replaceAll(']]>', ']]\\u003e')}]]></openbadges:credential></svg>`,
			'valid',
		],
	])('%s gives a report', async (type, body, verdict) => {
		const { answer, body: report } = await told({ type, body: body() as BodyInit });
		expect([answer.status, report.verdict]).toEqual([200, verdict]);
		expect(answer.headers.get('content-type')).toContain('application/json');
	});

	test('the page’s own form, with a file', async () => {
		const body = new FormData();
		body.set('file', new File([badge], 'badge.json'));
		body.set('text', '');
		const answer = await ask({ body });
		const report: unknown = await answer.json();
		expect(faults('Report', report)).toEqual([]);
		expect(report).toMatchObject({ verdict: 'valid', achievement: { name: expect.any(String) } });
	});

	test('a badge changed on the way is altered, never an error', async () => {
		const altered = badge.replace('Pratique', 'Prâtique');
		expect((await told({ type: 'application/vc+ld+json', body: altered })).body.verdict).toBe('altered');
	});
});

describe('the recipient, on demand only', () => {
	test.each([
		['ada@ecole.example', 'matches'],
		['emile@ecole.example', 'no-match'],
		[undefined, 'not-asked'],
	])('%s: %s, and the address is nowhere in the answer or the log', async (recipient, reason) => {
		const question = JSON.stringify({ badge: JSON.parse(badge) as unknown, recipient });
		const { answer, body } = await told({ type: 'application/json', body: question });
		expect(answer.status).toBe(200);
		expect(body.checks.find(({ id }) => id === 'recipient')?.reason).toBe(reason);
		expect(JSON.stringify(body)).not.toContain('@ecole.example');
		expect(world.lines.join()).not.toContain('ecole');
	});
});

describe('what is refused', () => {
	const JSON_TYPE = 'application/json';
	test.each<[string, Question, number, string]>([
		['nothing', { type: JSON_TYPE }, 400, 'recognition.api-empty'],
		['no type', { body: Buffer.from(' ') }, 415, 'recognition.api-type'],
		['another type', { type: 'application/xml', body: '<a/>' }, 415, 'recognition.api-type'],
		['no JSON', { type: JSON_TYPE, body: '{"badge":' }, 400, 'recognition.api-not-json'],
		['a key twice', { type: JSON_TYPE, body: '{"badge":{"a":1,"a":2}}' }, 400, 'recognition.api-not-json'],
		['no badge', { type: JSON_TYPE, body: '{"badges":[]}' }, 400, 'recognition.api-no-badge'],
		['a list', { type: JSON_TYPE, body: '[{}]' }, 400, 'recognition.api-no-badge'],
		[
			'a recipient that is no text',
			{ type: JSON_TYPE, body: '{"badge":"x","recipient":7}' },
			400,
			'recognition.api-recipient',
		],
		['only spaces', { type: 'text/plain', body: '  \n' }, 400, 'recognition.api-empty'],
		[
			'bytes that are no text',
			{ type: 'text/plain', body: Buffer.from([0xc3, 0x28]) },
			400,
			'recognition.api-not-text',
		],
		[
			'too long a text',
			{ type: 'text/plain', body: 'x'.repeat(6 * 1024 * 1024 + 1) },
			413,
			'recognition.text-too-long',
		],
		[
			'too large a picture',
			{ type: 'image/png', body: Buffer.alloc(8 * 1024 * 1024 + 1) },
			413,
			'recognition.given-too-large',
		],
		[
			'a form of many parts',
			{
				type: 'multipart/form-data; boundary=x',
				body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'.repeat(40) + '--x--',
			},
			400,
			'recognition.api-form',
		],
		['a form that is none', { type: 'multipart/form-data', body: 'bonjour' }, 400, 'recognition.api-form'],
		['a code cut short', { type: 'text/plain', body: 'K7TW-3B9' }, 422, 'recognition.code-length'],
		[
			'a code among words',
			{ type: 'text/plain', body: 'code K7TW-3B9X de Ada' },
			422,
			'recognition.code-unknown',
		],
		['a code nobody published', { type: 'text/plain', body: 'K7TW-3B9X' }, 422, 'recognition.code-unknown'],
	])('%s', async (_what, question, status, code) => {
		const { answer, body } = await told(question);
		expect([answer.status, body.code]).toEqual([status, code]);
		expect(answer.headers.get('content-type')).toBe('application/problem+json');
		expect(body.fr).not.toBe(body.en);
		if (status === 415) expect(answer.headers.get('accept-post')).toContain('image/png');
	});

	test('the title is in the language that is asked for, both sentences are always there', async () => {
		const french = await told({ type: 'text/plain', body: ' ' });
		const english = await told({ type: 'text/plain', body: ' ', headers: { 'accept-language': 'en-CA' } });
		expect(french.body).toMatchObject({ title: french.body.fr });
		expect(english.body).toMatchObject({ title: english.body.en, fr: french.body.fr });
	});

	test('so is what a badge states in several languages', async () => {
		const name = [
			{ '@value': 'Veille', '@language': 'fr' },
			{ '@value': 'Watch', '@language': 'en' },
		];
		const spoken = JSON.stringify(
			changed(JSON.parse(badge) as JsonObject, 'credentialSubject.achievement.name', name),
		);
		const names = ['fr', 'en-CA', 'es'].map(async (language) => {
			const given = {
				type: 'application/vc+ld+json',
				body: spoken,
				headers: { 'accept-language': language },
			};
			const { achievement } = (await (await ask(given)).json()) as { achievement: { name: string } };
			return achievement.name;
		});
		expect(await Promise.all(names)).toEqual(['Veille', 'Watch', 'Veille']);
	});
});

describe('each visitor’s share', () => {
	const question = { type: 'text/plain', body: 'x' };

	test('300 at once, then 429 with the seconds to wait; another school has its own share', async () => {
		for (let times = 0; times < 300; times += 1) {
			const answer = await ask({ ...question, from: '2001:db8:1:2::7' });
			expect(answer.status).toBe(200);
			expect(answer.headers.get('ratelimit-remaining')).toBe(String(299 - times));
		}
		const { answer, body } = await told({ ...question, from: '2001:db8:1:2:ffff::9' });
		expect([answer.status, body.code]).toEqual([429, 'recognition.verify-wait']);
		expect(answer.headers.get('retry-after')).toBe('1');
		expect(answer.headers.get('ratelimit-limit')).toBe('300');
		expect(answer.headers.get('ratelimit-policy')).toBe('300;w=150');
		expect((await ask({ ...question, from: '2001:db8:1:3::7' })).status).toBe(200);
	});

	test.each<[string, Question]>([
		['a form', { type: 'multipart/form-data', body: 'bonjour' }],
		['JSON', { type: 'application/json', body: '[' }],
	])('what it costs to take %s apart is counted too, even when nothing is in it', async (what, sent) => {
		const from = `203.0.113.${what.length}`;
		const { threads } = world;
		const costly: typeof threads = {
			...threads,
			do: (job, hand, giving) => (giving?.spent?.(1_000), threads.do(job, hand, giving)),
		};
		Object.assign(world, { threads: costly });
		await ask({ ...sent, from });
		Object.assign(world, { threads });
		const next = await ask({ ...question, from });
		expect(next.headers.get('ratelimit-remaining')).toBe(String(300 - 1 - 40 - 1));
	});

	test('all visitors together have a share too, whatever their addresses', async () => {
		let refused = 0;
		for (let at = 0; at < 1600; at += 1)
			if ((await ask({ ...question, from: `198.51.${at >> 8}.${at & 255}` })).status === 429) refused += 1;
		expect(refused).toBeGreaterThan(50);
		world.setNow(new Date(world.now().getTime() + 3_600_000));
		expect((await ask(question)).status).toBe(200);
	});
});

describe('line by line', () => {
	const linesOf = async (answer: Response) =>
		(await answer.text())
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as { asking?: { host: string; fr: string }; report?: object });

	test('each site that is asked, then the report; every line as the document says', async () => {
		const answer = await ask({
			type: 'text/plain',
			body: badge,
			headers: { accept: 'application/x-ndjson' },
		});
		expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
		const lines = await linesOf(answer);
		for (const line of lines) expect(faults('Line', line)).toEqual([]);
		expect(lines.at(-1)?.report).toMatchObject({ verdict: 'valid' });
		const asked = lines.slice(0, -1).map(({ asking }) => asking);
		expect(asked).toMatchObject([
			{ what: 'issuer', host: 'macaron.example' },
			{ what: 'status', host: 'macaron.example' },
		]);
		expect(asked[0]?.fr).toBe('Nous consultons la fiche de l’organisme émetteur (macaron.example)…');
	});

	test('a refusal is a line too', async () => {
		const answer = await ask({
			type: 'text/plain',
			body: 'K7TW-3B9X',
			headers: { accept: 'application/x-ndjson' },
		});
		const [line, ...others] = await linesOf(answer);
		expect(others).toEqual([]);
		expect(faults('Line', line)).toEqual([]);
		expect(line).toMatchObject({ problem: { status: 422, code: 'recognition.code-unknown' } });
	});
});

test('any site may ask, without cookies', async () => {
	const preflight = await OPTIONS({} as Parameters<typeof OPTIONS>[0]);
	expect(preflight.status).toBe(204);
	for (const { headers } of [preflight, await ask({ type: 'text/plain', body: 'x' })]) {
		expect(headers.get('access-control-allow-origin')).toBe('*');
		expect(headers.get('access-control-allow-credentials')).toBeNull();
		expect(headers.get('set-cookie')).toBeNull();
	}
});
