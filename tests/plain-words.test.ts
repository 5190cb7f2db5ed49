import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = globSync('{src/**/*.{ts,svelte},server.ts,body-room.ts,compress.ts,memory-limits.ts}', {
	cwd: root,
}).filter((path) => !/compiled|\.test\.ts$|\.fixture\.ts$/.test(path));
const withoutComments = (text: string) =>
	text.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, '').replace(/(^|[\s;{}(,])\/\/.*$/gm, '$1');
const code = new Map(sources.map((path) => [path, withoutComments(read(path))]));

/**
 * The lower-case words of a name, with the whole name first: `activeAward` yields `activeaward`, `active` and
 * `award`.
 */
const wordsOf = (name: string): readonly string[] =>
	[name, ...name.split(/(?=[A-Z])|_/)].map((word) => word.toLowerCase());
const names = new Set([...code.values()].flatMap((text) => text.match(/[A-Za-z_$][\w$]*/g) ?? []));
const words = new Set([...names].flatMap(wordsOf));

/** The rows of a Markdown document's tables, without their headings, as arrays of cells. */
const rowsOf = (text: string) =>
	text
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.slice(2)
		.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);

/**
 * The faults of a glossary: incomplete rows, words with two rows, French words that no page uses, and English
 * words that the code does not have.
 */
function glossaryFaults(text: string, french: string, english: ReadonlySet<string>): readonly string[] {
	const rows = rowsOf(text);
	if (rows.length === 0) return ['no row'];
	const twice = (all: readonly string[]) => all.filter((word, at) => all.indexOf(word) !== at);
	const said = rows.map(([word = '']) => word).filter((word) => word !== '—');
	const named = rows.map(([, word = '']) => word);
	const quoted = rows.flatMap((row) =>
		[...row.join(' ').matchAll(/`([\w$]+)`/g)].map(([, word = '']) => word),
	);
	return [
		...rows
			.filter((row) => row.length !== 4 || row.some((cell) => !cell))
			.map(([word]) => `${word}: not whole`),
		...named.filter((word) => !/^`\w+`$/.test(word)).map((word) => `${word}: not a word of the code`),
		...twice([...said, ...named]).map((word) => `${word}: two senses`),
		...said.filter((word) => !french.includes(word.toLowerCase())).map((word) => `${word}: nobody reads it`),
		...quoted.filter((word) => !english.has(word.toLowerCase())).map((word) => `${word}: not in the code`),
	];
}

describe('docs/glossary.md', () => {
	const french = globSync('src/messages/fr/*.json', { cwd: root })
		.flatMap((path) => Object.values(JSON.parse(read(path)) as Record<string, unknown>))
		.map((text) => JSON.stringify(text))
		.join('\n')
		.toLowerCase();

	test('each word of it is read on the pages or stands in the code, with one sense', () => {
		expect(rowsOf(read('docs/glossary.md')).length).toBeGreaterThan(40);
		expect(glossaryFaults(read('docs/glossary.md'), french, words)).toEqual([]);
	});

	const head = '| French | In code | Meaning | Not |\n| - | - | - | - |\n';
	test.each([
		['an empty table', head, 'no row'],
		['a French word that no page says', `${head}| macaronade | \`Award\` | A | B |`, 'nobody reads it'],
		['an English word that the code lacks', `${head}| badge | \`Workshop\` | A | B |`, 'not in the code'],
		[
			'a word in the last column that the code lacks',
			`${head}| badge | \`Award\` | A | \`Desk\` |`,
			'not in the code',
		],
		['a row without a meaning', `${head}| badge | \`Award\` | | B |`, 'not whole'],
		[
			'a word with two senses',
			`${head}| badge | \`Award\` | A | B |\n| trace | \`Award\` | C | D |`,
			'two senses',
		],
	])('%s is a fault', (_what, text, fault) => {
		expect(glossaryFaults(text, 'badge trace', new Set(['award']))).toEqual([expect.stringContaining(fault)]);
	});
});

describe('names', () => {
	/**
	 * Words that names must not contain again, because they were metaphors or had a private meaning, each
	 * with its replacement.
	 */
	const RETIRED: Readonly<Record<string, string>> = {
		workshop: 'signing pool',
		desk: 'context',
		bench: 'context',
		purse: 'budget',
		breath: 'turn',
		surroundings: 'network',
		immense: 'max body bytes',
	};
	/**
	 * Folders whose code places nobody in a dimension: there, the word `standing` in a name would have
	 * another meaning.
	 */
	const WITHOUT_LEVELS =
		/^src\/(openbadges|identity|platform|backup|drafts|cli|verification|awards\/server)\//;

	const FROM_FRAMEWORK = new Set(['Standing', 'STANDINGS', 'standingRank']);

	const declared = [...code].flatMap(([path, text]) =>
		[...text.matchAll(/\b(?:const|let|function|class|interface|type)\s+([A-Za-z_$][\w$]*)/g)].map(
			([, name = '']) => ({ path, name }),
		),
	);

	test('no replaced word comes back', () => {
		expect(declared.length).toBeGreaterThan(3_000);
		const found = declared.filter(({ name }) => wordsOf(name).some((word) => word in RETIRED));
		expect(found.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
	});

	test('a `standing` is where a source places somebody in a dimension, and nothing else', () => {
		const saying = [...code].filter(([, text]) =>
			(text.match(/[A-Za-z_$][\w$]*/g) ?? []).some(
				(name) => !FROM_FRAMEWORK.has(name) && wordsOf(name).includes('standing'),
			),
		);
		expect(saying.length).toBeGreaterThan(20);
		expect(saying.map(([path]) => path).filter((path) => WITHOUT_LEVELS.test(path))).toEqual([]);
	});
});

describe('errors', () => {
	/**
	 * Matches an error message that states a rule (« An issuance has its issuer. ») instead of what failed.
	 */
	const RULE = /^(An?|What|Whoever|Every|Each) [^'`]*\b(has|have|needs?|names|is|are|must)\b/i;
	const FAILURE = /\b(not|no|without|lacks?|failed|cannot|disappeared|but)\b/;

	test('say what failed, not the rule that was broken', () => {
		const messages = [...code].flatMap(([path, text]) =>
			[...text.matchAll(/new (?:Error|TypeError|RangeError)\(\s*(['`])([\s\S]*?)\1/g)].map(
				([, , message = '']) => ({ path, message }),
			),
		);
		expect(messages.length).toBeGreaterThan(60);
		const rules = messages.filter(({ message }) => RULE.test(message) && !FAILURE.test(message));
		expect(rules).toEqual([]);
	});

	test.each([
		['An issuance has its issuer.', true],
		['What is signed has its proof.', true],
		['a token needs an issuer and an id', true],
		['Issuance x has no proof.', false],
		['the list has fewer than 131,072 entries', false],
	])('« %s » tells a rule: %s', (message, isRule) => {
		expect(RULE.test(message) && !FAILURE.test(message)).toBe(isRule);
	});
});
