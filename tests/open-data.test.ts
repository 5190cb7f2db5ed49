import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { FRAMEWORK_VERSIONS, LEVELS, CERTAINTY_WORDS } from '#framework';
import { CASE_ROOT, isCaseKind, openDataWords } from '#framework/server';

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const KEYS = {
	officiel: 'official',
	secondaire: 'secondary',
	proposé: 'proposed',
	'à vérifier': 'to_check',
} as const;

test.each(['fr', 'en'] as const)(
	'the four words are explained alike on pages and in the data, in %s',
	(language) => {
		const messages = JSON.parse(read(`src/messages/${language}/framework.json`)) as Record<string, string>;
		for (const word of CERTAINTY_WORDS) {
			const { label, sense } = openDataWords.provenance[word];
			expect(label[language]).toBe(messages[`framework_word_${KEYS[word]}`]);
			expect(sense[language]).toBe(messages[`framework_sense_${KEYS[word]}`]);
		}
	},
);

test('the page on open data names what there is', () => {
	const page = read('docs/open-data.md');
	for (const name of [...FRAMEWORK_VERSIONS, ...LEVELS, `${CASE_ROOT}/CFDocuments`])
		expect(page).toContain(name);
	const kinds = [...page.matchAll(/`(CF\w+)`/g)].map(([, kind = '']) => kind);
	expect(kinds.length).toBeGreaterThan(8);
	expect(kinds.filter((kind) => !isCaseKind(kind))).toEqual([]);
});
