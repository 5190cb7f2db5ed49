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
	// A relay that leads to no address on the Web is asked as it is.
	expect(readAddress('https://l.facebook.com/l.php?u=javascript:alert(1)', OWN)).toContain('l.facebook.com');
});
