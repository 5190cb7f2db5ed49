import { expect, test } from 'vitest';
import { readAddress } from './typed-address.ts';

const OWN = 'http://localhost:4120';
const BADGE = 'https://badges.ecole.example/b/7?x=1';

test.each([
	['as it is', BADGE],
	['between brackets', `<${BADGE}>`],
	['between quotes', `« ${BADGE} »`],
	['with the full stop of its sentence', `${BADGE}.`],
	['with a bracket that closes another', `${BADGE}).`],
	['among words', `Voici mon badge : ${BADGE}, merci!`],
	['without its scheme', BADGE.slice('https://'.length)],
	['with what follows its reader', `${BADGE}&utm_source=courriel&fbclid=abc`],
	[
		'through a guard of e-mails',
		`https://can01.safelinks.protection.outlook.com/?url=${encodeURIComponent(BADGE)}&data=05`,
	],
	['through a search engine', `https://www.google.ca/url?q=${encodeURIComponent(BADGE)}&sa=D`],
	[
		'through a social network',
		`https://l.facebook.com/l.php?u=${encodeURIComponent(`${BADGE}&fbclid=z`)}&h=AT`,
	],
])('%s', (_what, typed) => {
	expect(readAddress(typed, OWN)).toBe(BADGE);
});

test('an address of this very site keeps its own scheme', () => {
	expect(readAddress('localhost:4120/b/1', OWN)).toBe('http://localhost:4120/b/1');
});

test('an address is otherwise left to the letter, and what is none is none', () => {
	expect(readAddress('https://x.example/a?b=%7E&c=', OWN)).toBe('https://x.example/a?b=%7E&c=');
	for (const typed of [
		'',
		'bonjour',
		'K7TW-3B9X',
		'{"id":"https://x.example/a"}',
		'eyJhbGciOiJFUzI1NiJ9.e30.AA',
		'deux https://a.example/1 et https://b.example/2',
	])
		expect(readAddress(typed, OWN)).toBeUndefined();
	// The address of a redirecting host whose target is not a web address is left as it is.
	expect(readAddress('https://l.facebook.com/l.php?u=javascript:alert(1)', OWN)).toContain('l.facebook.com');
});

test.each([
	['www.google.com', 'q'],
	['google.ca', 'url'],
	['google.co.uk', 'q'],
	['www.google.com.br', 'url'],
	['www.google.fr', 'url'],
	['l.facebook.com', 'u'],
	['lm.facebook.com', 'u'],
	['linkedin.com', 'url'],
	['www.linkedin.com', 'url'],
	['safelinks.protection.outlook.com', 'url'],
	['can01.safelinks.protection.outlook.com', 'url'],
])('%s leads to what it holds as %s, on the Web only, and under no other name', (host, name) => {
	const relay = (target: string, under = name) => `https://${host}/r?${under}=${encodeURIComponent(target)}`;
	expect(readAddress(relay(BADGE), OWN)).toBe(BADGE);
	expect(readAddress(relay('http://x.example/b'), OWN)).toBe('http://x.example/b');
	for (const other of [relay('ftp://x.example/b'), relay('bonjour'), relay(BADGE, 'other')])
		expect(readAddress(other, OWN)).toBe(other);
	expect(readAddress(`https://${host}.ailleurs.example/r?${name}=${BADGE}`, OWN)).toContain('ailleurs');
});

test('only what follows its reader is taken out, each word of it', () => {
	for (const word of [
		'utm_source',
		'fbclid',
		'gclid',
		'dclid',
		'msclkid',
		'igshid',
		'mc_cid',
		'mc_eid',
		'twclid',
	])
		expect(readAddress(`https://x.example/b?${word}=1&id=2`, OWN)).toBe('https://x.example/b?id=2');
	for (const kept of ['utm', 'clid', 'xfbclid', 'mc_x'])
		expect(readAddress(`https://x.example/b?${kept}=1`, OWN)).toBe(`https://x.example/b?${kept}=1`);
});

test('without a scheme: of this site its own, else https; what only looks like an address is none', () => {
	expect(readAddress('LOCALHOST:4120/b/1', OWN)).toBe('http://LOCALHOST:4120/b/1');
	expect(readAddress('localhost:4121/b/1', OWN)).toBe('https://localhost:4121/b/1');
	expect(readAddress('x.example/b', OWN)).toBe('https://x.example/b');
	expect(readAddress('x.example/b', 'no address')).toBe('https://x.example/b');
	for (const typed of ['x.example', 'https://', 'https://[/b', 'ftp://x.example/b', 'example/b'])
		expect(readAddress(typed, OWN)).toBeUndefined();
});
