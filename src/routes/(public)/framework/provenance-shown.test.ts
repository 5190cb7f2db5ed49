import { expect, test } from 'vitest';
import type { Dimension, SourcedText } from '#framework';
import { compareVersions, framework } from '#framework/server';
import { pageOf } from '#tests/rendered-page';
import Comparison from './[version]/comparison/[other]/+page.svelte';
import DimensionPage from './[version]/[dimension]/+page.svelte';
import ElementPage from './[version]/[dimension]/[element]/+page.svelte';
import Levels from './[version]/levels/+page.svelte';
import LevelPage from './[version]/levels/[level]/+page.svelte';
import Version from './[version]/+page.svelte';

const toCheck = ({ provenance }: SourcedText) => provenance.fr.word === 'à vérifier';

/**
 * For each kind of framework page, in one version: its component, its data, and the texts that it shows and
 * may mark « à vérifier ».
 */
function pagesOf(version: 'crcn-2019' | 'crcn-2025', one: Dimension) {
	const whole = framework(version);
	const { levels } = whole;
	const [element] = one.elements;
	const [level] = levels;
	const each = levels.flatMap(({ label, sense }) => [label, sense]);
	const base = { framework: whole, elsewhere: [], previous: undefined, next: undefined };
	const other = framework(version === 'crcn-2019' ? 'crcn-2025' : 'crcn-2019');
	return {
		version: [
			Version,
			{ ...base, added: [], earlier: null, others: [], packages: [] },
			[whole.summary, ...whole.dimensions.map(({ title }) => title), ...each],
		],
		dimension: [
			DimensionPage,
			{ ...base, dimension: one, current: false },
			[one.title, one.summary, ...one.elements.map(({ label }) => label), ...each],
		],
		element: [
			ElementPage,
			{ ...base, dimension: one, element, position: 1 },
			[element!.label, element!.description],
		],
		levels: [Levels, base, each],
		level: [LevelPage, { ...base, level, position: 1 }, [level!.label, level!.sense]],
		comparison: [Comparison, { ...base, to: other, ...compareVersions(version, other.version) }, []],
	} as const;
}

const bodyOf = (Page: unknown, data: object) => pageOf(Page as never, { data }).body;
/** The provenance marks beside the texts of a page, as words; the note at its foot bears no mark. */
const marksIn = (body: string) =>
	[
		...body
			.replace(/<!--.*?-->|<span class="visually-hidden">[^<]*<\/span>/g, '')
			.matchAll(/<span class="word[^"]*">([^<]*)<\/span>/g),
	].map(([, word = '']) => word.trim());

test.each(framework('crcn-2019').dimensions.map((one) => [one.slug, one] as const))(
	'%s: only a text that remains to be checked is marked, and one note tells the rest',
	(_slug, one) => {
		for (const [name, [Page, data, texts]] of Object.entries(pagesOf('crcn-2019', one))) {
			const body = bodyOf(Page, data);
			expect(marksIn(body), name).toEqual(texts.filter(toCheck).map(() => 'à vérifier'));
			expect(body.split('id="provenance"'), name).toHaveLength(2);
		}
	},
);

test('a version that remains to be checked as a whole is not marked line by line', () => {
	const [one] = framework('crcn-2025').dimensions;
	for (const [name, [Page, data]] of Object.entries(pagesOf('crcn-2025', one!))) {
		const body = bodyOf(Page, data);
		expect(marksIn(body), name).toEqual([]);
		expect(body, name).toContain('Le texte officiel de cette version n’a pas encore été consulté');
	}
});

test('the note keeps where each text comes from', () => {
	const [one] = framework('crcn-2019').dimensions;
	const body = bodyOf(DimensionPage, pagesOf('crcn-2019', one!).dimension[1]);
	const foot = body.slice(body.indexOf('id="provenance"'));
	for (const word of ['Source secondaire', 'Proposé']) expect(foot).toContain(`<dt>${word}</dt>`);
	expect(foot).toMatch(/Sur cette page\u00a0: Résumé\./);
});
