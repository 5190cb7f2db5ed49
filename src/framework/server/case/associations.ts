import {
	type Digcomp,
	digcompAddress,
	dimensionAddress,
	elementAddress,
	type FrameworkVersion,
	type Match,
	type Provenance,
	versionAddress,
	vocabularyAddress,
} from '../../index.ts';
import { type Edition, kept, link, nameIn, node, spoken, thing } from './edition.ts';
import type { AnyLink, CaseAssociation } from './model.ts';

/** What the associations rest on beside the version itself. */
export interface Beside {
	readonly digcomp: Digcomp;
	/** Every other version, with what becomes of each dimension and element in it. */
	readonly others: readonly {
		readonly version: FrameworkVersion;
		readonly title: (dimension: string, element?: string) => string;
		readonly dimensions: readonly (Match & { readonly elements: readonly Match[] })[];
	}[];
}

type Grouping = keyof Edition['words']['groupings'];

/** The name of a group of associations. */
export const groupingName = ({ language }: Edition, grouping: Grouping): string =>
	nameIn(language, vocabularyAddress(`grouping-${grouping}`));

function association(
	edition: Edition,
	grouping: Grouping,
	associationType: CaseAssociation['associationType'],
	[originNodeURI, destinationNodeURI]: readonly [AnyLink, AnyLink],
	changedOn = edition.framework.changedOn,
): CaseAssociation {
	const ends = `${originNodeURI.identifier} ${associationType} ${destinationNodeURI.identifier}`;
	return {
		...thing(edition, 'CFAssociations', ends, changedOn),
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

const sure = (edition: Edition, provenance: Provenance, more: Record<string, string> = {}) => ({
	notes: spoken(edition, provenance),
	extensions: { macaron: { ...more, provenance: kept(provenance) } },
});

interface Node {
	readonly address: string;
	readonly title: { readonly fr: string; readonly en: string };
	readonly parent: string;
	readonly position: number;
}

function nodesOf({ framework }: Edition): readonly Node[] {
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

const item = (edition: Edition, address: string, title: string, language = edition.language): AnyLink =>
	node(link(edition, 'CFItems', nameIn(language, address), title));

const document = (edition: Edition, language = edition.language): AnyLink => {
	const { version, title } = edition.framework;
	return node(link(edition, 'CFDocuments', nameIn(language, versionAddress(version)), title[language]));
};

/** Each thing is the child of the one above it, in order (CASE 1.1, `isChildOf`). */
function structure(edition: Edition): readonly CaseAssociation[] {
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

/** The English package says what its things are the English of; CASE has no word for two equal languages. */
function translations(edition: Edition): readonly CaseAssociation[] {
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

/** What is the same in another version; what has no counterpart there has no association. */
function versions(edition: Edition, { others }: Beside): readonly CaseAssociation[] {
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

/** Our reading beside DigComp, each line with how the dimension stands to the area. */
function besideDigcomp(edition: Edition, { digcomp }: Beside): readonly CaseAssociation[] {
	const { language, framework, origin } = edition;
	if (!digcomp.versions.includes(framework.version)) return [];
	return digcomp.readings.flatMap(({ dimension, edition: of, area, kind, provenance }) => {
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

/** Every association of an edition. */
export const associationsOf = (edition: Edition, beside: Beside): readonly CaseAssociation[] => [
	...structure(edition),
	...translations(edition),
	...versions(edition, beside),
	...besideDigcomp(edition, beside),
];
