import { describe, expect, test } from 'vitest';
import { didWeb } from './index.ts';
import { readableAddress } from './readable-address.ts';

const bidi = String.fromCodePoint(0x202e);
const long = `ecole.example.${'a.'.repeat(90)}`;

describe('the address of an issuer, as a person reads it', () => {
	test.each([
		['a did:web', 'did:web:ecole.example:i:x', 'ecole.example/i/x'],
		['without a path', 'did:web:ecole.example', 'ecole.example'],
		['with a port', 'did:web:ecole.example%3A8443:i:x', 'ecole.example:8443/i/x'],
		['with the port, in small letters', 'did:web:localhost%3a3000', 'localhost:3000'],
		['with the usual port', 'did:web:ecole.example%3A443:i', 'ecole.example/i'],
		['in capitals', 'did:web:ECOLE.example:i:X', 'ecole.example/i/X'],
		['a web address', 'https://ecole.example/i/x', 'ecole.example/i/x'],
		['one of a whole site', 'https://ecole.example/', 'ecole.example'],
		['one with a question', 'https://ecole.example/i?n=1#cle', 'ecole.example/i?n=1#cle'],
		['one that is not secure', 'http://ecole.example/i/x', 'http://ecole.example/i/x'],
	])('%s: %s is %s', (_what, id, read) => {
		expect(readableAddress(id)).toBe(read);
	});

	test.each([
		['a did:key', 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'],
		['a did:web with another host in its path', 'did:web:autre.example:%2F%2Fecole.example'],
		['a did:web with a name before its host', 'did:web:ecole.example%40autre.example'],
		['a did:web in letters that are not ASCII', 'did:web:éсole.example'],
		['a host alone', 'ecole.example/i/x'],
		['another scheme', 'javascript:https://ecole.example'],
		['a urn', 'urn:uuid:6d1b0b9e-4c1f-4a43-9d0e-0f5f5f7a1c11'],
		['nothing', ''],
	])('%s is none', (_what, id) => {
		expect(readableAddress(id)).toBeUndefined();
	});

	test.each([
		['a letter that looks like another', 'https://eсole.example/i', 'xn--eole-l6d.example/i'],
		['the same in a did:web', 'did:web:xn--eole-l6d.example:i', 'xn--eole-l6d.example/i'],
		['a name before the host', 'https://ecole.example@autre.example/i', 'autre.example/i'],
		['a name and a password', 'https://ecole.example:443%2Fi@autre.example', 'autre.example'],
		['a backslash', 'https://autre.example\\@ecole.example', 'autre.example/@ecole.example'],
		['another host in the path', 'did:web:autre.example:ecole.example', 'autre.example/ecole.example'],
		['a line in the host', 'https://autre\n.example/i', 'autre.example/i'],
		['a change of direction', `https://autre.example/${bidi}x`, 'autre.example/%E2%80%AEx'],
		['the same in a did:web', 'did:web:autre.example:%E2%80%AEx', 'autre.example/%E2%80%AEx'],
		[
			'a fraction for a slash',
			'https://ecole.example%E2%81%84i.autre.example',
			'ecole.xn--examplei-k03d.autre.example',
		],
	])('who forges it cannot make it look like another: %s', (_what, id, read) => {
		expect(readableAddress(id)).toBe(read);
	});

	test('a long host is whole, its path is cut', () => {
		const host = `${long}autre.example`;
		expect(readableAddress(`did:web:${host}:i:${'x'.repeat(400)}`)).toBe(`${host}…`);
		expect(readableAddress(`https://autre.example/${'x'.repeat(400)}`)).toBe(
			`autre.example/${'x'.repeat(146)}…`,
		);
		// No host of the web is so long: what is kept of it is its end.
		expect(readableAddress(`https://${long.repeat(2)}autre.example`)).toMatch(/^….{140}.*\.autre\.example$/);
	});

	test('an address of millions of characters is read by its beginning, if that tells its host', () => {
		const rest = 'x'.repeat(5_000_000);
		expect(readableAddress(`https://autre.example/${rest}`)).toMatch(/^autre\.example\/x{146}…$/);
		expect(readableAddress(`https://ecole.example${rest}@autre.example/`)).toBeUndefined();
		expect(readableAddress(`https://ecole.example:${rest}@autre.example/`)).toBeUndefined();
		expect(readableAddress(`did:web:ecole.example:${rest}`)).toBeUndefined();
	});

	test('the did:web of an origin and a path reads as they do', () => {
		for (const [origin, path] of [
			['https://ecole.example', ['i', 'erables']],
			['https://ecole.example:8443', []],
			['https://xn--cole-9oa.example', ['i', 'erables-2']],
		] as const)
			expect(readableAddress(didWeb(origin, path))).toBe([new URL(origin).host, ...path].join('/'));
	});
});
