import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseKnownIssuers, readKnownIssuers } from './known-issuers.ts';
import { BadSettings, readSettings } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'known-issuers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const parsed = (value: unknown) => parseKnownIssuers(JSON.stringify(value), '/etc/macaron/ecoles.json');

test('our own form: a name, issuers by their id alone or with more, those removed', () => {
	const { register, issuers } = parsed({
		name: ' Écoles du Québec ',
		issuers: ['did:web:ecole.example', { id: 'https://cegep.example/profil', name: 'Cégep' }],
		removed: ['did:key:z6Mk'],
	});
	expect(register).toBe('Écoles du Québec');
	expect([...issuers]).toEqual([
		['did:web:ecole.example', 'listed'],
		['https://cegep.example/profil', 'listed'],
		['did:key:z6Mk', 'removed'],
	]);
});

test('the form of the Digital Credentials Consortium, named or after its file', () => {
	const registry = { 'did:key:z6Mk': { name: 'Université', location: 'Montréal', url: 'https://u.example' } };
	expect(parsed({ meta: { created: '2026', updated: '2026' }, registry })).toEqual({
		register: 'ecoles.json',
		issuers: new Map([['did:key:z6Mk', 'listed']]),
	});
	expect(parsed({ meta: { name: 'DCC' }, registry }).register).toBe('DCC');
	expect(parsed({ registry: {} }).issuers.size).toBe(0);
});

test.each([
	['not an object', [], /^at its root: ./],
	['nothing', null, /^at its root: ./],
	['no name', { issuers: [] }, /^at name: ./],
	['an empty name', { name: '  ', issuers: [] }, /^at name: ./],
	['a very long name', { name: 'x'.repeat(121), issuers: [] }, /^at name: ./],
	['no issuers', { name: 'x' }, /^at issuers: ./],
	['an issuer that is no id', { name: 'x', issuers: ['did:a:b', 'École'] }, /^at issuers\.1: ./],
	['an issuer in plain http', { name: 'x', issuers: ['http://ecole.example'] }, /^at issuers\.0: ./],
	[
		'one both listed and removed',
		{ name: 'x', issuers: ['did:a:b'], removed: ['did:a:b'] },
		/^did:a:b is both listed and removed$/,
	],
	['a registry of names', { registry: { École: { name: 'x' } } }, /^at registry\.École: ./],
	['a registry without names', { registry: { 'did:a:b': {} } }, /^at registry\.did:a:b\.name: ./],
])('%s is refused, with the place', (_name, value, said) => {
	expect(() => parsed(value)).toThrow(said);
});

test('an id that is none is called so; a name of 120 characters is one', () => {
	expect(() => parsed({ registry: { École: { name: 'x' } } })).toThrow();
	expect(() => parsed({ name: 'x', issuers: [], removed: ['École'] })).toThrow(/^at removed\.0: ./);
	expect(parsed({ name: 'x'.repeat(120), issuers: [] }).register).toHaveLength(120);
});

test('a file of 4 MB is read, one byte more is not', () => {
	const file = join(folder, 'large.json');
	const text = JSON.stringify({ name: 'x', issuers: ['did:a:b'] });
	const most = 4 * 1024 * 1024;
	writeFileSync(file, text.padEnd(most));
	expect(readKnownIssuers(file).issuers.size).toBe(1);
	writeFileSync(file, text.padEnd(most + 1));
	expect(() => readKnownIssuers(file)).toThrow(
		`KNOWN_ISSUERS: ${file} cannot be used: it is larger than 4 MB`,
	);
});

test('what cannot be read as a file is refused with the code of the system', () => {
	expect(() => readKnownIssuers(folder)).toThrow(`KNOWN_ISSUERS: ${folder} cannot be used: EISDIR`);
});

test('the operator is told, at the start, which file cannot be used and why', () => {
	const settings = (text: string | undefined) => {
		const file = join(folder, 'register.json');
		if (text !== undefined) writeFileSync(file, text);
		return readSettings({ KNOWN_ISSUERS: text === undefined ? join(folder, 'none.json') : file });
	};
	expect(readSettings({}).knownIssuers).toBeNull();
	expect(readSettings({ KNOWN_ISSUERS: '' }).knownIssuers).toBeNull();
	expect(settings('{"name":"x","issuers":["did:a:b"]}').knownIssuers?.issuers.get('did:a:b')).toBe('listed');
	for (const [text, why] of [
		[undefined, 'there is no such file'],
		['{', 'it is not JSON'],
		['{"name":"x"}', 'at issuers'],
		[`"${' '.repeat(4 * 1024 * 1024)}"`, 'larger than 4 MB'],
	] as const) {
		expect(() => settings(text)).toThrow(BadSettings);
		expect(() => settings(text)).toThrow(why);
		expect(() => settings(text)).toThrow(/KNOWN_ISSUERS: .*\.json/);
	}
	// Errors of the settings themselves are reported first.
	expect(() => readSettings({ KNOWN_ISSUERS: join(folder, 'none.json'), PORT: 'x' })).toThrow(/PORT/);
});
