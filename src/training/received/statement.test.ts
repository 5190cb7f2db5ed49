import { expect, test } from 'vitest';
import { isoMinutes, readStatement } from './statement.ts';

const verb = { id: 'http://adlnet.gov/expapi/verbs/completed', display: { 'en-US': 'completed' } };
const statement = {
	id: '7CCD3322-E1A5-411A-A67D-6A735C76F119',
	actor: { objectType: 'Agent', name: 'Ada', mbox: 'mailto:Ada@ecole.example' },
	verb,
	object: {
		id: 'https://campus.example/cours/12',
		definition: { name: { 'en-US': 'Licences', 'fr-CA': 'Les  licences' } },
	},
	result: { completion: true, duration: 'PT1H30M' },
	timestamp: '2026-11-20T14:00:00.000Z',
};
const read = (change: object = {}) => readStatement({ ...statement, ...change });

test('what is used of a statement is read', () => {
	expect(read()).toEqual({
		...{ id: '7ccd3322-e1a5-411a-a67d-6a735c76f119', isDone: true, email: 'ada@ecole.example' },
		...{ who: 'Ada · Ada@ecole.example', title: 'Les licences', object: 'https://campus.example/cours/12' },
		...{ link: 'https://campus.example/cours/12', minutes: 90, at: new Date('2026-11-20T14:00:00Z') },
	});
	const bare = { actor: statement.actor, verb, object: { id: 'urn:cours:12' } };
	expect(readStatement(bare)).toMatchObject({
		...{ id: null, isDone: true, title: 'urn:cours:12', link: null, minutes: 0, at: null },
	});
	const account = { account: { homePage: 'https://campus.example', name: 'a.l' } };
	expect(read({ actor: account })).toMatchObject({ email: '', who: 'a.l (https://campus.example)' });
	expect(read({ timestamp: '2026-11-20T09:00:00-0500' })).toMatchObject({
		at: statement.timestamp && new Date('2026-11-20T14:00:00Z'),
	});
});

test.each([
	['another verb', { verb: { id: 'http://adlnet.gov/expapi/verbs/attempted' } }],
	['what was not passed', { result: { success: false } }],
	['a group', { actor: { objectType: 'Group', member: [{ mbox: 'mailto:a@b.example' }] } }],
	['what is about a statement', { object: { objectType: 'StatementRef', id: statement.id } }],
])('%s is a statement, and no activity that was done', (_what, change) => {
	expect(read(change)).toMatchObject({ isDone: false });
});

test.each([
	['statement', []],
	['statement', 'completed'],
	['statement', null],
])('%s: what is no object is refused', (at, sent) => {
	expect(readStatement(sent)).toEqual({ at });
});

test('what nests without end is refused, and never walked whole', () => {
	const nested = (depth: number) => JSON.parse('{"a":'.repeat(depth) + '1' + '}'.repeat(depth)) as object;
	expect(read({ context: nested(49) })).toMatchObject({ isDone: true });
	expect(read({ context: nested(50) })).toEqual({ at: 'statement' });
	expect(read({ context: nested(100_000) })).toEqual({ at: 'statement' });
});

test.each([
	['id', { id: '12' }],
	['actor', { actor: undefined }],
	['actor', { actor: { name: 'Ada' } }],
	['actor', { actor: { mbox: 'ada@ecole.example' } }],
	['actor', { actor: { mbox: 'mailto:ada@ecole.example', openid: 'https://ada.example' } }],
	['verb', { verb: { id: 'completed' } }],
	['verb', { verb: {} }],
	['object', { object: {} }],
	['object', { object: { id: `https://x.example/${'a'.repeat(500)}` } }],
	['result', { result: 'ok' }],
	['result.duration', { result: { duration: '90' } }],
	['timestamp', { timestamp: '20/11/2026' }],
	['timestamp', { timestamp: '2026-13-41T00:00:00Z' }],
	['note', { note: 'x' }],
	['context', { context: null }],
])('%s is told where it is at fault: %o', (at, change) => {
	expect(read(change)).toEqual({ at });
});

const long = 'a'.repeat(501);
test.each([
	['actor', { actor: { mbox: 'mailto:a\0@ecole.example' } }],
	['actor', { actor: { mbox: 'mailto:a\ud800@ecole.example' } }],
	['actor', { actor: { ...statement.actor, name: 'Ada\0' } }],
	['actor', { actor: { openid: 'https://ada.example/\0' } }],
	['actor', { actor: { account: { homePage: 'https://x.example', name: 'a\0' } } }],
	['actor', { actor: { account: { homePage: 'https://x.example/\0', name: 'a' } } }],
	['verb', { verb: { id: 'urn:\0' } }],
	['object', { object: { id: 'https://x.example/\0' } }],
	['object', { object: { id: 'urn:x', definition: { name: { fr: 'Cours\0' } } } }],
	['object', { object: { id: 'urn:x', definition: { name: { fr: 'Cours \udc00' } } } }],
	['actor', { actor: { mbox: `mailto:${'a'.repeat(254)}@ecole.example` } }],
	['actor', { actor: { ...statement.actor, name: long } }],
	['actor', { actor: { openid: `https://x.example/${long}` } }],
	['actor', { actor: { account: { homePage: 'https://x.example', name: long } } }],
	['actor', { actor: { account: { homePage: `https://x.example/${long}`, name: 'a' } } }],
	['verb', { verb: { id: `urn:${long}` } }],
	['result.duration', { result: { duration: `PT${'1'.repeat(10)}M` } }],
	['timestamp', { timestamp: `2026-11-20T14:00:00.${'1'.repeat(200)}Z` }],
])('%s: what cannot be stored or has no end is refused: %o', (at, change) => {
	expect(read(change)).toEqual({ at });
});

test.each(['a.b', 'a..b', '.b', 'b.', 'b'])('a mailbox at %s', (host) => {
	const found = read({ actor: { mbox: `mailto:ada@${host}` } });
	expect(found).toMatchObject(host === 'a.b' ? { email: 'ada@a.b' } : { at: 'actor' });
});

test('what an attacker makes as long as a request is read at once', () => {
	const many = 500_000;
	const actors = [
		...[
			`mailto:a@${'.'.repeat(many)}@`,
			`mailto:${'a'.repeat(many)}`,
			`mailto:a@${'a.'.repeat(many / 2)}`,
		].map((mbox) => ({ mbox })),
		...[{ openid: 'a'.repeat(many) }, { mbox_sha1sum: '0'.repeat(many) }],
	];
	for (const actor of actors) expect(read({ actor })).toEqual({ at: 'actor' });
	expect(isoMinutes(`P${'1'.repeat(many)}`)).toBeUndefined();
	expect(read({ timestamp: '2'.repeat(many) })).toEqual({ at: 'timestamp' });
});

test('whom it is about and its title are cut between characters', () => {
	const person = read({ actor: { ...statement.actor, name: 'a' + '\u{1F3EB}'.repeat(200) } });
	expect(person).toMatchObject({ who: expect.stringMatching(/^a\u{1F3EB}{126}$/u) });
	const named = read({
		object: { id: 'urn:x', definition: { name: { fr: 'a' + '\u{1F3EB}'.repeat(2000) } } },
	});
	expect(named).toMatchObject({ title: expect.stringMatching(/^a\u{1F3EB}+$/u) });
});

test.each([
	['PT90M', 90],
	['PT1H30M', 90],
	['P1DT1H', 1500],
	['PT0.5H', 30],
	['PT61S', 2],
	['P1W', 10080],
	['PT', undefined],
	['P', undefined],
	['1h30', undefined],
	[90, undefined],
])('%s is %s minutes', (given, minutes) => {
	expect(isoMinutes(given)).toBe(minutes);
});
