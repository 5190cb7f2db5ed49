import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { badgeFileSchema } from './badge-file.ts';

type Badge = Record<string, unknown> & { id: string; criteria: Record<string, unknown> };

const shipped = (id: string): Badge =>
	JSON.parse(
		readFileSync(resolve(import.meta.dirname, '../../../badges', id, 'badge.json'), 'utf8'),
	) as Badge;
const practice = shipped('practice-collaboration');
const exploration = shipped('exploration-communication');

/**
 * The faults that the schema finds in a badge file, each with its path; empty for a valid file. `folder` is
 * the name of the file's folder, the badge's id by default.
 */
function faults(badge: Badge, folder = badge.id): readonly string[] {
	const found = badgeFileSchema(folder).safeParse(badge);
	return (found.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}
const ruled = (badge: Badge, ...rules: unknown[]): Badge => ({
	...badge,
	criteria: { ...badge.criteria, rules },
});

test('the files of a practice and of an exploration badge can be used', () => {
	expect([faults(practice), faults(exploration)]).toEqual([[], []]);
});

const EMPTY = 'must not be empty';
const SPACE = 'must not begin or end with a space';

test.each<[string, readonly string[]]>([
	['', [EMPTY, SPACE]],
	[' \n', [EMPTY, SPACE]],
	[' Pratique', [SPACE]],
	['Pratique\n', [SPACE]],
	['P', []],
	['Une ligne.\nUne autre.', []],
])('the text %j: %j', (typed, wanted) => {
	const text = { fr: typed, en: 'Practice' };
	for (const name of ['name', 'description', 'restsOn', 'doesNotProve', 'evidenceHint'])
		expect(faults({ ...practice, [name]: text })).toEqual(wanted.map((fault) => `${name}.fr: ${fault}`));
	const narrative = { fr: 'Pratique', en: typed };
	expect(faults({ ...practice, criteria: { ...practice.criteria, narrative } })).toEqual(
		wanted.map((fault) => `criteria.narrative.en: ${fault}`),
	);
});

test.each(['Pratique', 'pratique-é', 'pratique--a', '-pratique', 'pratique-', 'pratique a', ''])(
	'the id %j is no name of a folder',
	(id) => {
		expect(faults({ ...practice, id })).toEqual([
			'id: must be lower-case words without accents, joined by hyphens',
		]);
	},
);

test.each(['a', 'practice-2', 'a-b-c'])('the id %j is one', (id) => {
	expect(faults({ ...practice, id })).toEqual([]);
	expect(faults({ ...practice, id }, 'other')).toEqual(['id: must be the name of its folder, "other"']);
});

test('a badge names the versions of the framework that it serves, one or more, each once, the oldest first', () => {
	const wrong = 'frameworks: must name each version once, the oldest first';
	expect(faults({ ...practice, frameworks: ['crcn-2025'] })).toEqual([]);
	expect(faults({ ...practice, frameworks: ['crcn-2025', 'crcn-2019'] })).toEqual([wrong]);
	expect(faults({ ...practice, frameworks: ['crcn-2019', 'crcn-2019'] })).toEqual([wrong]);
	expect(faults({ ...practice, frameworks: [] })).toEqual(['frameworks: must not be empty']);
});

test('the dimension is one of the framework in every version', () => {
	expect(faults({ ...practice, dimension: 'teamwork' })).toEqual([
		'dimension: is not a dimension of crcn-2019',
	]);
});

const advisers = { rule: 'advisers', count: 1 };
const [WHOLE, ONE] = ['must be a whole number', 'must be 1 or more'];

test.each<[object, string, readonly string[]]>([
	[{ rule: 'training-minutes', minutes: 1 }, 'minutes', []],
	[{ rule: 'training-minutes', minutes: 0 }, 'minutes', [ONE]],
	[{ rule: 'training-minutes', minutes: 1.5 }, 'minutes', [WHOLE]],
	[{ rule: 'evidence', count: 1, withReflection: false }, 'count', []],
	[{ rule: 'evidence', count: 0, withReflection: true }, 'count', [ONE]],
	[{ rule: 'evidence', count: '1', withReflection: true }, 'count', [WHOLE]],
	[{ rule: 'said' }, '', []],
	[{ rule: 'said-at-least', level: 'intermediate' }, 'level', []],
	[{ rule: 'situation' }, '', []],
	[{ rule: 'training-reflection' }, '', []],
	[{ rule: 'training-reflection', words: 25 }, 'words', []],
	[{ rule: 'training-reflection', words: 0 }, 'words', [ONE]],
])('the rule %j: %s %j', (rule, field, wanted) => {
	expect(faults(ruled(practice, rule, advisers))).toEqual(
		wanted.map((fault) => `criteria.rules.0.${field}: ${fault}`),
	);
});

test('one adviser is asked for, or two who decide apart', () => {
	const found = (count: number) => faults(ruled(practice, { ...advisers, count }));
	expect([found(1), found(2)]).toEqual([[], []]);
	expect(found(0)).toEqual(['criteria.rules.0.count: must be 1 or more']);
	expect(found(3)).toEqual(['criteria.rules.0.count: must be 2 or less']);
});

test('the version is a whole number from 1', () => {
	expect(faults({ ...practice, version: 1 })).toEqual([]);
	expect(faults({ ...practice, version: 0 })).toEqual([`version: ${ONE}`]);
	expect(faults({ ...practice, version: 1.5 })).toEqual([`version: ${WHOLE}`]);
});

test('what each kind asks: an adviser for practice, nobody and nothing sent for exploration, no rule twice', () => {
	const rules = 'criteria.rules:';
	const none = `${rules} must hold one rule or more: a badge that asks nothing would go to everyone`;
	const noAdviser = `${rules} must hold "advisers": such a badge is decided by an adviser`;
	const asks = `${rules} must ask for no evidence and no adviser: an exploration badge asks nobody`;
	const twice = `${rules} must not hold the same rule twice`;
	const evidence = { rule: 'evidence', count: 1, withReflection: false };
	const said = { rule: 'said' };
	expect(faults(ruled(exploration))).toContain(none);
	expect(faults(ruled(practice, said))).toEqual([noAdviser]);
	expect(faults(ruled(practice, advisers))).toEqual([]);
	expect(faults(ruled(practice, said, said, advisers))).toEqual([twice]);
	expect(faults(ruled(exploration, said))).toEqual([]);
	expect(faults(ruled(exploration, said, advisers))).toEqual([asks]);
	expect(faults(ruled(exploration, said, evidence))).toEqual([asks]);
	expect(faults(ruled(exploration, said, { ...said }))).toEqual([twice]);
});

test('a word that is no part of the file is told, at each depth', () => {
	const unknown = expect.stringContaining('Unrecognized key: "more"');
	expect(faults({ ...practice, more: 1 })).toEqual([unknown]);
	expect(faults({ ...practice, criteria: { ...practice.criteria, more: 1 } })).toEqual([unknown]);
	expect(faults({ ...practice, name: { fr: 'a', en: 'b', more: 'c' } })).toEqual([unknown]);
	expect(faults(ruled(practice, { ...advisers, more: 1 }))).toEqual([unknown]);
});
