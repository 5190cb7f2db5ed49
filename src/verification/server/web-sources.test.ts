import { describe, expect, test } from 'vitest';
import { LARGEST_ISSUER_DOCUMENT, type DocumentSources, type VerifyOptions } from '#openbadges';
import type { FetchResult, FetchRefusal } from '#platform/server';
import type { DocumentRequest, VisitorVerifyOptions } from './how-to-verify.ts';
import { withWebSources } from './web-sources.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const found = (text: string, status = 200, address?: string): FetchResult => ({
	...{ kind: 'found', status, bytes: bytes(text), contentType: 'application/json' },
	...(address !== undefined && { address }),
});
const refused = (why: FetchRefusal): FetchResult => ({ kind: 'refused', why });
const notOurs = { kind: 'unknown', why: 'not-supported' } as const;

/**
 * Options of a verification whose own register knows nothing, so that everything is requested from the web.
 */
const NOTHING: VerifyOptions = {
	now: new Date('2026-11-22T15:00:00Z'),
	resolveIssuer: () => notOurs,
	statusSource: () => notOurs,
};

/**
 * Options of a verification on a web that gives one answer to every request; with records of the requests,
 * the `onDocumentRequest` events and the log.
 */
function web(
	answer: FetchResult | ((url: string) => FetchResult),
	how: VisitorVerifyOptions = {},
	own = NOTHING,
) {
	const asked: { url: string; accept: string; plainHttp: unknown; visitor: unknown; signal: unknown }[] = [];
	const told: DocumentRequest[] = [];
	const lines: unknown[] = [];
	const line = (event: string, facts = {}) => void lines.push({ event, ...facts });
	const { options, note } = withWebSources(
		own,
		{
			now: () => NOTHING.now,
			log: { info: line, warn: line, error: line },
			async fetchDocument(url, { accept, plainHttp, visitor, signal }) {
				asked.push({ url, accept, plainHttp, visitor, signal });
				return typeof answer === 'function' ? answer(url) : answer;
			},
		},
		{ onDocumentRequest: (one) => void told.push(one), ...how },
	);
	return { options: options as Required<VerifyOptions>, note, asked, told, lines };
}

const SITE = 'https://ecole.example/x';
const DID = 'did:web:ecole.example';
const unknown = (why: string) => ({ kind: 'unknown', why });
const REFUSALS: readonly (readonly [FetchRefusal, string])[] = [
	['outbound-off', 'not-supported'],
	['too-large', 'too-large'],
	['no-answer', 'unreachable'],
	['busy', 'unreachable'],
];

describe('an issuer’s document', () => {
	test.each<[string, FetchResult, object]>([
		['a text, left to the engine to read', found('{"id":"x"}'), { kind: 'text', text: '{"id":"x"}' }],
		['a text, after redirects', found('x', 200, SITE), { kind: 'text', text: 'x', address: SITE }],
		['not found', found('', 404), { kind: 'absent' }],
		['gone', found('', 410), { kind: 'absent' }],
		['a fault of the site', found('{}', 500), unknown('unreachable')],
		...REFUSALS.map(
			([why, told]) => [`refused: ${why}`, refused(why), unknown(told)] as [string, FetchResult, object],
		),
	])('%s', async (_name, answer, wanted) => {
		expect(await web(answer).options.resolveIssuer(DID)).toEqual(wanted);
	});

	test.each([
		[LARGEST_ISSUER_DOCUMENT, 'text'],
		[LARGEST_ISSUER_DOCUMENT + 1, 'unknown'],
	])('of %i bytes is of kind « %s »', async (size, kind) => {
		const answer = await web(found('x'.repeat(size))).options.resolveIssuer(DID);
		expect(answer.kind).toBe(kind);
		if (answer.kind === 'unknown') expect(answer.why).toBe('too-large');
	});

	test('is asked where its id says: did:web, or an address in https without its fragment', async () => {
		const { options, asked, told } = web(found('{}'), { visitor: '192.0.2.7' });
		await options.resolveIssuer(DID);
		await options.resolveIssuer('HTTPS://ecole.example/issuer#key#1');
		expect(await options.resolveIssuer('http://ecole.example/issuer')).toEqual(notOurs);
		expect(await options.resolveIssuer('urn:uuid:https:')).toEqual(notOurs);
		expect(await options.resolveIssuer('did:key:z6Mk')).toEqual(notOurs);
		expect(asked).toMatchObject([
			{ url: 'https://ecole.example/.well-known/did.json', accept: 'document', plainHttp: false },
			{ url: 'HTTPS://ecole.example/issuer', visitor: '192.0.2.7' },
		]);
		expect(asked).toHaveLength(2);
		expect(asked[0]?.signal).toBeInstanceOf(AbortSignal);
		expect(told).toEqual([
			{ what: 'issuer', host: 'ecole.example' },
			{ what: 'issuer', host: 'ecole.example' },
		]);
	});
});

describe('a status list', () => {
	test.each<[string, FetchResult, object]>([
		['found', found('list'), { kind: 'found', credential: 'list' }],
		['found elsewhere', found('list', 200, SITE), { kind: 'found', credential: 'list', address: SITE }],
		['not found', found('', 404), { kind: 'absent' }],
		['gone', found('', 410), { kind: 'absent' }],
		['a fault of the site', found('list', 503), unknown('unreachable')],
		...REFUSALS.map(
			([why, told]) => [`refused: ${why}`, refused(why), unknown(told)] as [string, FetchResult, object],
		),
	])('%s', async (_name, answer, wanted) => {
		const { options, asked, told } = web(answer);
		expect(await options.statusSource(SITE)).toEqual(wanted);
		expect(asked).toMatchObject([{ url: SITE, accept: 'document', plainHttp: false }]);
		expect(told).toEqual([{ what: 'status', host: 'ecole.example' }]);
	});
});

describe('another document', () => {
	const contentType = 'application/json';
	test.each<[string, FetchResult, object]>([
		['found', found('text'), { kind: 'found', status: 200, text: 'text', contentType }],
		[
			'elsewhere',
			found('text', 404, SITE),
			{ kind: 'found', status: 404, text: 'text', contentType, address: SITE },
		],
		['gone', found('revoked', 410), { kind: 'gone', text: 'revoked' }],
		['refused', refused('no-answer'), unknown('unreachable')],
	])('%s', async (_name, answer, wanted) => {
		const { options, asked, told } = web(answer);
		expect(await options.fetchDocument(SITE)).toEqual(wanted);
		expect(asked).toMatchObject([{ url: SITE, accept: 'document', plainHttp: true }]);
		expect(told).toEqual([{ what: 'document', host: 'ecole.example' }]);
	});
});

describe('a badge at an address', () => {
	const unread = (reason: string) => ({ kind: 'unread', reason });
	test.each<[string, FetchResult, object]>([
		['found', found('b'), { kind: 'found', bytes: bytes('b') }],
		['elsewhere', found('b', 200, SITE), { kind: 'found', bytes: bytes('b'), address: SITE }],
		['not found', found('', 404), { kind: 'absent' }],
		['gone', found('', 410), { kind: 'gone' }],
		['a fault of the site', found('', 500), unread('no-answer')],
		['outbound off', refused('outbound-off'), unread('is-address')],
		['an address inside', refused('address'), unread('address-refused')],
		['this very host', refused('own-host'), unread('address-refused')],
		['a page', refused('page'), unread('is-a-page')],
		['a film', refused('content-type'), unread('not-a-badge')],
		['too large', refused('too-large'), unread('too-large')],
		['too many', refused('busy'), unread('too-busy')],
		['no answer', refused('no-answer'), unread('no-answer')],
	])('%s', async (_name, answer, wanted) => {
		const { options, asked, told } = web(answer);
		expect(await options.fetchBadge(SITE)).toEqual(wanted);
		expect(asked).toMatchObject([{ url: SITE, accept: 'document-or-picture', plainHttp: true }]);
		expect(told).toEqual([{ what: 'badge', host: 'ecole.example' }]);
	});
});

describe('our own register first', () => {
	const OURS = { kind: 'unknown', why: 'unreachable' } as const;
	const absent = { kind: 'absent' } as const;
	test.each<[string, Partial<VerifyOptions>, (options: Required<VerifyOptions>) => unknown, object]>([
		['an issuer', { resolveIssuer: () => OURS }, (own) => own.resolveIssuer(DID), OURS],
		['a list', { statusSource: () => absent }, (own) => own.statusSource(SITE), absent],
		['a list known unknown', { statusSource: () => OURS }, (own) => own.statusSource(SITE), OURS],
		['a document', { fetchDocument: () => OURS }, (own) => own.fetchDocument(SITE), OURS],
		['a badge', { fetchBadge: () => absent }, (own) => own.fetchBadge(SITE), absent],
		[
			'a badge of ours that cannot be read',
			{ fetchBadge: () => ({ kind: 'unread', reason: 'too-large' }) },
			(own) => own.fetchBadge(SITE),
			{ kind: 'unread', reason: 'too-large' },
		],
	])('%s that it knows is not asked of the web', async (_name, own, ask, wanted) => {
		const { options, asked } = web(found('{}'), {}, { ...NOTHING, ...own });
		expect(await ask(options)).toEqual(wanted);
		expect(asked).toEqual([]);
	});

	test('what it does not know is', async () => {
		const { options, asked } = web(
			found('{}'),
			{},
			{
				...NOTHING,
				fetchDocument: () => notOurs,
				fetchBadge: () => ({ kind: 'unread', reason: 'is-address' }),
			},
		);
		expect(await options.fetchDocument(SITE)).toMatchObject({ kind: 'found' });
		expect(await options.fetchBadge('https://ecole.example/badge')).toMatchObject({ kind: 'found' });
		expect(asked).toHaveLength(2);
	});
});

describe('what one verification may ask', () => {
	const four = async ({ options }: ReturnType<typeof web>, sources: DocumentSources = options) => {
		const answers = [];
		for (let n = 1; n <= 5; n += 1) answers.push(await sources.statusSource(`${SITE}/${n}`));
		return answers.map(({ kind }) => kind);
	};

	test('each address once, four for the badge, four more for its endorsements, told as theirs', async () => {
		const one = web(found('list'));
		expect(await four(one)).toEqual(['found', 'found', 'found', 'found', 'unknown']);
		expect(await one.options.statusSource(`${SITE}/1`)).toMatchObject({ kind: 'found' });
		expect(one.asked).toHaveLength(4);
		const { endorsementSources } = one.options;
		const others = [];
		for (let n = 6; n <= 10; n += 1)
			others.push((await endorsementSources.statusSource(`${SITE}/${n}`)).kind);
		expect(others).toEqual(['found', 'found', 'found', 'found', 'unknown']);
		expect(one.asked).toHaveLength(8);
		expect(one.told.map(({ what }) => what)).toEqual([
			...Array.from({ length: 4 }, () => 'status'),
			...Array.from({ length: 4 }, () => 'endorsement'),
		]);
		one.note();
		expect(one.lines).toEqual([{ event: 'verify.asked', asked: 8, refused: 'busy' }]);
	});

	test('eight documents of the badge, of whatever kind, four of its endorsements: twelve', async () => {
		const { options, asked } = web(found('{}'));
		await options.fetchBadge(SITE);
		const sources = [options.resolveIssuer, options.statusSource, options.fetchDocument] as const;
		const answers = [];
		for (let n = 1; n <= 4; n += 1)
			for (const ask of sources) answers.push(await ask(`https://ecole.example/${answers.length}`));
		const refused = unknown('too-many-documents');
		expect(answers.slice(7)).toEqual([refused, refused, refused, refused, refused]);
		expect(answers.slice(0, 7)).not.toContainEqual(refused);
		for (let n = 1; n <= 5; n += 1) await options.endorsementSources.statusSource(`${SITE}/${n}`);
		expect(asked).toHaveLength(12);
		expect(await options.fetchBadge(SITE)).toMatchObject({ kind: 'found' });
	});

	test('past what it may ask, no answer blames the site', async () => {
		const one = web(found('list'));
		await four(one);
		const refused = unknown('too-many-documents');
		expect(await one.options.statusSource(`${SITE}/5`)).toEqual(refused);
		for (let n = 1; n <= 4; n += 1) await one.options.endorsementSources.statusSource(`${SITE}/e${n}`);
		expect(await one.options.endorsementSources.resolveIssuer(DID)).toEqual(refused);
		expect(await one.options.resolveIssuer(DID)).toMatchObject({ kind: 'text' });
	});

	test('no other document once it has received 40 MiB', async () => {
		const { options, asked } = web({ ...found(''), bytes: new Uint8Array(10 * 1024 * 1024) } as FetchResult);
		const kinds = [];
		for (let n = 1; n <= 6; n += 1) kinds.push((await options.fetchDocument(`${SITE}/${n}`)).kind);
		expect(kinds).toEqual(['found', 'found', 'found', 'found', 'unknown', 'unknown']);
		expect(asked).toHaveLength(4);
	});

	test('the issuer and the documents of an endorsement are told as its own', async () => {
		const { options, told, asked } = web(found('{}'));
		await options.endorsementSources.resolveIssuer(DID);
		await options.endorsementSources.fetchDocument?.(SITE);
		expect(told.map(({ what }) => what)).toEqual(['endorsement', 'endorsement']);
		expect(asked.map(({ plainHttp }) => plainHttp)).toEqual([false, false]);
	});

	test('nothing where nothing may go out, and nothing is logged of it', async () => {
		const { options, asked, told, note, lines } = web(found('{}'), { outbound: false });
		expect(await options.resolveIssuer(DID)).toEqual(notOurs);
		expect(await options.fetchBadge(SITE)).toEqual({ kind: 'unread', reason: 'is-address' });
		expect([asked, told]).toEqual([[], []]);
		note();
		expect(lines).toEqual([]);
	});

	test('the log tells how many and why some were refused, each reason once; never which', async () => {
		const one = web((url) => refused(url.endsWith('1') ? 'too-large' : 'busy'));
		await four(one);
		one.note();
		expect(one.lines).toEqual([{ event: 'verify.asked', asked: 4, refused: 'busy,too-large' }]);
		const sound = web(found('list'));
		await sound.options.statusSource(SITE);
		sound.note();
		expect(sound.lines).toEqual([{ event: 'verify.asked', asked: 1, refused: null }]);
	});

	test('an e-mail to compare only where one was typed', () => {
		expect(web(found('{}'), { recipient: 'ada@ecole.example' }).options.recipient).toBe('ada@ecole.example');
		expect('recipient' in web(found('{}')).options).toBe(false);
		expect(web(found('{}')).options.now).toBe(NOTHING.now);
	});

	test('an address that is none has no host to tell', async () => {
		const { options, told } = web(refused('address'));
		await options.fetchBadge('nowhere');
		expect(told).toEqual([{ what: 'badge', host: '' }]);
	});
});
