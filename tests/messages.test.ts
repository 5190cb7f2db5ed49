import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const areas = readdirSync(join(root, 'src/messages/fr')).map((name) => name.replace('.json', ''));

type Catalogue = Map<string, string>;
const catalogue = (locale: 'fr' | 'en'): Catalogue =>
	new Map(
		areas.flatMap((area) => {
			const text = readFileSync(join(root, `src/messages/${locale}/${area}.json`), 'utf8');
			return Object.entries(JSON.parse(text) as Record<string, string>);
		}),
	);
const fr = catalogue('fr');
const en = catalogue('en');

interface Source {
	path: string;
	text: string;
}
const sources: Source[] = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
	.filter((path) => /\.(ts|svelte)$/.test(path) && !/\.test\.ts$|\.fixture\.ts$|compiled/.test(path))
	.map((path) => ({ path, text: readFileSync(join(root, 'src', path), 'utf8') }));
const contexts = readdirSync(join(root, 'src'), { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map((entry) => entry.name);

const placeholders = (text: unknown) => [...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(String).sort();

describe('messages', () => {
	test('French and English say the same things, with the same parts', () => {
		expect(fr.size).toBeGreaterThan(300);
		expect([...en.keys()].filter((key) => !fr.has(key))).toEqual([]);
		expect([...fr.keys()].filter((key) => !en.has(key))).toEqual([]);
		const differ = [...fr].filter(
			([key, text]) => placeholders(text).join() !== placeholders(en.get(key)).join(),
		);
		expect(differ.map(([key]) => key)).toEqual([]);
	});

	test('no key stands in two areas, none is empty', () => {
		const count = areas.flatMap((area) =>
			Object.keys(
				JSON.parse(readFileSync(join(root, `src/messages/fr/${area}.json`), 'utf8')) as object,
			).filter((key) => !key.startsWith('$')),
		);
		expect(count.filter((key, at) => count.indexOf(key) !== at)).toEqual([]);
		expect([...fr, ...en].filter(([, text]) => String(text).trim() === '').map(([key]) => key)).toEqual([]);
	});

	test('every area is compiled', () => {
		const { 'plugin.inlang.messageFormat': format } = JSON.parse(
			readFileSync(join(root, 'src/messages/project.inlang/settings.json'), 'utf8'),
		) as { 'plugin.inlang.messageFormat': { pathPattern: string[] } };
		expect(format.pathPattern.map((path) => path.replace(/^.*\/|\.json$/g, '')).sort()).toEqual(areas.sort());
	});
});

/** String literals shaped as refusal codes, less the names of idempotent actions, of events and of lines of the log. */
const codes = new Map(
	sources.flatMap(({ path, text }) =>
		[
			...text.matchAll(
				/(action:\s*|name:\s*|log\.(?:info|warn|error)\(\s*|log\(\s*)?['"]([a-z]+)\.([a-z][a-z0-9-]*)['"]/g,
			),
		]
			.filter(
				([, before, context]) => !before && !/listeners\.ts$/.test(path) && contexts.includes(context ?? ''),
			)
			.map(([, , context, name]) => [`${context}.${name}`, path] as const),
	),
);
const keyOf = (code: string) => `problem_${code.replace(/[.-]/g, '_')}`;

describe('what messages are for', () => {
	test('every refusal of the code has its sentence in both languages', () => {
		expect(codes.size).toBeGreaterThan(50);
		const mute = [...codes, ['not-found', ''] as const, ['generic', ''] as const]
			.filter(([code]) => !fr.has(keyOf(code)) || !en.has(keyOf(code)))
			.map(([code, path]) => `${code} (${path})`);
		expect(mute).toEqual([]);
	});

	test('no message is unused', () => {
		const words = new Set(sources.flatMap(({ text }) => text.match(/\b[a-z]+_\w+/g) ?? []));
		// Keys put together from a word of the domain: m[`training_kind_${kind}`].
		const prefixes = sources.flatMap(({ text }) =>
			[...text.matchAll(/`([a-z]+_\w*)\$\{/g)].map(([, prefix = '']) => prefix),
		);
		const problems = new Set([...codes.keys(), 'not-found', 'generic'].map(keyOf));
		const unused = [...fr.keys()].filter(
			(key) =>
				!words.has(key) && !problems.has(key) && !prefixes.some((prefix) => prefix && key.startsWith(prefix)),
		);
		expect(unused).toEqual([]);
	});
});

/** Every French text of a data file: the values of `fr` keys, or all of a text given in French only. */
function frenchIn(value: unknown, path: string): [string, string][] {
	if (Array.isArray(value)) return value.flatMap((item, at) => frenchIn(item, `${path}.${at}`));
	if (value === null || typeof value !== 'object') return [];
	return Object.entries(value).flatMap(([key, inner]) =>
		key === 'fr' && typeof inner === 'string'
			? [[path, inner] as [string, string]]
			: frenchIn(inner, `${path}.${key}`),
	);
}
const dataFiles = [
	...readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
		.filter((path) => /\/data\/.*\.json$|openbadges\/sentences\.json$/.test(path))
		.map((path) => `src/${path}`),
	...readdirSync(join(root, 'badges'), { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.json'))
		.map((path) => `badges/${path}`),
];
const dataTexts = dataFiles.flatMap((path) =>
	frenchIn(JSON.parse(readFileSync(join(root, path), 'utf8')), path),
);

describe('French typography (OQLF)', () => {
	const texts = [
		...[...fr].map(([key, text]) => [key, JSON.stringify(text).slice(1, -1)] as const),
		...dataTexts,
	];
	const RULES: [string, RegExp][] = [
		['a no-break space before the colon', /(?<!\u00a0):(?!\/\/)(?![0-9])/],
		['a no-break space inside guillemets', /«(?!\u00a0)|(?<!\u00a0)»/],
		['no space before ; ! ?', /[\s\u00a0\u202f][;!?]/],
		['’ and not a straight apostrophe', /'/],
		['no exclamation mark', /!/],
		['… and not three dots', /\.\.\./],
		['guillemets, not straight quotes', /\\?"(?!\w+=)/],
		['no space at an end, none doubled', /^\s|\s$| {2}/],
		['no emoji', /\p{Extended_Pictographic}/u],
	];
	/** Examples of addresses, codes and names of files keep their own colon. */
	const plain = (text: string) => text.replace(/\b(?:https?|did|urn|mailto):\S*/g, '…');

	test.each(RULES)('%s', (_rule, fault) => {
		expect(dataTexts.length).toBeGreaterThan(150);
		expect(
			texts.filter(([, text]) => fault.test(plain(text))).map(([key, text]) => `${key}: ${text}`),
		).toEqual([]);
	});
});

describe('English is written as English', () => {
	test('no guillemets, no space before punctuation, no straight apostrophe', () => {
		const faults = [...en].filter(([, text]) => /[«»]|[\s\u00a0][:;!?](?!\/)|'|!/.test(String(text)));
		expect(faults.map(([key, text]) => `${key}: ${text}`)).toEqual([]);
	});
});
