import { expect, test } from 'vitest';
import { checkAddress } from './check-address.ts';
import { isPrivateAddress } from './is-private-address.ts';

const rules = { ownHost: 'macaron.example', plainHttp: false, longest: 2048, isInside: isPrivateAddress };
const answer = (address: string, more: Partial<typeof rules> = {}) => {
	const found = checkAddress(address, { ...rules, ...more });
	return typeof found === 'string' ? found : found.href;
};

/**
 * Ways to write a loopback or unspecified IP address; each reached a local server when only host names were
 * checked.
 */
const NUMERIC = ['2130706433', '0x7f.1', '0', '[::ffff:7f00:1]', '①②⑦.0.0.1', '127.1', '0177.0.0.1', '[::1]'];

test.each(NUMERIC.flatMap((host) => [`http://${host}/`, `https://${host}/`]))('%s is refused', (address) => {
	expect(answer(address)).toBe('address');
	expect(answer(address, { plainHttp: true })).toBe('address');
});

test.each([
	['another scheme', 'ftp://site.example/', 'address'],
	['a file', 'file:///etc/passwd', 'address'],
	['plain http', 'http://site.example/', 'address'],
	['a port', 'https://site.example:8443/', 'address'],
	['a password', 'https://ada:secret@site.example/', 'address'],
	['a user alone', 'https://ada@site.example/', 'address'],
	['no address at all', 'bonjour', 'address'],
	['a very long one', `https://site.example/${'x'.repeat(2048)}`, 'address'],
	['our own host', 'https://macaron.example/b/1', 'own-host'],
	['our own host, otherwise written', 'https://MACARON.example./b/1', 'own-host'],
	['a public site', 'https://site.example:443/b/1#key', 'https://site.example/b/1'],
	['a public numeric address', 'https://93.184.216.34/', 'https://93.184.216.34/'],
])('%s', (_name, address, found) => {
	expect(answer(address)).toBe(found);
});

test('where plain http may be asked, no other scheme may', () => {
	expect(answer('http://site.example/', { plainHttp: true })).toBe('http://site.example/');
	for (const scheme of ['ftp', 'gopher', 'ws', 'macaron'])
		expect(answer(`${scheme}://site.example/`, { plainHttp: true })).toBe('address');
});

test('an address may be as long as told, and no name is longer than one can be', () => {
	const address = 'https://site.example/'.padEnd(2048, 'x');
	expect([answer(address), answer(`${address}x`)]).toEqual([address, 'address']);
	const host = `${'a.'.repeat(120)}site.example`;
	expect(answer(`https://${host.slice(0, 1)}${host}/`)).toBe(`https://${host.slice(0, 1)}${host}/`);
	expect(answer(`https://aa${host}/`)).toBe('address');
});

test('plain http where it is allowed keeps to its own port', () => {
	expect(answer('http://site.example/b', { plainHttp: true })).toBe('http://site.example/b');
	expect(answer('http://site.example:443/b', { plainHttp: true })).toBe('address');
});
