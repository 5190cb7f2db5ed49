import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { always } from '#tests/property';
import { type Framework, FRAMEWORK_VERSIONS, CERTAINTY_WORDS, type SourcedText } from '../../index.ts';
import { digcompCrosswalk, openDataWords } from '../open-data.ts';
import { framework } from '../versions.ts';
import { frameworkFromCase } from './from-package.ts';
import type { CasePackage } from './model.ts';
import { packageOf } from './package.ts';

const ORIGIN = 'https://macaron.example';

/** The CASE package of a framework in one language, as a client receives it in JSON. */
const sent = (given: Framework, language: 'fr' | 'en') =>
	JSON.parse(
		JSON.stringify(
			packageOf(
				{ origin: ORIGIN, framework: given, language, words: openDataWords },
				{ digcomp: digcompCrosswalk, others: [] },
			),
		),
	) as CasePackage;
const thereAndBack = (given: Framework) => frameworkFromCase(sent(given, 'fr'), sent(given, 'en'));

describe.each(FRAMEWORK_VERSIONS)('%s', (version) => {
	test('comes back from CASE equal to the last letter', () => {
		expect(thereAndBack(framework(version))).toEqual(framework(version));
	});
});

/** Arbitrary texts that the data files allow: not empty, without a space at either end. */
const word = fc
	.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
	.filter((text) => /^\S(.*\S)?$/s.test(text));
const both = fc.record({ fr: word, en: word });
const provenance = fc.record(
	{ word: fc.constantFrom(...CERTAINTY_WORDS), sources: fc.constantFrom([], ['one']), note: both },
	{ requiredKeys: ['word', 'sources'] },
);
const sourced: fc.Arbitrary<SourcedText> = fc.record({
	fr: word,
	en: word,
	provenance: fc.record({ fr: provenance, en: provenance }),
});
const slugs = (count: number) =>
	fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,6})?$/), {
		minLength: count,
		maxLength: count,
	});

const dimensions = slugs(12)
	.filter((all) => !all.includes('levels') && !all.includes('comparison'))
	.chain((names) =>
		fc.tuple(
			...names.map((slug, at) =>
				slugs(3).chain((parts) =>
					fc.record(
						{
							number: fc.constant(at + 1),
							slug: fc.constant(slug),
							central: fc.boolean(),
							title: sourced,
							short: sourced,
							summary: sourced,
							gap: both,
							elements: fc.tuple(
								...parts.map((part) =>
									fc.record({ slug: fc.constant(part), label: sourced, description: sourced }),
								),
							),
						},
						{ requiredKeys: ['number', 'slug', 'central', 'title', 'short', 'summary', 'elements'] },
					),
				),
			),
		),
	);

const frameworkOf: fc.Arbitrary<Framework> = fc.record({
	version: fc.constantFrom(...FRAMEWORK_VERSIONS),
	year: fc.integer({ min: 1990, max: 2090 }),
	provisional: fc.boolean(),
	changedOn: fc.constantFrom('2019-04-30', '2026-11-22'),
	creator: sourced,
	title: sourced,
	definition: sourced,
	summary: sourced,
	references: fc.constant(['one']),
	levels: fc.tuple(
		...(['beginner', 'intermediate', 'advanced'] as const).map((id) =>
			fc.record({ id: fc.constant(id), label: sourced, sense: sourced }),
		),
	),
	dimensions,
	sources: fc.tuple(fc.record({ id: fc.constant('one'), title: both, address: fc.webUrl() })),
});

test('whatever an institution writes in its data file comes back from CASE', () => {
	always(
		{ 'several dimensions': 5 },
		(met) =>
			fc.property(frameworkOf, (given) => {
				met('several dimensions', given.dimensions.length > 1);
				expect(thereAndBack(given)).toEqual(given);
			}),
		{ numRuns: 10 },
	);
});

test('packages that do not belong together, or are not whole, are refused with the place', () => {
	const fr = sent(framework('crcn-2019'), 'fr');
	const en = sent(framework('crcn-2019'), 'en');
	expect(() => frameworkFromCase(fr, fr)).toThrow(/has no translation of item [0-9a-f-]{36}/);
	expect(() => frameworkFromCase(fr, sent(framework('crcn-2025'), 'en'))).toThrow(
		/has no translation of item/,
	);
	const [first, ...others] = fr.CFItems;
	expect(() => frameworkFromCase({ ...fr, CFItems: others }, en)).toThrow(
		`the French package has no item ${first?.identifier}`,
	);
	const bare = fr.CFItems.map((one) => ({ ...one, extensions: { macaron: {} } }));
	expect(() => frameworkFromCase({ ...fr, CFItems: bare }, en)).toThrow(/dimensions\[0\]\.slug: /);
	expect(() => frameworkFromCase({ ...fr, CFRubrics: [] }, en)).toThrow(/levels: must be beginner/);
});
