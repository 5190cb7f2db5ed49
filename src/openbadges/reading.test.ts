import { expect, test } from 'vitest';
import { JsonFault, parseStrictJson, readInput, verifyBadge } from './index.ts';
import { optionsWithAllSources } from './worked-example.fixture.ts';

const reasonOf = (text: string) => {
	try {
		parseStrictJson(text);
	} catch (fault) {
		return fault instanceof JsonFault ? fault.reason : fault;
	}
	return 'read';
};

test('JSON is read strictly', () => {
	expect(parseStrictJson('{"a":[1,{"b":"a:b, {"}],"c":null,"d":"\\u00e9"}')).toEqual({
		a: [1, { b: 'a:b, {' }],
		c: null,
		d: 'é',
	});
	expect(reasonOf('{"a":{"b":1},"b":1,"c":[{"a":1},{"a":1}]}')).toBe('read');
	expect(reasonOf('{"a":1,"a":1}')).toBe('duplicate-key');
	expect(reasonOf('{"a":1,"\\u0061":1}')).toBe('duplicate-key');
	expect(reasonOf('[{"x":{"a":"a","b":[],"a":{}}}]')).toBe('duplicate-key');
	expect(reasonOf('{"__proto__":{}}')).toBe('forbidden-key');
	expect(reasonOf('{"a":"\\ud800"}')).toBe('bad-text');
	expect(reasonOf('{"a":')).toBe('not-json');
	expect(reasonOf('{"a":NaN}')).toBe('not-json');
	expect(reasonOf(`${'['.repeat(33)}${']'.repeat(33)}`)).toBe('too-deep');
	expect(reasonOf(`${'['.repeat(32)}${']'.repeat(32)}`)).toBe('read');
	expect(reasonOf(`[${'1,'.repeat(8_000)}1]`)).toBe('too-many-values');
});

test.each([
	['nothing', '', 'empty'],
	['an empty file', new Uint8Array(), 'empty'],
	['a word', 'Bonjour', 'not-a-badge'],
	['a photograph', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]), 'not-a-badge'],
	['a list', '[]', 'not-a-badge'],
	['a key written twice', '{"a":1,"a":1}', 'duplicate-key'],
	['a cut text', '{', 'not-json'],
	['a very long text', JSON.stringify({ a: 'x'.repeat(7_000_000) }), 'too-large'],
	['a deep text', `{"a":${'['.repeat(40)}${']'.repeat(40)}}`, 'too-deep'],
	['a text of too many values', JSON.stringify({ a: Array(9_000).fill(0) }), 'too-many-values'],
	['an address', 'https://macaron.example/b/6h3k', 'is-address'],
])('%s cannot be read, and the reason is said', async (_what, given, reason) => {
	expect(readInput(given)).toMatchObject({ ok: false, reason });
	const report = await verifyBadge(given, await optionsWithAllSources());
	// Exceeding a limit of ours, or being an address that is not followed, is not a fault of the badge.
	const ours = ['is-address', 'too-large', 'too-deep', 'too-many-values'].includes(reason);
	expect(report.verdict).toBe(ours ? 'unsupported' : 'malformed');
	expect(report.checks[0]).toMatchObject({ id: 'receive', reason });
	expect(report.checks.slice(1).every((one) => one.reason === 'not-reached')).toBe(true);
});

test('a learner record is recognised and said to be out of reach, not false', async () => {
	const record = { '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['ClrCredential'] };
	const report = await verifyBadge(record, await optionsWithAllSources());
	expect(report).toMatchObject({ verdict: 'unsupported', spec: null });
	expect(report.checks[2]).toMatchObject({ outcome: 'unknown', reason: 'clr' });
});

test('a token is read as strictly as a document', async () => {
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const reasonFor = async (token: string) =>
		(await verifyBadge(token, await optionsWithAllSources())).checks[0]?.reason;
	expect(await reasonFor(`${part({ alg: 'ES256' })}.e30.c2ln`)).toBe('read');
	expect(await reasonFor(`${part({ alg: 'ES256' })}x.e30.c2ln`)).toBe('bad-token');
	expect(await reasonFor(`${part({ alg: 'ES256' })}.${part([])}.c2ln`)).toBe('bad-token');
	const twice = Buffer.from('{"alg":"none","alg":"ES256"}').toString('base64url');
	expect(await reasonFor(`${twice}.e30.c2ln`)).toBe('bad-token');
	// The unused bits in the last base64url character of a token's part must be zero.
	expect(await reasonFor(`${part({ alg: 'ES256' })}.e30.c2lnbR`)).toBe('bad-token');
});

test('another document is no badge', async () => {
	for (const given of [
		'{}',
		'{"nom":"Ada"}',
		'{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"X"}',
	]) {
		const report = await verifyBadge(given, await optionsWithAllSources());
		expect(report.verdict).toBe('malformed');
		expect(report.checks[2]).toMatchObject({ outcome: 'fail', reason: 'not-open-badge' });
	}
});
