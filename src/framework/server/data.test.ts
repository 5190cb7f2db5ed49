import { describe, expect, test } from 'vitest';
import { CURRENT_VERSION, CERTAINTY_WORDS, type SourcedText } from '../index.ts';
import { dimension, dimensionByNumber, element, framework, allFrameworks, sourcesOf } from './index.ts';

/** The short names of dimensions that are spelled the same in both languages. */
const ALIKE = ['Collaboration', 'Communication', 'Inclusion'];

/**
 * Every pair of French and English texts inside a value of a data file, with its path; `sourced` tells
 * whether it has a provenance.
 */
function* pairs(
	value: unknown,
	path = '',
): Generator<{ path: string; fr: string; en: string; sourced: boolean }> {
	if (value === null || typeof value !== 'object') return;
	const { fr, en } = value as { fr?: unknown; en?: unknown };
	if (typeof fr === 'string' && typeof en === 'string')
		yield { path, fr, en, sourced: 'provenance' in value };
	for (const [key, inner] of Object.entries(value)) yield* pairs(inner, path ? `${path}.${key}` : key);
}

describe.each(allFrameworks())('$version', (version) => {
	const all = [...pairs(version)];

	test('has twelve dimensions, numbered in order, with slugs of their own', () => {
		expect(version.dimensions.map((one) => one.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
		expect(new Set(version.dimensions.map((one) => one.slug)).size).toBe(12);
	});

	test('has dimensions 1 and 2 at its centre, and only these', () => {
		expect(version.dimensions.filter((one) => one.central).map((one) => one.number)).toEqual([1, 2]);
	});

	test('has three to five elements in each dimension, with slugs of their own', () => {
		for (const { slug, elements } of version.dimensions) {
			expect(elements.length, slug).toBeGreaterThanOrEqual(3);
			expect(elements.length, slug).toBeLessThanOrEqual(5);
			expect(new Set(elements.map((one) => one.slug)).size, slug).toBe(elements.length);
		}
	});

	test('is filled in both languages, and no French text was left in the English', () => {
		expect(all.length).toBeGreaterThan(150);
		for (const { path, fr, en } of all) {
			expect(fr.trim(), path).not.toBe('');
			expect(en.trim(), path).not.toBe('');
			if (!ALIKE.includes(fr)) expect(fr, path).not.toBe(en);
		}
	});

	test('says for every text of the framework, in each language, where it comes from', () => {
		// Notes, gaps and source titles have no provenance of their own, because they describe provenance
		// themselves.
		const unsourced = all.filter(
			(one) => !one.sourced && !/(\.note|\.gap|^sources\.\d+\.title)$/.test(one.path),
		);
		expect(unsourced).toEqual([]);
		for (const text of framed(version)) {
			expect(CERTAINTY_WORDS).toContain(text.provenance.fr.word);
			expect(CERTAINTY_WORDS).toContain(text.provenance.en.word);
		}
	});

	test('calls nothing official without naming the page it was read on', () => {
		for (const text of framed(version))
			for (const provenance of [text.provenance.fr, text.provenance.en])
				if (provenance.word === 'officiel') expect(provenance.sources.length, text.fr).toBeGreaterThan(0);
	});

	test('uses every source it lists, and names each one once', () => {
		const used = new Set([
			...version.references,
			...framed(version).flatMap((text) => [...text.provenance.fr.sources, ...text.provenance.en.sources]),
		]);
		expect(version.sources.map((one) => one.id).filter((id) => !used.has(id))).toEqual([]);
		for (const language of ['fr', 'en'] as const)
			expect(new Set(version.sources.map((one) => one.title[language])).size).toBe(version.sources.length);
	});

	test('has short names of one to three words, all different', () => {
		for (const language of ['fr', 'en'] as const) {
			const names = version.dimensions.map((one) => one.short[language]);
			expect(new Set(names).size).toBe(12);
			for (const name of names) expect(name.split(' ').length, name).toBeLessThanOrEqual(3);
		}
	});

	test('keeps the typography of French and of English', () => {
		for (const { path, fr, en } of all) {
			expect(fr + en, path).not.toMatch(/['"]|\.\.\.| {2}|!/);
			expect(fr, path).not.toMatch(/ [:;!?»]|« |[^\u00a0]»|«[^\u00a0]|[^\u00a0]:|[\s\u00a0][;?]/);
			expect(en, path).not.toMatch(/[\s\u00a0][:;?]/);
		}
	});
});

function framed(version: object): SourcedText[] {
	return Object.values(version).flatMap((value: unknown) => {
		if (value === null || typeof value !== 'object') return [];
		return 'provenance' in value ? [value as SourcedText] : framed(value);
	});
}

test('only the 2025 version is provisional, and it is the one in force', () => {
	expect(allFrameworks().map((one) => [one.version, one.provisional])).toEqual([
		['crcn-2019', false],
		['crcn-2025', true],
	]);
	expect(framework(CURRENT_VERSION).year).toBe(2025);
});

test('the twelve dimensions have the same slugs in every version, so that a training counts in each', () => {
	const [first, ...others] = allFrameworks().map(({ dimensions }) => dimensions.map(({ slug }) => slug));
	expect(first).toHaveLength(12);
	for (const slugs of others) expect(slugs).toEqual(first);
});

test('what the 2025 version adds is proposed, and nothing of its framework passes for official', () => {
	const added = [
		['ethical-citizenship', 'digital-sobriety'],
		['technological-skills', 'ai-literacy'],
		['personal-and-professional-development', 'pedagogical-leadership'],
		['critical-thinking', 'environmental-impact'],
	] as const;
	for (const [where, slug] of added) {
		expect(element('crcn-2019', where, slug)).toBeUndefined();
		expect(element('crcn-2025', where, slug)?.label.provenance.fr.word).toBe('proposé');
		expect(element('crcn-2025', where, slug)?.label.provenance.en.word).toBe('proposé');
	}
	const { dimensions, levels } = framework('crcn-2025');
	for (const text of framed({ dimensions, levels }))
		for (const { word } of [text.provenance.fr, text.provenance.en])
			expect(['proposé', 'à vérifier'], text.fr).toContain(word);
});

test('a dimension is found by its slug or its number, and an unknown one is not', () => {
	expect(dimension('crcn-2019', 'problem-solving')?.number).toBe(10);
	expect(dimensionByNumber('crcn-2019', 9)?.slug).toBe('personal-and-professional-development');
	expect(dimension('crcn-2019', 'Problem-Solving')).toBeUndefined();
	expect(dimension('crcn-2019', '__proto__')).toBeUndefined();
	expect(dimensionByNumber('crcn-2019', 0)).toBeUndefined();
	expect(dimensionByNumber('crcn-2019', 13)).toBeUndefined();
	expect(element('crcn-2019', 'problem-solving', 'act-ethically')).toBeUndefined();
});

test('a provenance leads to the pages that were read', () => {
	const title = dimension('crcn-2019', 'ethical-citizenship')?.title;
	expect(title && sourcesOf('crcn-2019', title.provenance.fr).map((one) => one.address)).toEqual([
		'https://sites.google.com/view/ass201a24/cn/1-%C3%A9thique',
	]);
});
