import {
	type Correspondence,
	type DigcompCrosswalk,
	digcompAddress,
	type Dimension,
	dimensionAddress,
	type Element,
	elementAddress,
	type Framework,
	levelAddress,
	type LevelText,
	type Match,
	type DigcompRelationKind,
	type Source,
	versionAddress,
	vocabularyAddress,
} from '../../index.ts';
import { caseAddress, caseResourceName } from '../case/edition.ts';
import { caseIdentifier } from '../case/identifier.ts';
import { type Node, languageMap, provenanceNodes, provenanceFields, type OpenDataContext } from './node.ts';

/** A version of the framework to be written in JSON-LD, with everything that its documents need. */
export interface VersionContext extends OpenDataContext {
	readonly framework: Framework;
	/** How the version corresponds in every other version. */
	readonly elsewhere: readonly Correspondence[];
	readonly digcomp: DigcompCrosswalk;
	/** The sources of all versions, since a correspondence may rest on those of the other version. */
	readonly sources: readonly Source[];
}

/** The addresses, one per language, of the CASE item for the page at this path. */
const inCase = ({ origin }: OpenDataContext, address: string): readonly string[] =>
	(['fr', 'en'] as const).map(
		(language) => `${origin}${caseAddress('CFItems', caseIdentifier(caseResourceName(language, address)))}`,
	);

interface Line {
	readonly match: Match | undefined;
	readonly to: string | null;
	readonly other: Correspondence['to'];
}

/**
 * How a dimension or element (`id`) corresponds in the other versions: its equal there, or no counterpart.
 */
function matches(version: VersionContext, id: string, lines: readonly Line[]): Node {
	const { origin, sources } = version;
	const told = lines.flatMap(({ match, to, other }) => (match ? [{ match, to, other }] : []));
	const same = told.flatMap(({ to }) => (to === null ? [] : [`${origin}${to}`]));
	return {
		...(same.length > 0 && { exactMatch: same }),
		correspondence: told.map(({ match, to, other }) => ({
			id: `${id}#in-${other}`,
			type: 'own:Correspondence',
			within: `${origin}${versionAddress(other)}`,
			...(to !== null && { with: `${origin}${to}` }),
			kind: `${origin}${vocabularyAddress(match.kind)}`,
			...provenanceFields(version, sources, match.provenance),
		})),
	};
}

const MATCHES: Record<DigcompRelationKind, string> = {
	close: 'closeMatch',
	broad: 'broadMatch',
	related: 'relatedMatch',
};

/**
 * How a dimension relates to the areas of DigComp: SKOS links to the areas, and for each a node with its
 * provenance.
 */
function digcompMatches({ digcomp, origin, words, framework }: VersionContext, id: string, slug: string) {
	const own = digcomp.versions.includes(framework.version)
		? digcomp.relations.filter((one) => one.dimension === slug)
		: [];
	const links = Object.entries(MATCHES).flatMap(([kind, property]) => {
		const to = own.filter((one) => one.kind === kind);
		return to.length > 0
			? [[property, to.map(({ edition, area }) => `${origin}${digcompAddress(edition, area)}`)] as const]
			: [];
	});
	const lines = own.map(({ edition, area, kind, provenance }) => ({
		id: `${id}#in-digcomp-${edition}-${area}`,
		type: 'own:Correspondence',
		within: `${origin}${digcompAddress(edition)}`,
		with: `${origin}${digcompAddress(edition, area)}`,
		kind: `${origin}${vocabularyAddress(kind)}`,
		...provenanceFields({ origin, words }, digcomp.sources, provenance),
	}));
	return { links: Object.fromEntries(links), lines };
}

/** Makes the complete JSON-LD node (a SKOS concept) of an element of the framework. */
export function elementNode(version: VersionContext, dimension: Dimension, element: Element): Node {
	const { origin, framework, elsewhere } = version;
	const address = elementAddress(framework.version, dimension.slug, element.slug);
	const id = `${origin}${address}`;
	const scheme = `${origin}${versionAddress(framework.version)}`;
	const { label: prefLabel, description: example } = element;
	const lines = elsewhere.map(({ to, dimensions }) => {
		const around = dimensions.find((one) => one.from === dimension.slug);
		const match = around?.elements.find((one) => one.from === element.slug);
		const there = around?.to && match?.to ? elementAddress(to, around.to, match.to) : null;
		return { match, to: there, other: to };
	});
	return {
		id,
		type: 'skos:Concept',
		notation: `${dimension.number}.${dimension.elements.indexOf(element) + 1}`,
		prefLabel: languageMap(prefLabel),
		example: languageMap(example),
		inScheme: scheme,
		broader: `${origin}${dimensionAddress(framework.version, dimension.slug)}`,
		...matches(version, id, lines),
		seeAlso: inCase(version, address),
		provenance: provenanceNodes(version, framework, id, { prefLabel, example }),
	};
}

/**
 * Makes the complete JSON-LD node (a SKOS concept) of a dimension of the framework, with its elements inside.
 */
export function dimensionNode(version: VersionContext, dimension: Dimension): Node {
	const { origin, framework, elsewhere } = version;
	const address = dimensionAddress(framework.version, dimension.slug);
	const id = `${origin}${address}`;
	const scheme = `${origin}${versionAddress(framework.version)}`;
	const { title: prefLabel, short: altLabel, summary: definition, gap } = dimension;
	const lines = elsewhere.map(({ to, dimensions }) => {
		const match = dimensions.find((one) => one.from === dimension.slug);
		return { match, to: match?.to ? dimensionAddress(to, match.to) : null, other: to };
	});
	const { correspondence, ...same } = matches(version, id, lines);
	const beside = digcompMatches(version, id, dimension.slug);
	return {
		id,
		type: 'skos:Concept',
		notation: String(dimension.number),
		prefLabel: languageMap(prefLabel),
		altLabel: languageMap(altLabel),
		definition: languageMap(definition),
		...(gap && { editorialNote: languageMap(gap) }),
		central: dimension.central,
		inScheme: scheme,
		topConceptOf: scheme,
		narrower: dimension.elements.map((element) => elementNode(version, dimension, element)),
		...same,
		...beside.links,
		correspondence: [...(correspondence as readonly Node[]), ...beside.lines],
		seeAlso: inCase(version, address),
		provenance: provenanceNodes(version, framework, id, { prefLabel, altLabel, definition }),
	};
}

/** Makes the complete JSON-LD node (a SKOS concept) of a level; its notation is its rank, from 1. */
export function levelNode(telling: OpenDataContext, framework: Framework, level: LevelText): Node {
	const { label: prefLabel, sense: definition } = level;
	const id = `${telling.origin}${levelAddress(framework.version, level.id)}`;
	const scheme = `${telling.origin}${levelAddress(framework.version)}`;
	return {
		id,
		type: 'skos:Concept',
		notation: String(framework.levels.indexOf(level) + 1),
		prefLabel: languageMap(prefLabel),
		definition: languageMap(definition),
		inScheme: scheme,
		topConceptOf: scheme,
		provenance: provenanceNodes(telling, framework, id, { prefLabel, definition }),
	};
}
