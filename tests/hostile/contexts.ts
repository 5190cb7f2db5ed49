import { changed, issued } from '../../src/openbadges/worked-example.fixture.ts';
import { hostile } from './case.ts';
import type { Hostile } from './case.ts';

const SUBJECT = 'credentialSubject';
const ACHIEVEMENT = 'credentialSubject.achievement';

/**
 * Makes the hostile cases of JSON-LD contexts: terms redefined to mean something else, and shapes that hide
 * what is signed.
 */
export async function contexts(): Promise<readonly Hostile[]> {
	const document = await issued();
	const refused = (name: string, path: string, value: unknown, because: string) =>
		hostile(name, changed(document, path, value), 'refused', because);
	const unknown = (name: string, path: string, value: unknown, because: string) =>
		hostile(name, changed(document, path, value), 'unknown', because);
	const altered = (name: string, path: string, value: unknown) =>
		hostile(name, changed(document, path, value), 'altered', 'signature broken');
	const structure = (name: string, path: string, value: unknown) =>
		refused(name, path, value, 'structure incomplete');
	const long = (name: string, path: string, value: unknown) =>
		hostile(name, changed(document, path, value), 'unsupported', 'structure past-limit');
	// Fails two checks: the claim is not where readers look for it, and it is not what was signed.
	const both = (name: string, path: string, value: unknown) =>
		hostile(name, changed(document, path, value), 'altered', 'structure incomplete');
	const contexts = document['@context'] as readonly string[];
	const evil = { name: 'https://x.example/other', achievement: 'https://x.example/else' };
	const many = <T>(count: number, one: (i: number) => T) => Array.from({ length: count }, (_, i) => one(i));
	return [
		long('the same context four thousand times', '@context', [
			...contexts,
			...many(4_000, () => contexts[1]),
		]),
		long('a thousand contexts', '@context', [...contexts, ...many(1_000, (i) => `https://x.example/${i}`)]),
		hostile(
			'a context that is a number',
			changed(document, '@context', 12),
			'malformed',
			'version not-open-badge',
		),
		refused('one context, without brackets', '@context', contexts[0], 'vocabulary undefined-terms'),
		hostile('no context', changed(document, '@context', undefined), 'malformed', 'version not-open-badge'),
		hostile(
			'contexts in another order',
			changed(document, '@context', [...contexts].reverse()),
			'valid',
			'structure departures',
		),
		unknown('a context that clears all others', '@context', [...contexts, null], 'vocabulary inline-context'),
		unknown('contexts in a list inside', '@context', [...contexts, [evil]], 'vocabulary inline-context'),
		unknown('words given another meaning', '@context', [...contexts, evil], 'vocabulary inline-context'),
		unknown(
			'protected words given another meaning',
			'@context',
			[...contexts, { '@protected': false, ...evil }],
			'vocabulary inline-context',
		),
		unknown(
			'a context that imports another',
			'@context',
			[...contexts, { '@import': 'http://127.0.0.1/c' }],
			'vocabulary inline-context',
		),
		unknown(
			'a word for everything',
			'@context',
			[...contexts, { '@vocab': 'https://x.example/' }],
			'vocabulary inline-context',
		),
		unknown(
			'a context on this very machine',
			'@context',
			[...contexts, 'http://127.0.0.1:1/c'],
			'vocabulary unknown-context',
		),
		unknown(
			'a context in a file',
			'@context',
			[...contexts, 'file:///etc/passwd'],
			'vocabulary unknown-context',
		),
		unknown(
			'a known context under a name almost its own',
			'@context',
			[...contexts, `${contexts[1]}#`],
			'vocabulary unknown-context',
		),
		unknown(
			'a known context without its s',
			'@context',
			[...contexts, String(contexts[1]).replace('https', 'http')],
			'vocabulary unknown-context',
		),
		unknown(
			'a context named by an object',
			'@context',
			[...contexts, { '@context': contexts[1] }],
			'vocabulary inline-context',
		),
		structure('a context deep inside', `${ACHIEVEMENT}.@context`, evil),
		structure('a context deep inside, by its address', `${SUBJECT}.@context`, 'http://127.0.0.1:1/c'),
		altered('another context for the proof', 'proof.0.@context', ['https://w3id.org/security/v2']),
		...[
			'@graph',
			'@included',
			'@nest',
			'@reverse',
			'@id',
			'@type',
			'@index',
			'@list',
			'@set',
			'@base',
			'@vocab',
			'@direction',
			'@none',
			'@json',
		].map((word) => {
			const how = ['@list', '@set'].includes(word) ? both : structure;
			return how(`the word ${word} of JSON-LD`, `${SUBJECT}.${word}`, [{ id: 'urn:x' }]);
		}),
		both('a value with its type', 'name', { '@value': 'Autre', '@type': 'http://x.example/t' }),
		hostile(
			'a word by its whole address',
			{ ...document, 'https://www.w3.org/ns/credentials#x': 'x' },
			'altered',
			'structure incomplete',
		),
		both('a word with a prefix', `${SUBJECT}.schema:name`, 'x'),
		structure('a word without name', `${SUBJECT}._:b`, 'x'),
		refused('a word that nothing defines', 'humeur', 'bonne', 'vocabulary undefined-terms'),
		refused('an empty word', `${SUBJECT}.`, 'x', 'vocabulary undefined-terms'),
	];
}
