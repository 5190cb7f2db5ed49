import type { Locale } from '#platform';
import {
	dimensionAddress,
	elementAddress,
	type Dimension,
	type Element,
	type FrameworkVersion,
	levelAddress,
	versionAddress,
	vocabularyAddress,
} from '../../index.ts';
import {
	type LanguageEdition,
	provenanceByText,
	link,
	caseResourceName,
	provenanceSentence,
	commonCaseFields,
} from './edition.ts';
import type { CaseDocument, CaseItem, CaseRubric, Link } from './model.ts';
import { caseIdentifier } from './identifier.ts';

/**
 * The link to the licence of the framework's texts, in the edition's language, for its CASE documents and
 * items.
 */
export const licenceLink = (edition: LanguageEdition): Link =>
	link(
		edition,
		'CFLicenses',
		caseResourceName(edition.language, vocabularyAddress('licence')),
		edition.words.licence.name[edition.language],
	);

/**
 * Makes the CASE document of a version of the framework in one language, which describes the version as a
 * whole.
 */
export function caseDocumentOf(edition: LanguageEdition): CaseDocument {
	const { framework, language, words } = edition;
	const { version, title, creator, definition, summary, sources, references, provisional } = framework;
	const official = sources.find(({ id }) => references.includes(id))?.address;
	return {
		...commonCaseFields(
			edition,
			'CFDocuments',
			caseResourceName(language, versionAddress(version)),
			framework.changedOn,
		),
		caseVersion: '1.1',
		creator: creator[language],
		title: title[language],
		officialSourceURL: official ?? `${edition.origin}${versionAddress(version)}`,
		publisher: words.publisher[language],
		description: summary[language],
		language,
		version: String(framework.year),
		// `Draft` is the word that CASE registries use for a text that others should not rely on yet.
		adoptionStatus: provisional ? 'Draft' : 'Adopted',
		licenseURI: licenceLink(edition),
		notes: `${provenanceSentence(edition, title.provenance[language])} ${words.licence.reach[language]}`,
		extensions: {
			macaron: {
				address: `${edition.origin}${versionAddress(version)}`,
				version,
				year: framework.year,
				provisional,
				definition: definition[language],
				references,
				sources: sources.map((one) => ({ id: one.id, title: one.title[language], address: one.address })),
				provenance: provenanceByText(edition, { title, creator, definition, summary }),
			},
		},
	};
}

function item(edition: LanguageEdition, kind: 'dimension' | 'element', address: string) {
	const { framework, language, words } = edition;
	const { title } = words.itemTypes[kind];
	return {
		...commonCaseFields(edition, 'CFItems', caseResourceName(language, address), framework.changedOn),
		CFItemType: title[language],
		CFItemTypeURI: link(
			edition,
			'CFItemTypes',
			caseResourceName(language, vocabularyAddress(kind)),
			title[language],
		),
		language,
		licenseURI: licenceLink(edition),
	};
}

function dimensionItem(edition: LanguageEdition, dimension: Dimension): CaseItem {
	const { framework, language, origin } = edition;
	const { slug, central, title, short, summary, gap } = dimension;
	const address = dimensionAddress(framework.version, slug);
	return {
		...item(edition, 'dimension', address),
		fullStatement: title[language],
		humanCodingScheme: String(dimension.number),
		abbreviatedStatement: short[language],
		notes: provenanceSentence(edition, title.provenance[language]),
		extensions: {
			macaron: {
				address: `${origin}${address}`,
				slug,
				central,
				summary: summary[language],
				gap: gap?.[language],
				provenance: provenanceByText(edition, { title, short, summary }),
			},
		},
	};
}

function elementItem(
	edition: LanguageEdition,
	dimension: Dimension,
	element: Element,
	position: number,
): CaseItem {
	const { framework, language, origin } = edition;
	const { slug, label, description } = element;
	const address = elementAddress(framework.version, dimension.slug, slug);
	return {
		...item(edition, 'element', address),
		fullStatement: label[language],
		humanCodingScheme: `${dimension.number}.${position}`,
		notes: provenanceSentence(edition, label.provenance[language]),
		extensions: {
			macaron: {
				address: `${origin}${address}`,
				slug,
				description: description[language],
				provenance: provenanceByText(edition, { label, description }),
			},
		},
	};
}

/**
 * Makes the CASE items of a version of the framework in one language: every dimension, each followed by its
 * elements.
 */
export const itemsOf = (edition: LanguageEdition): readonly CaseItem[] =>
	edition.framework.dimensions.flatMap((dimension) => [
		dimensionItem(edition, dimension),
		...dimension.elements.map((element, at) => elementItem(edition, dimension, element, at + 1)),
	]);

/**
 * Makes the CASE rubric of a version of the framework in one language: its three levels, with a single
 * criterion, because they mean the same in all twelve dimensions.
 */
export function rubricOf(edition: LanguageEdition): CaseRubric {
	const { framework, language, origin, words } = edition;
	const { version, changedOn, levels } = framework;
	const name = caseResourceName(language, levelAddress(version));
	const rubric = commonCaseFields(edition, 'CFRubrics', name, changedOn);
	const criterion = caseIdentifier(`${name}#criterion`);
	return {
		...rubric,
		title: words.scale[language],
		CFRubricCriteria: [
			{
				...rubric,
				identifier: criterion,
				uri: `${origin}${levelAddress(version)}`,
				description: words.scale[language],
				position: 1,
				rubricId: rubric.identifier,
				CFRubricCriterionLevels: levels.map(({ id, label, sense }, at) => ({
					identifier: caseIdentifier(caseResourceName(language, levelAddress(version, id))),
					uri: `${origin}${levelAddress(version, id)}`,
					lastChangeDateTime: rubric.lastChangeDateTime,
					quality: label[language],
					description: sense[language],
					position: at + 1,
					rubricCriterionId: criterion,
					extensions: [{ macaron: { level: id, provenance: provenanceByText(edition, { label, sense }) } }],
				})),
			},
		],
	};
}

/** The CASE identifier of a version of the framework in one language, both as a document and as a package. */
export const documentIdentifier = (version: FrameworkVersion, language: Locale): string =>
	caseIdentifier(caseResourceName(language, versionAddress(version)));

/**
 * The CASE identifier of a dimension in one language; badges give it as the code of their alignment
 * (`targetCode`).
 */
export const dimensionIdentifier = (version: FrameworkVersion, slug: string, language: Locale): string =>
	caseIdentifier(caseResourceName(language, dimensionAddress(version, slug)));
