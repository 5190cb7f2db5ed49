import {
	type DigcompCrosswalk,
	digcompAddress,
	dimensionAddress,
	elementAddress,
	type FrameworkVersion,
	type Match,
	type Provenance,
	versionAddress,
	vocabularyAddress,
} from '../../index.ts';
import {
	type LanguageEdition,
	provenanceJson,
	link,
	caseResourceName,
	associationEnd,
	provenanceSentence,
	commonCaseFields,
} from './edition.ts';
import type { AnyLink, CaseAssociation } from './model.ts';

/**
 * What the CASE associations of a version need besides the version itself: the crosswalk to DigComp, and
 * the other versions.
 */
export interface CorrespondingFrameworks {
	readonly digcomp: DigcompCrosswalk;
	/**
	 * Every other version of the framework, with its titles and how each dimension and element corresponds in
	 * it.
	 */
	readonly others: readonly {
		readonly version: FrameworkVersion;
		readonly title: (dimension: string, element?: string) => string;
		readonly dimensions: readonly (Match & { readonly elements: readonly Match[] })[];
	}[];
}

type Grouping = keyof LanguageEdition['words']['groupings'];

/** The name from which the CASE identifier of a group of associations is made, in the edition's language. */
export const groupingName = ({ language }: LanguageEdition, grouping: Grouping): string =>
	caseResourceName(language, vocabularyAddress(`grouping-${grouping}`));

function association(
	edition: LanguageEdition,
	grouping: Grouping,
	associationType: CaseAssociation['associationType'],
	[originNodeURI, destinationNodeURI]: readonly [AnyLink, AnyLink],
	changedOn = edition.framework.changedOn,
): CaseAssociation {
	const ends = `${originNodeURI.identifier} ${associationType} ${destinationNodeURI.identifier}`;
	return {
		...commonCaseFields(edition, 'CFAssociations', ends, changedOn),
		associationType,
		originNodeURI,
		destinationNodeURI,
		CFAssociationGroupingURI: link(
			edition,
			'CFAssociationGroupings',
			groupingName(edition, grouping),
			edition.words.groupings[grouping][edition.language],
		),
	};
}

const sure = (edition: LanguageEdition, provenance: Provenance, more: Record<string, string> = {}) => ({
	notes: provenanceSentence(edition, provenance),
	extensions: { macaron: { ...more, provenance: provenanceJson(provenance) } },
});

interface Node {
	readonly address: string;
	readonly title: { readonly fr: string; readonly en: string };
	readonly parent: string;
	readonly position: number;
}

function nodesOf({ framework }: LanguageEdition): readonly Node[] {
	const { version, dimensions } = framework;
	return dimensions.flatMap((one) => [
		{
			address: dimensionAddress(version, one.slug),
			title: one.title,
			parent: versionAddress(version),
			position: one.number,
		},
		...one.elements.map((element, at) => ({
			address: elementAddress(version, one.slug, element.slug),
			title: element.label,
			parent: dimensionAddress(version, one.slug),
			position: at + 1,
		})),
	]);
}

const item = (
	edition: LanguageEdition,
	address: string,
	title: string,
	language = edition.language,
): AnyLink => associationEnd(link(edition, 'CFItems', caseResourceName(language, address), title));

const document = (edition: LanguageEdition, language = edition.language): AnyLink => {
	const { version, title } = edition.framework;
	return associationEnd(
		link(edition, 'CFDocuments', caseResourceName(language, versionAddress(version)), title[language]),
	);
};

/**
 * The associations that place each dimension below its version and each element below its dimension, in order
 * (CASE 1.1, `isChildOf`).
 */
function structure(edition: LanguageEdition): readonly CaseAssociation[] {
	const { language, framework } = edition;
	const nodes = nodesOf(edition);
	const top = versionAddress(framework.version);
	return nodes.map(({ address, title, parent, position }) => {
		const above = nodes.find((one) => one.address === parent);
		const parentNode =
			parent === top ? document(edition) : item(edition, parent, above?.title[language] ?? '');
		const ends = [item(edition, address, title[language]), parentNode] as const;
		return { ...association(edition, 'structure', 'isChildOf', ends), sequenceNumber: position };
	});
}

/**
 * The associations that make each item of the English package a translation of the French one; none for the
 * French package. CASE has no association for two languages of equal rank.
 */
function translations(edition: LanguageEdition): readonly CaseAssociation[] {
	if (edition.language === 'fr') return [];
	return [
		association(edition, 'translation', 'isTranslationOf', [document(edition), document(edition, 'fr')]),
		...nodesOf(edition).map(({ address, title }) =>
			association(edition, 'translation', 'isTranslationOf', [
				item(edition, address, title.en),
				item(edition, address, title.fr, 'fr'),
			]),
		),
	];
}

/**
 * The associations with dimensions and elements that are equal in another version (`exactMatchOf`); those
 * without a counterpart have none.
 */
function versions(edition: LanguageEdition, { others }: CorrespondingFrameworks): readonly CaseAssociation[] {
	const { language, framework } = edition;
	const nodes = nodesOf(edition);
	const equal = (from: string, to: string, title: string, provenance: Provenance) => {
		const here = nodes.find(({ address }) => address === from);
		const ends = [item(edition, from, here?.title[language] ?? ''), item(edition, to, title)] as const;
		return { ...association(edition, 'versions', 'exactMatchOf', ends), ...sure(edition, provenance) };
	};
	return others.flatMap(({ version, title, dimensions }) =>
		dimensions.flatMap(({ from, to, provenance, elements }) => {
			if (from === null || to === null) return [];
			const dimension = equal(
				dimensionAddress(framework.version, from),
				dimensionAddress(version, to),
				title(to),
				provenance,
			);
			return [
				dimension,
				...elements.flatMap((line) =>
					line.from === null || line.to === null
						? []
						: equal(
								elementAddress(framework.version, from, line.from),
								elementAddress(version, to, line.to),
								title(to, line.to),
								line.provenance,
							),
				),
			];
		}),
	);
}

/**
 * The associations of dimensions with areas of DigComp, one per relation of the crosswalk (`isRelatedTo`);
 * the kind of relation is in the extension.
 */
function besideDigcomp(
	edition: LanguageEdition,
	{ digcomp }: CorrespondingFrameworks,
): readonly CaseAssociation[] {
	const { language, framework, origin } = edition;
	if (!digcomp.versions.includes(framework.version)) return [];
	return digcomp.relations.flatMap(({ dimension, edition: of, area, kind, provenance }) => {
		const here = framework.dimensions.find(({ slug }) => slug === dimension);
		const there = digcomp.editions.find(({ id }) => id === of)?.areas.find(({ number }) => number === area);
		if (!here || !there) return [];
		const to: AnyLink = {
			title: `DigComp ${of}, ${area}. ${there.title[language]}`,
			identifier: `digcomp-${of}-${area}`,
			uri: `${origin}${digcompAddress(of, area)}`,
			targetType: 'ext:DigComp',
		};
		const from = item(edition, dimensionAddress(framework.version, dimension), here.title[language]);
		return [
			{
				...association(edition, 'digcomp', 'isRelatedTo', [from, to], digcomp.changedOn),
				...sure(edition, provenance, { kind }),
			},
		];
	});
}

/**
 * Makes every CASE association of a version in one language: its structure, translations, other versions and
 * DigComp.
 */
export const associationsOf = (
	edition: LanguageEdition,
	beside: CorrespondingFrameworks,
): readonly CaseAssociation[] => [
	...structure(edition),
	...translations(edition),
	...versions(edition, beside),
	...besideDigcomp(edition, beside),
];
