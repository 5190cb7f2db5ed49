import { expect, test } from 'vitest';
import { LARGEST_BADGE_FILE, LARGEST_JSON } from '../limits.ts';
import {
	isFromOtherSite,
	isWeb,
	documentFetcher,
	parseJsonObject,
	originOf,
	wwwVariantOf,
	treatMovedAsUnreachable,
} from './documents.ts';
import type { FetchDocument, FetchedDocument } from './documents.ts';

const AT = 'https://x.example/a';
const found = (text: string, more: Partial<Extract<FetchedDocument, { kind: 'found' }>> = {}) =>
	({ kind: 'found', status: 200, text, contentType: '', ...more }) as const;
const ask = (answer: FetchedDocument, id = AT) => documentFetcher(() => answer)(id);

const document = { kind: 'document', document: { a: 1 } } as const;
const unreachable = { kind: 'unknown', why: 'unreachable' } as const;
const tooLarge = { kind: 'unknown', why: 'too-large' } as const;
const deep = `{"a":${'['.repeat(40)}${']'.repeat(40)}}`;

test.each<readonly [string, FetchedDocument, object]>([
	['a JSON object', found('{"a":1}'), document],
	['one behind a mark of order', found('\uFEFF{"a":1}'), document],
	['any success', found('{"a":1}', { status: 299 }), document],
	['a text', found(' eyJ.e30.AA\n'), { kind: 'text', text: 'eyJ.e30.AA' }],
	['JSON that is no object', found('[1]'), { kind: 'text', text: '[1]' }],
	['JSON that is read in two ways', found('{"a":1,"a":2}'), { kind: 'text', text: '{"a":1,"a":2}' }],
	['410', found('{"a":1}', { status: 410 }), { kind: 'gone', document: { a: 1 } }],
	['410, without a word', found('', { status: 410 }), { kind: 'gone', document: undefined }],
	['what was taken away', { kind: 'gone', text: '{"a":1}' }, { kind: 'gone', document: { a: 1 } }],
	['what was taken away without a word', { kind: 'gone' }, { kind: 'gone', document: undefined }],
	['404', found('{"a":1}', { status: 404 }), { kind: 'absent' }],
	['403', found('{"a":1}', { status: 403 }), unreachable],
	['300', found('{"a":1}', { status: 300 }), unreachable],
	['199', found('{"a":1}', { status: 199 }), unreachable],
	['500', found('{"a":1}', { status: 500 }), unreachable],
	['nothing asked', { kind: 'unknown', why: 'not-supported' }, { kind: 'unknown', why: 'not-supported' }],
	['too deep to be read', found(deep), tooLarge],
	['too deep to be read, after a blank', found(` \uFEFF\n${deep}`.trim()), tooLarge],
	['what only looks like JSON', found('{x'), { kind: 'text', text: '{x' }],
	['another address of the site', found('{"a":1}', { address: 'https://x.example/b' }), document],
	[
		'the other name of the site',
		found('{"a":1}', { address: 'https://www.x.example/a' }),
		{ ...document, at: 'https://www.x.example/a' },
	],
	[
		'another site',
		found('{"a":1}', { address: 'https://y.example/a' }),
		{ kind: 'moved', to: 'https://y.example/a', held: document },
	],
])('an address answers %s', async (_what, answer, served) => {
	expect(await ask(answer)).toEqual(served);
});

test('what is longer than we read is past a limit of ours, and what is not is read', async () => {
	const padded = (length: number, text = '{"a":1}') => text + ' '.repeat(length - text.length);
	expect(await ask(found(padded(LARGEST_JSON)))).toEqual(document);
	expect(await ask(found(padded(LARGEST_JSON + 1)))).toEqual(tooLarge);
	expect(await ask(found(padded(LARGEST_JSON + 1, 'mot')))).toEqual({ kind: 'text', text: 'mot' });
	expect(await ask(found(padded(LARGEST_BADGE_FILE, 'mot')))).toEqual({ kind: 'text', text: 'mot' });
	expect(await ask(found(padded(LARGEST_BADGE_FILE + 1, 'mot')))).toEqual(tooLarge);
	// The limit counts bytes, not characters.
	expect(parseJsonObject(`{"a":"${'é'.repeat(LARGEST_JSON / 2)}"}`)).toBeUndefined();
	expect(parseJsonObject(undefined)).toBeUndefined();
});

test('each address is asked once, without its fragment; what is no address is never asked', async () => {
	const asked: string[] = [];
	const fetchDocument: FetchDocument = (url) => {
		asked.push(url);
		return found('{"a":1}');
	};
	const at = documentFetcher(fetchDocument);
	for (const id of [AT, `${AT}#b`, AT, 'https://x.example/b#c']) expect(await at(id)).toEqual(document);
	const notSupported = { kind: 'unknown', why: 'not-supported' };
	for (const id of ['urn:x', 'did:web:x.example', 'https://', 'https://[', '', 'a https://x.example'])
		expect(await at(id)).toEqual(notSupported);
	expect(asked).toEqual([AT, 'https://x.example/b']);
	expect(await documentFetcher(undefined)(AT)).toEqual(notSupported);
	const failing = documentFetcher(async () => Promise.reject(new Error('no')));
	expect(await failing(AT)).toEqual(unreachable);
});

test.each([
	[AT, undefined, false],
	[AT, 'https://x.example/b', false],
	[AT, 'https://X.example:443/a', false],
	['http://x.example/a', 'https://x.example/a', false],
	['https://x.example/a', 'http://x.example/a', true],
	[AT, 'https://x.example:8443/a', true],
	[AT, 'https://y.example/a', true],
	[AT, 'https://a.x.example/a', true],
	[AT, 'urn:x', true],
	['urn:x', 'https://y.example/a', false],
	// An address with `www.` is on the same site as the address without, if nothing else differs.
	[AT, 'https://www.x.example/a', false],
	['https://www.x.example/a', AT, false],
	['http://x.example/a', 'https://www.x.example/a', true],
	['https://x.example/a?b', 'https://www.x.example/a?b', false],
	[AT, 'http://www.x.example/a', true],
	['http://x.example/a', 'http://www.x.example/a', true],
	[AT, 'https://www.x.example/b', true],
	[AT, 'https://www.x.example/', true],
	[AT, 'https://www.x.example/a/', true],
	[AT, 'https://www.x.example/a?b', true],
	['https://x.example/a?b', 'https://www.x.example/a', true],
	[AT, 'https://www.x.example:8443/a', true],
	[AT, 'https://www.y.example/a', true],
	[AT, 'https://wwwx.example/a', true],
	[AT, 'https://wwwax.example/a', true],
	[AT, 'https://www2.x.example/a', true],
	[AT, 'https://a.www.x.example/a', true],
	[AT, 'https://www.x.example.y.example/a', true],
	['https://a.x.example/a', 'https://www.x.example/a', true],
])('%s that answers from %s has moved: %s', (asked, address, moved) => {
	expect(isFromOtherSite(asked, address)).toBe(moved);
});

test('the other name of a site is told, and no other address of it', () => {
	const www = 'https://www.x.example/a';
	expect(wwwVariantOf(AT, www)).toBe(www);
	expect(wwwVariantOf(www, AT)).toBe(AT);
	for (const [asked, address] of [
		[AT, AT],
		[AT, undefined],
		['http://x.example/a', AT],
		['urn:x', www],
		[AT, 'urn:x'],
	] as const)
		expect([asked, wwwVariantOf(asked, address)]).toEqual([asked, undefined]);
});

test('an address on the Web has a host; its origin is that of nobody otherwise', () => {
	expect(
		['https://x.example', 'HTTP://x', 'https:///', 'https://?', 'ftp://x', 'urn:x', undefined].map(isWeb),
	).toEqual([true, true, false, false, false, false, false]);
	expect([originOf('https://X.example:443/a'), originOf('urn:x'), originOf(undefined)]).toEqual([
		'https://x.example',
		'',
		'',
	]);
});

test('an answer from another site is no word of the one that was asked', () => {
	expect(treatMovedAsUnreachable({ kind: 'moved', to: 'https://y.example', held: document })).toEqual(
		unreachable,
	);
	expect(treatMovedAsUnreachable(document)).toBe(document);
});
