import jsonld from 'jsonld';
import { describe, expect, test } from 'vitest';
import {
	comparisonAddress,
	digcompAddress,
	dimensionAddress,
	elementAddress,
	FRAMEWORK_VERSIONS,
	LEVELS,
	levelAddress,
	versionAddress,
	vocabularyAddress,
} from '../../index.ts';
import { caseResource, digcompCrosswalk, isCaseKind, jsonLdDocuments, openDataWords } from '../open-data.ts';
import { correspondenceOf, dimension, element, framework, allFrameworks } from '../versions.ts';
import type { Node } from './node.ts';

const ORIGIN = 'https://macaron.example';

interface Quad {
	readonly subject: { readonly value: string };
	readonly predicate: { readonly value: string };
	readonly object: { readonly value: string };
}
type Ask<T> = (document: object, options: object) => Promise<T>;
const processor = jsonld as unknown as {
	expand: Ask<Record<string, unknown>[]>;
	flatten: (document: object, context: null, options: object) => Promise<Record<string, unknown>[]>;
	toRDF: Ask<readonly Quad[]>;
};

/**
 * Options with which a JSON-LD processor fails on anything that the context does not define, and on any
 * fetch.
 */
const strictly = {
	safe: true,
	documentLoader: (url: string) => {
		throw new Error(`${url} must not be fetched`);
	},
};

const expand = (document: Node) => processor.expand(document, strictly);

const documents: [string, Node][] = [
	...allFrameworks().flatMap(({ version, dimensions, levels }): [string, Node][] => [
		[versionAddress(version), jsonLdDocuments.version(ORIGIN, version)],
		[levelAddress(version), jsonLdDocuments.scale(ORIGIN, version)],
		...levels.map((one): [string, Node] => [
			levelAddress(version, one.id),
			jsonLdDocuments.level(ORIGIN, version, one),
		]),
		...dimensions.flatMap((one): [string, Node][] => [
			[dimensionAddress(version, one.slug), jsonLdDocuments.dimension(ORIGIN, version, one)],
			...one.elements.map((part): [string, Node] => [
				elementAddress(version, one.slug, part.slug),
				jsonLdDocuments.element(ORIGIN, version, one, part),
			]),
		]),
	]),
	[digcompAddress(), jsonLdDocuments.digcomp(ORIGIN)],
	[vocabularyAddress(), jsonLdDocuments.vocabulary(ORIGIN)],
];
const pages = new Set(documents.map(([address]) => address));

/** Every identifier (`@id`) in an expanded JSON-LD document. */
function* idsIn(value: unknown): Generator<string> {
	if (value === null || typeof value !== 'object') return;
	for (const [key, inner] of Object.entries(value)) {
		if (key === '@id') yield inner as string;
		else if (key !== '@type' || Array.isArray(inner)) yield* idsIn(inner);
	}
}

/** Every text with a language in an expanded JSON-LD document, as `fr: …`. */
function* textsIn(value: unknown): Generator<string> {
	if (value === null || typeof value !== 'object') return;
	if ('@language' in value && '@value' in value) yield `${value['@language']}: ${value['@value']}`;
	else for (const inner of Object.values(value)) yield* textsIn(inner);
}

/**
 * The addresses in the documents that are not the service's own: pages read, editions of DigComp, the
 * licence.
 */
const foreign = new Set([
	...allFrameworks().flatMap(({ sources }) => sources.map((one) => one.address)),
	...digcompCrosswalk.sources.map((one) => one.address),
	...digcompCrosswalk.editions.map((one) => one.address),
	openDataWords.licence.address,
]);
const STANDARD = /^http:\/\/(www\.w3\.org\/2004\/02\/skos\/core#|purl\.org\/dc\/terms\/)/;

test.each(documents)(
	'%s expands whole, and each of its ids is an address that answers',
	async (address, document) => {
		const expanded = await expand(document);
		expect(expanded.some((one) => one['@id'] === ORIGIN + address)).toBe(true);
		const ids = [...idsIn(expanded)];
		expect(ids.length).toBeGreaterThan(1);
		for (const id of ids) {
			const url = new URL(id);
			if (url.origin !== ORIGIN) {
				expect(foreign.has(id) || STANDARD.test(id), id).toBe(true);
				continue;
			}
			const [, kind = '', identifier = ''] = url.pathname.match(/^\/ims\/case\/v1p1\/(\w+)\/(.+)$/) ?? [];
			if (isCaseKind(kind)) expect(caseResource(ORIGIN, kind, identifier), id).toBeDefined();
			else expect(pages.has(url.pathname), id).toBe(true);
		}
		expect(JSON.stringify(expanded)).not.toContain('"_:');
	},
);

describe.each(allFrameworks())('$version', (version) => {
	test('every text of the data file is in the document, in both languages', async () => {
		const told = new Set(textsIn(await expand(jsonLdDocuments.version(ORIGIN, version.version))));
		let texts = 0;
		for (const [fr, en] of pairs(version)) {
			texts += 1;
			expect(told.has(`fr: ${fr}`), fr).toBe(true);
			expect(told.has(`en: ${en}`), en).toBe(true);
		}
		expect(texts).toBeGreaterThan(150);
	});

	test('each text says where it comes from, once per language', async () => {
		const flat = await processor.flatten(jsonLdDocuments.version(ORIGIN, version.version), null, strictly);
		const provenances = flat.filter((one) =>
			(one['@type'] as string[] | undefined)?.includes(`${ORIGIN}/framework/vocabulary#TextProvenance`),
		);
		const sourced = [...pairs(version)].filter(([, , own]) => own).length;
		expect(provenances.length).toBe(2 * sourced);
		for (const one of provenances) expect(one[`${ORIGIN}/framework/vocabulary#word`]).toHaveLength(1);
	});
});

function* pairs(value: unknown): Generator<[string, string, boolean]> {
	if (value === null || typeof value !== 'object') return;
	const { fr, en } = value as { fr?: unknown; en?: unknown };
	if (typeof fr === 'string' && typeof en === 'string') yield [fr, en, 'provenance' in value];
	for (const inner of Object.values(value)) yield* pairs(inner);
}

test('the graph joins up: broader and narrower, schemes and their concepts, matches both ways', async () => {
	const triples = new Set<string>();
	for (const version of FRAMEWORK_VERSIONS) {
		const quads = await processor.toRDF(jsonLdDocuments.version(ORIGIN, version), strictly);
		for (const { subject, predicate, object } of quads)
			triples.add(`${subject.value} ${predicate.value.split('#')[1]} ${object.value}`);
	}
	const id = (address: string) => ORIGIN + address;
	let matches = 0;
	for (const { version, dimensions, levels } of allFrameworks()) {
		const scheme = id(versionAddress(version));
		for (const one of dimensions) {
			const at = id(dimensionAddress(version, one.slug));
			expect(triples).toContain(`${scheme} hasTopConcept ${at}`);
			expect(triples).toContain(`${at} topConceptOf ${scheme}`);
			for (const part of one.elements) {
				const within = id(elementAddress(version, one.slug, part.slug));
				expect(triples).toContain(`${at} narrower ${within}`);
				expect(triples).toContain(`${within} broader ${at}`);
				expect(triples).toContain(`${within} inScheme ${scheme}`);
			}
		}
		for (const level of levels)
			expect(triples).toContain(
				`${id(levelAddress(version))} hasTopConcept ${id(levelAddress(version, level.id))}`,
			);
		for (const triple of [...triples].filter((one) => one.includes(' exactMatch '))) {
			matches += 1;
			expect(triples).toContain(triple.split(' exactMatch ').reverse().join(' exactMatch '));
		}
	}
	expect(matches).toBeGreaterThan(100);
});

test('what 2025 adds is said to have no counterpart, and what is kept points to it', () => {
	const added = dimension('crcn-2025', 'technological-skills');
	const part = element('crcn-2025', 'technological-skills', 'ai-literacy');
	if (!added || !part) throw new Error('The 2025 version has AI literacy.');
	const node = jsonLdDocuments.element(ORIGIN, 'crcn-2025', added, part);
	expect(node['exactMatch']).toBeUndefined();
	expect(node['correspondence']).toEqual([
		expect.objectContaining({
			within: `${ORIGIN}/framework/crcn-2019`,
			kind: `${ORIGIN}/framework/vocabulary#none`,
		}),
	]);
	expect(jsonLdDocuments.dimension(ORIGIN, 'crcn-2025', added)['exactMatch']).toEqual([
		`${ORIGIN}/framework/crcn-2019/technological-skills`,
	]);
});

test('our reading of DigComp is a SKOS match, and each line says it is proposed', () => {
	const told = dimension('crcn-2019', 'collaboration');
	if (!told) throw new Error('The 2019 version has collaboration.');
	const node = jsonLdDocuments.dimension(ORIGIN, 'crcn-2019', told);
	expect(node['broadMatch']).toEqual([
		`${ORIGIN}/framework/digcomp#edition-2.2-area-2`,
		`${ORIGIN}/framework/digcomp#edition-3.0-area-2`,
	]);
	const lines = (node['correspondence'] as Node[]).filter((one) => String(one['id']).includes('#in-digcomp'));
	expect(lines.map((one) => one['word'])).toEqual(Array(2).fill(`${ORIGIN}/framework/vocabulary#proposed`));
});

test('every word a document uses is explained in the vocabulary', () => {
	const explained = new Set(
		(jsonLdDocuments.vocabulary(ORIGIN)['hasTopConcept'] as Node[]).map(
			(one) => String(one['id']).split('#')[1],
		),
	);
	const used = new Set(
		documents.flatMap(([, document]) =>
			[...JSON.stringify(document).matchAll(/"own:(\w+)"|vocabulary#([\w-]+)"/g)].map(
				([, term, word]) => term ?? word,
			),
		),
	);
	expect([...used].filter((one) => one !== undefined && !explained.has(one))).toEqual([]);
	expect(used.size).toBeGreaterThan(15);
});

test('a correspondence rests on sources that are listed', () => {
	const known = new Set(allFrameworks().flatMap(({ sources }) => sources.map((one) => one.id)));
	const [from, to] = FRAMEWORK_VERSIONS;
	const lines = correspondenceOf(from, to).dimensions.flatMap((one) => [one, ...one.elements]);
	expect(lines.flatMap((one) => one.provenance.sources).filter((one) => !known.has(one))).toEqual([]);
	expect(lines.some((one) => one.provenance.sources.length > 0)).toBe(true);
});

test('addresses are those the pages have', () => {
	expect(comparisonAddress('crcn-2019', 'crcn-2025')).toBe('/framework/crcn-2019/comparison/crcn-2025');
	expect(LEVELS.map((level) => levelAddress('crcn-2019', level))[0]).toBe(
		'/framework/crcn-2019/levels/beginner',
	);
	expect(framework('crcn-2019').dimensions.map((one) => one.slug)).not.toContain('levels');
});
