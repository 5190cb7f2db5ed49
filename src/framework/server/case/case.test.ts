import { describe, expect, test } from 'vitest';
import { FRAMEWORK_VERSIONS } from '../../index.ts';
import { caseDocuments, casePackage, caseResource, digcompCrosswalk } from '../open-data.ts';
import { correspondenceOf, dimension, framework } from '../versions.ts';
import { type CaseClass, faultsOf, requiredOf } from './case-schema.fixture.ts';
import { CASE_KINDS, type CaseKind } from './edition.ts';
import { caseIdentifier } from './identifier.ts';
import { dimensionIdentifier } from './items.ts';
import type { CasePackage } from './model.ts';

const ORIGIN = 'https://macaron.example';
const LANGUAGES = ['fr', 'en'] as const;
const editions = FRAMEWORK_VERSIONS.flatMap((version) =>
	LANGUAGES.map((language) => [version, language, casePackage(ORIGIN, version, language)] as const),
);
const travelled = (given: object) => JSON.parse(JSON.stringify(given)) as Record<string, unknown>;

/**
 * Every object of a CASE package that has an identifier, with its class, and its kind if it has an address of
 * its own (otherwise null).
 */
function things(of: CasePackage): [CaseClass, CaseKind | null, object][] {
	const { CFItemTypes, CFLicenses, CFAssociationGroupings } = of.CFDefinitions;
	const criteria = of.CFRubrics.flatMap((one) => one.CFRubricCriteria);
	return [
		['CFPckgDocument', 'CFDocuments', of.CFDocument],
		...of.CFItems.map((one) => ['CFPckgItem', 'CFItems', one] as [CaseClass, CaseKind, object]),
		...of.CFAssociations.map(
			(one) => ['CFPckgAssociation', 'CFAssociations', one] as [CaseClass, CaseKind, object],
		),
		...CFItemTypes.map((one) => ['CFItemType', 'CFItemTypes', one] as [CaseClass, CaseKind, object]),
		...CFLicenses.map((one) => ['CFLicense', 'CFLicenses', one] as [CaseClass, CaseKind, object]),
		...CFAssociationGroupings.map(
			(one) => ['CFAssociationGrouping', 'CFAssociationGroupings', one] as [CaseClass, CaseKind, object],
		),
		...of.CFRubrics.map((one) => ['CFRubric', 'CFRubrics', one] as [CaseClass, CaseKind, object]),
		...criteria.map((one) => ['CFRubricCriterion', null, one] as [CaseClass, null, object]),
		...criteria
			.flatMap((one) => one.CFRubricCriterionLevels)
			.map((one) => ['CFRubricCriterionLevel', null, one] as [CaseClass, null, object]),
	];
}

describe.each(editions)('%s in %s', (version, language, edition) => {
	test('holds every field that CASE 1.1 requires, each of its type, and nothing it does not know', () => {
		expect(faultsOf('CFPackage', edition)).toEqual([]);
		expect(edition.CFItems.length).toBe(
			framework(version).dimensions.reduce((sum, one) => sum + 1 + one.elements.length, 0),
		);
		expect(edition.CFDocument.language).toBe(language);
	});

	test('a required field taken away from anything is missed', () => {
		const classes = new Set<string>();
		for (const [name, , one] of things(edition)) {
			classes.add(name);
			for (const field of requiredOf(name)) {
				const { [field]: taken, ...rest } = travelled(one);
				expect(taken, `${name}.${field}`).toBeDefined();
				expect(faultsOf(name, rest).join(), `${name}.${field}`).toContain(`'${field}'`);
			}
		}
		expect(classes.size).toBe(9);
	});

	test('everything stands at its address, and every link leads to something', () => {
		for (const [, kind, one] of things(edition)) {
			const { identifier, uri } = one as { identifier: string; uri: string };
			if (kind === null) continue;
			expect(uri).toBe(`${ORIGIN}/ims/case/v1p1/${kind}/${identifier}`);
			expect(caseResource(ORIGIN, kind, identifier), uri).toBeDefined();
		}
		let links = 0;
		for (const [uri, identifier, targetType] of linksIn(edition)) {
			const at = new URL(uri);
			expect(at.origin).toBe(ORIGIN);
			if (targetType === 'ext:DigComp') continue;
			links += 1;
			const [, kind = '', id] = at.pathname.match(/^\/ims\/case\/v1p1\/(\w+)\/([0-9a-f-]{36})$/) ?? [];
			expect(id, uri).toBe(identifier);
			expect(caseResource(ORIGIN, kind as CaseKind, identifier), uri).toBeDefined();
		}
		expect(links).toBeGreaterThan(300);
	});

	test('no identifier is given twice', () => {
		const all = things(edition).map(([, , one]) => (one as { identifier: string }).identifier);
		expect(new Set(all).size).toBe(all.length);
	});

	test('does not move: another day, another process, the same bytes', () => {
		expect(JSON.stringify(casePackage(ORIGIN, version, language))).toBe(JSON.stringify(edition));
		expect(edition.CFDocument.lastChangeDateTime).toBe(`${framework(version).changedOn}T00:00:00Z`);
	});
});

function* linksIn(value: unknown): Generator<[string, string, string | undefined]> {
	if (value === null || typeof value !== 'object') return;
	const { uri, identifier, title, targetType, lastChangeDateTime } = value as Record<string, string>;
	if (uri && identifier && title && !lastChangeDateTime) yield [uri, identifier, targetType];
	for (const inner of Object.values(value)) yield* linksIn(inner);
}

test('identifiers are UUIDs of version 5, the same for ever and whatever the host', () => {
	// The expected UUID was computed with another program: Python's uuid.uuid5, from the namespace and the
	// name.
	expect(caseIdentifier('/framework/crcn-2019/ethical-citizenship#fr')).toBe(
		'e73752d1-99bf-5dc9-b0ae-7df2a5810d33',
	);
	expect(dimensionIdentifier('crcn-2019', 'ethical-citizenship', 'fr')).toBe(
		'e73752d1-99bf-5dc9-b0ae-7df2a5810d33',
	);
	const ids = (origin: string) => casePackage(origin, 'crcn-2019', 'fr').CFItems.map((one) => one.identifier);
	expect(ids('https://ailleurs.example')).toEqual(ids(ORIGIN));
});

test('the two languages never share an identifier but by the links between them', () => {
	const [fr, en] = LANGUAGES.map((language) => casePackage(ORIGIN, 'crcn-2019', language));
	const identifiers = (one: CasePackage | undefined) =>
		one ? things(one).map(([, , each]) => (each as { identifier: string }).identifier) : [];
	const french = new Set(identifiers(fr));
	expect(identifiers(en).filter((one) => french.has(one))).toEqual([]);
	const translations = en?.CFAssociations.filter((one) => one.associationType === 'isTranslationOf') ?? [];
	expect(translations.length).toBe((en?.CFItems.length ?? 0) + 1);
	for (const { originNodeURI, destinationNodeURI } of translations) {
		expect(identifiers(en)).toContain(originNodeURI.identifier);
		expect(french).toContain(destinationNodeURI.identifier);
	}
});

test.each([
	['crcn-2019', 'crcn-2025'],
	['crcn-2025', 'crcn-2019'],
] as const)('from %s to %s, what is the same and nothing else is an exact match', (from, to) => {
	const { CFAssociations } = casePackage(ORIGIN, from, 'fr');
	const exact = CFAssociations.filter((one) => one.associationType === 'exactMatchOf');
	const lines = correspondenceOf(from, to).dimensions.flatMap((one) => [one, ...one.elements]);
	expect(exact.length).toBe(lines.filter((one) => one.kind === 'equal').length);
	for (const { destinationNodeURI, notes } of exact) {
		expect(caseResource(ORIGIN, 'CFItems', destinationNodeURI.identifier)).toBeDefined();
		expect(notes).toMatch(/^Provenance\u00a0: /);
	}
});

test('our reading beside DigComp is there line by line, and says that it is ours', () => {
	const { CFAssociations } = casePackage(ORIGIN, 'crcn-2019', 'en');
	const beside = CFAssociations.filter((one) => one.associationType === 'isRelatedTo');
	expect(beside.length).toBe(digcompCrosswalk.relations.length);
	for (const one of beside) {
		expect(one.destinationNodeURI.targetType).toBe('ext:DigComp');
		expect(one.notes).toMatch(/^Provenance: proposed\./);
		expect(one.extensions?.macaron['provenance']).toMatchObject({ word: 'proposé' });
	}
});

const LONE: Record<CaseKind, CaseClass> = {
	CFPackages: 'CFPackage',
	CFDocuments: 'CFDocument',
	CFItems: 'CFItem',
	CFItemAssociations: 'CFAssociationSet',
	CFAssociations: 'CFAssociation',
	CFItemTypes: 'CFItemTypeSet',
	CFLicenses: 'CFLicense',
	CFAssociationGroupings: 'CFAssociationGrouping',
	CFRubrics: 'CFRubric',
};

test.each(CASE_KINDS)('%s, asked for one by one, are what CASE 1.1 says', (kind) => {
	const { CFDocument, CFItems, CFAssociations, CFDefinitions, CFRubrics } = casePackage(
		ORIGIN,
		'crcn-2025',
		'en',
	);
	const some: Record<CaseKind, readonly { identifier: string }[]> = {
		CFPackages: [CFDocument],
		CFDocuments: [CFDocument],
		CFItems,
		CFItemAssociations: CFItems,
		CFAssociations,
		CFItemTypes: CFDefinitions.CFItemTypes,
		CFLicenses: CFDefinitions.CFLicenses,
		CFAssociationGroupings: CFDefinitions.CFAssociationGroupings,
		CFRubrics,
	};
	expect(some[kind].length).toBeGreaterThan(0);
	for (const { identifier } of some[kind])
		expect(faultsOf(LONE[kind], caseResource(ORIGIN, kind, identifier))).toEqual([]);
	expect(caseResource(ORIGIN, kind, caseIdentifier('nothing'))).toBeUndefined();
});

test('an item is told with all that touches it: its parent, its parts, its translation, its match', () => {
	const slug = dimension('crcn-2019', 'collaboration')?.slug ?? '';
	const set = caseResource(ORIGIN, 'CFItemAssociations', dimensionIdentifier('crcn-2019', slug, 'fr'));
	const { CFAssociations } = set as { CFAssociations: { associationType: string }[] };
	expect(new Set(CFAssociations.map((one) => one.associationType))).toEqual(
		new Set(['isChildOf', 'isTranslationOf', 'exactMatchOf', 'isRelatedTo']),
	);
});

test('the list of documents has each version in each language', () => {
	const documents = caseDocuments(ORIGIN);
	expect(faultsOf('CFDocumentSet', { CFDocuments: documents })).toEqual([]);
	expect(
		documents.map(({ version, language, adoptionStatus }) => [version, language, adoptionStatus]),
	).toEqual([
		['2019', 'fr', 'Adopted'],
		['2019', 'en', 'Adopted'],
		['2025', 'fr', 'Draft'],
		['2025', 'en', 'Draft'],
	]);
});
