import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { always } from '#tests/property';
import { framework } from '#framework/server';
import type { BadgeDefinition } from '../../definition.ts';
import { BADGE_FILE_FAULT_CODES } from '../../badge-file-fault.ts';
import { badgeFileText, changedPlaces } from './badge-file-content.ts';
import { readBadgeOnCallingThread } from './badge-file-job.ts';
import { ownBadgeFile, squareDrawing } from './own-badge.fixture.ts';
import { readBadgeFile } from './read-badge-file.ts';

type Loose = Record<string, unknown>;

/** The faults of a file after a change, each as its code and place. */
function faultsAfter(change: (file: { definition: Loose; artwork: Loose } & Loose) => void): string[] {
	const file = JSON.parse(ownBadgeFile()) as { definition: Loose; artwork: Loose } & Loose;
	change(file);
	return faultsOf(JSON.stringify(file));
}
function faultsOf(text: string): string[] {
	const read = readBadgeFile(text);
	const faults = 'faults' in read ? read.faults : [];
	for (const { code } of faults) expect(BADGE_FILE_FAULT_CODES).toContain(code);
	return faults.map(({ place, code }) => `${code} ${place}`.trim());
}
const drawn = (svg: string) => faultsAfter(({ artwork }) => (artwork['fr'] = svg));

describe('the file of a badge', () => {
	test('is read when nothing is wrong, even with a mark at its beginning', () => {
		expect(faultsOf(ownBadgeFile())).toEqual([]);
		expect(faultsOf(`\uFEFF${ownBadgeFile()}`)).toEqual([]);
	});

	test.each([
		['{', ['not-json']],
		['[]', ['not-group']],
		['null', ['not-group']],
		['"x"', ['not-group']],
		['{"a":1,"a":2}', ['duplicate-key']],
		['['.repeat(5_000) + ']'.repeat(5_000), ['too-deep']],
		[`[${'1,'.repeat(50_000)}1]`, ['too-deep']],
		['{"a":"\\ud800"}', ['bad-character']],
		['x'.repeat(200_001), ['too-large']],
	])('%.20s is refused in a word', (text, faults) => {
		expect(faultsOf(text)).toEqual(faults);
	});

	test('each fault is told with its place, and all at once', () => {
		expect(
			faultsAfter((file) => {
				file['format'] = 'badge';
				file['extra'] = true;
				file.definition['name'] = { fr: ' ', en: ' a' };
				file.definition['version'] = 'deux';
				delete file.definition['restsOn'];
				file.artwork['fr'] = squareDrawing('<script>alert(1)</script>');
			}).toSorted(),
		).toEqual(
			[
				'one-of format',
				'unknown-key extra',
				'empty definition.name.fr',
				'spaces definition.name.fr',
				'spaces definition.name.en',
				'not-number definition.version',
				'missing definition.restsOn',
				'drawing-runs artwork.fr',
			].toSorted(),
		);
	});

	const rules = (list: unknown) => (file: { definition: Loose }) =>
		void ((file.definition['criteria'] as Loose)['rules'] = list);
	test.each<[string, (file: { definition: Loose; artwork: Loose } & Loose) => void, string[]]>([
		['no definition', (file) => delete (file as Loose)['definition'], ['missing definition']],
		['no artwork', (file) => delete (file as Loose)['artwork'], ['missing artwork']],
		['a list', (file) => ((file as Loose)['definition'] = []), ['not-group definition']],
		['a kind', ({ definition }) => (definition['kind'] = 'gold'), ['one-of definition.kind']],
		['no kind', ({ definition }) => delete definition['kind'], ['missing definition.kind']],
		['an id', ({ definition }) => (definition['id'] = 'É t é'), ['slug definition.id']],
		['a point', ({ definition }) => (definition['id'] = 'a.b'), ['slug definition.id']],
		[
			'a dimension',
			({ definition }) => (definition['dimension'] = 'cuisine'),
			['dimension definition.dimension'],
		],
		[
			'versions out of order',
			({ definition }) => (definition['frameworks'] = ['crcn-2025', 'crcn-2019']),
			['versions definition.frameworks'],
		],
		[
			'a version nobody knows',
			({ definition }) => (definition['frameworks'] = ['crcn-1999']),
			['one-of definition.frameworks[1]'],
		],
		['a version', ({ definition }) => (definition['version'] = 0), ['at-least definition.version']],
		['a late one', ({ definition }) => (definition['version'] = 10_000), ['at-most definition.version']],
		['no rules', rules([]), ['no-rules', 'needs-adviser'].map((one) => `${one} definition.criteria.rules`)],
		['rules', rules('said'), ['not-list definition.criteria.rules']],
		['a rule', rules([{ rule: 'paid' }]), ['one-of definition.criteria.rules[1].rule']],
		[
			'a rule twice',
			rules([{ rule: 'said' }, { rule: 'said' }, { rule: 'advisers', count: 1 }]),
			['rule-twice definition.criteria.rules'],
		],
		['no adviser', rules([{ rule: 'said' }]), ['needs-adviser definition.criteria.rules']],
		[
			'three advisers',
			rules([{ rule: 'advisers', count: 3 }]),
			['at-most definition.criteria.rules[1].count'],
		],
		[
			'much',
			rules([
				{ rule: 'evidence', count: 11, withReflection: 'oui' },
				{ rule: 'advisers', count: 1 },
			]),
			['not-boolean definition.criteria.rules[1].withReflection'],
		],
		[
			'too much',
			rules([
				{ rule: 'evidence', count: 11, withReflection: true },
				{ rule: 'training-minutes', minutes: 60_000 },
				{ rule: 'advisers', count: 1 },
			]),
			['at-most definition.criteria.rules[1].count', 'at-most definition.criteria.rules[2].minutes'],
		],
		[
			'a long name',
			({ definition }) => (definition['name'] = { fr: 'é'.repeat(81), en: 'x\ny' }),
			['too-long definition.name.fr', 'one-line definition.name.en'],
		],
		[
			'a bell',
			({ definition }) => (definition['name'] = { fr: 'a\u0007', en: 'a\u0085' }),
			['bad-character definition.name.fr', 'bad-character definition.name.en'],
		],
		[
			'years as text',
			({ definition }) => (definition['validMonths'] = '24'),
			['not-number definition.validMonths'],
		],
		[
			'half a month',
			({ definition }) => (definition['validMonths'] = 6.5),
			['not-number definition.validMonths'],
		],
		['five months', ({ definition }) => (definition['validMonths'] = 5), ['at-least definition.validMonths']],
		[
			'eleven years',
			({ definition }) => (definition['validMonths'] = 132),
			['at-most definition.validMonths'],
		],
		['no drawing', ({ artwork }) => delete artwork['fr'], ['missing artwork.fr']],
		['a number', ({ artwork }) => (artwork['en'] = 3), ['not-text artwork.en']],
	])('%s', (_name, change, faults) => {
		expect(faultsAfter(change)).toEqual(faults);
	});

	test('a badge that expires says after how many months; one decided by rule never does', () => {
		for (const validMonths of [6, 24, 120])
			expect(faultsOf(ownBadgeFile({ validMonths } as Partial<BadgeDefinition>))).toEqual([]);
		const read = readBadgeFile(ownBadgeFile({ validMonths: 24 } as Partial<BadgeDefinition>));
		const before = readBadgeFile(ownBadgeFile());
		if ('faults' in read || 'faults' in before) throw new Error('It is read.');
		expect(read.content.definition).toMatchObject({ validMonths: 24 });
		expect(changedPlaces(before.content, read.content)).toEqual(['definition.validMonths']);
		const file = JSON.parse(ownBadgeFile({ kind: 'exploration' })) as { definition: Loose };
		delete file.definition['evidenceHint'];
		const criteria = file.definition['criteria'] as Loose;
		const definition = {
			...{ ...file.definition, validMonths: 24 },
			criteria: { ...criteria, rules: [{ rule: 'said' }] },
		};
		expect(faultsOf(JSON.stringify({ ...file, definition }))).toEqual(['unknown-key definition.validMonths']);
	});

	test('a badge decided by rule asks nobody', () => {
		const text = ownBadgeFile({ kind: 'exploration' });
		const file = JSON.parse(text) as { definition: Loose };
		delete file.definition['evidenceHint'];
		expect(faultsOf(JSON.stringify(file))).toEqual(['asks-nobody definition.criteria.rules']);
	});
});

describe('a drawing that is refused', () => {
	const other = 'xmlns:x="http://www.w3.org/1999/xlink"';
	test.each([
		['not SVG', '<html></html>', 'not-svg'],
		['nothing', '', 'not-svg'],
		['cut', squareDrawing().slice(0, -8), 'damaged'],
		['an entity', `<!DOCTYPE svg [<!ENTITY a "aaaa">]>${squareDrawing()}`, 'doctype'],
		['a plain doctype', `<!DOCTYPE svg>${squareDrawing()}`, 'doctype'],
		['an unknown entity', squareDrawing('<title>&lol;</title>'), 'damaged'],
		['a style sheet', `<?xml-stylesheet href="https://exemple.example/a.css"?>${squareDrawing()}`, 'runs'],
		['a script', squareDrawing('<script>alert(1)</script>'), 'runs'],
		['a handler', squareDrawing('<circle r="1" onload="alert(1)"/>'), 'runs'],
		['HTML', squareDrawing('<foreignObject><p/></foreignObject>'), 'runs'],
		['an animation', squareDrawing('<set attributeName="href" to="javascript:alert(1)"/>'), 'runs'],
		['a link', squareDrawing('<a href="https://exemple.example"><path d="M0 0"/></a>'), 'runs'],
		['styles', squareDrawing('<style>@import "https://exemple.example/a.css"</style>'), 'style'],
		['a picture', squareDrawing('<image href="https://exemple.example/a.png"/>'), 'picture'],
		['text', squareDrawing('<text x="1" y="5">A</text>'), 'text'],
		['a repetition', squareDrawing('<g id="a"/><use href="#a"/>'), 'element'],
		['a filter', squareDrawing('<filter id="a"/>'), 'element'],
		['a mask', squareDrawing('<mask id="a"/>'), 'element'],
		['metadata', squareDrawing('<metadata/>'), 'element'],
		['SVG in SVG', squareDrawing(squareDrawing()), 'element'],
		[
			'an outside fill',
			squareDrawing('<path d="M0 0" fill="url(https://exemple.example/a.svg#b)"/>'),
			'outside',
		],
		['an outside style', squareDrawing('<path style="fill:url(//exemple.example#b)"/>'), 'outside'],
		['an unfinished url', squareDrawing('<path style="fill:url(https:"/>'), 'outside'],
		['an escape', squareDrawing('<path style="fill:u\\72l(//a)"/>'), 'outside'],
		['an import', squareDrawing('<path style="@import \'a\'"/>'), 'outside'],
		['an address', squareDrawing('<linearGradient href="https://exemple.example#a"/>'), 'outside'],
		[
			'another address',
			squareDrawing(`<linearGradient x:href="data:image/svg+xml,a"/>`, ` ${other}`),
			'outside',
		],
		['a base', squareDrawing('', ' xml:base="https://exemple.example"'), 'attribute'],
		['an unknown attribute', squareDrawing('<path ping="a"/>'), 'attribute'],
		['a foreign attribute', squareDrawing('<path i:label="a"/>', ' xmlns:i="urn:i"'), 'attribute'],
		['a foreign element', squareDrawing('<i:view/>', ' xmlns:i="urn:i"'), 'element'],
		['many', squareDrawing('<g/>'.repeat(2_001)), 'too-many'],
		['deep', squareDrawing('<g>'.repeat(20) + '</g>'.repeat(20)), 'too-many'],
		['large', squareDrawing(`<path d="${'M0 0'.repeat(16_000)}"/>`), 'too-large'],
		['wide', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"><g/></svg>', 'not-square'],
		['without a box', '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>', 'not-square'],
		['huge', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99999 99999"><g/></svg>', 'not-square'],
		['uneven', squareDrawing('', ' width="10" height="20"'), 'not-square'],
		['another namespace', '<svg xmlns="urn:a" viewBox="0 0 1 1"><g/></svg>', 'element'],
	])('%s', (_name, svg, reason) => {
		expect(drawn(svg)).toEqual([`drawing-${reason} artwork.fr`]);
	});

	test.each([
		'<g style="fill:#fff;stroke-width:2px"><path d="M0 0L5 5" class="a" data-name="b" aria-hidden="true"/></g>',
		'<defs><linearGradient id="a"><stop offset="0" stop-color="#000"/></linearGradient></defs><rect fill="url(#a)"/>',
		`<clipPath id="a"><circle r="4"/></clipPath><g clip-path="url('#a')"/>`,
	])('what a drawing program writes for shapes is accepted: %.40s', (inside) => {
		expect(
			drawn(squareDrawing(inside, ' width="10px" height="10px" version="1.1" xml:space="preserve"')),
		).toEqual([]);
	});

	test('a drawing in which nothing can be drawn or baked is told', async () => {
		const bad = ownBadgeFile(
			{},
			{ artworkFr: squareDrawing('<path d="M0 0"/>').replace('<svg ', '<svg\n ') },
		);
		expect(await readBadgeOnCallingThread(bad)).toHaveProperty('content');
		const empty = ownBadgeFile({}, { artworkEn: squareDrawing('').replace('></svg>', '/>') });
		expect(await readBadgeOnCallingThread(empty)).toEqual({
			faults: [{ place: 'artwork.en', code: 'drawing-undrawable', params: {} }],
		});
	});
});

test('what is written and read again is the same badge, whatever it says', async () => {
	const slugs = framework('crcn-2019').dimensions.map(({ slug }) => slug);
	const line = fc
		.stringMatching(/^[\p{L}\p{N}"\\/<>&«»’·! ]{1,40}$/u)
		.map((text) => text.trim())
		.filter((text) => text !== '' && text.isWellFormed());
	const text = fc.record({ fr: line, en: line });
	const practice = fc.constantFrom(true, false);
	const count = fc.integer({ min: 1, max: 10 });
	const sayings = fc.uniqueArray(
		fc.oneof(
			fc.constant({ rule: 'said' as const }),
			fc.constant({ rule: 'situation' as const }),
			fc.record({
				rule: fc.constant('training-minutes' as const),
				minutes: fc.integer({ min: 1, max: 6_000 }),
			}),
			fc.record({
				...{ rule: fc.constant('said-at-least' as const) },
				level: fc.constantFrom('beginner' as const, 'advanced' as const),
			}),
		),
		{ minLength: 1, maxLength: 4, selector: ({ rule }) => rule },
	);
	await always({ practice: 20, exploration: 20, 'one drawing': 20, 'a quote or a backslash': 20 }, (met) =>
		fc.property(
			...[practice, text, text, text, text, line, sayings, count, fc.constantFrom(...slugs), fc.boolean()],
			(isPractice, name, description, narrative, restsOn, fill, rules, n, dimension, one) => {
				const kind = isPractice ? 'practice' : 'exploration';
				met(kind);
				met('one drawing', one);
				met('a quote or a backslash', /["\\]/.test(JSON.stringify([name.fr, restsOn.en]).slice(2, -2)));
				const definition = {
					...{ id: `badge-${n}`, kind, version: n, frameworks: ['crcn-2019'], dimension },
					...{ name, description, restsOn, doesNotProve: { fr: fill, en: fill } },
					criteria: {
						narrative,
						rules: isPractice
							? [
									...rules,
									{ rule: 'evidence', count: n, withReflection: one },
									{ rule: 'advisers', count: 1 },
								]
							: rules,
					},
					...(isPractice && { evidenceHint: description, ...(one && { validMonths: 5 + Math.min(n, 115) }) }),
				} as BadgeDefinition;
				const badge = {
					...{ definition, artworkFr: squareDrawing(`<desc>${n}</desc>`) },
					artworkEn: one ? null : squareDrawing(`<desc>en ${n}</desc>`),
				};
				const written = badgeFileText(badge);
				const read = readBadgeFile(written);
				if ('faults' in read) throw new Error(JSON.stringify(read.faults));
				expect(read.content).toEqual(badge);
				expect(changedPlaces(badge, read.content)).toEqual([]);
				expect(badgeFileText(read.content)).toBe(written);
			},
		),
	);
});
