import {
	type DigcompCrosswalk,
	digcompAddress,
	type Framework,
	levelAddress,
	CERTAINTY_WORDS,
	type Source,
	versionAddress,
	vocabularyAddress,
} from '../../index.ts';
import { dimensionNode, levelNode, type VersionContext } from './concepts.ts';
import {
	jsonLdDocument,
	type Node,
	languageMap,
	provenanceNodes,
	publicationFields,
	type OpenDataContext,
} from './node.ts';

const sourceNodes = (sources: readonly Source[]): readonly Node[] =>
	sources.map(({ title, address }) => ({
		id: address,
		type: 'dct:BibliographicResource',
		title: languageMap(title),
	}));

function scaleNode(telling: OpenDataContext, framework: Framework): Node {
	return {
		id: `${telling.origin}${levelAddress(framework.version)}`,
		type: 'skos:ConceptScheme',
		prefLabel: languageMap(telling.words.scale),
		hasTopConcept: framework.levels.map((level) => levelNode(telling, framework, level)),
	};
}

/** Makes the JSON-LD document of the three levels of a version of the framework. */
export const scaleDocument = (telling: OpenDataContext, framework: Framework): Node =>
	jsonLdDocument(telling, {
		...scaleNode(telling, framework),
		...publicationFields(telling, framework.changedOn),
	});

/**
 * Makes the JSON-LD document of a version of the framework: all its dimensions, elements, levels and sources.
 */
export function versionDocument(version: VersionContext): Node {
	const { origin, framework } = version;
	const id = `${origin}${versionAddress(framework.version)}`;
	const { title: prefLabel, definition, summary: scopeNote, creator } = framework;
	return jsonLdDocument(version, {
		id,
		type: 'skos:ConceptScheme',
		prefLabel: languageMap(prefLabel),
		definition: languageMap(definition),
		scopeNote: languageMap(scopeNote),
		creator: languageMap(creator),
		issued: String(framework.year),
		provisional: framework.provisional,
		...publicationFields(version, framework.changedOn),
		references: framework.sources
			.filter((one) => framework.references.includes(one.id))
			.map((one) => one.address),
		scale: scaleNode(version, framework),
		hasTopConcept: framework.dimensions.map((one) => dimensionNode(version, one)),
		provenance: provenanceNodes(version, framework, id, { prefLabel, definition, scopeNote, creator }),
		'@included': sourceNodes(framework.sources),
	});
}

/**
 * Makes the JSON-LD document of DigComp: the number and title of each area, to which the project's crosswalk
 * points.
 */
export function digcompDocument(telling: OpenDataContext, digcomp: DigcompCrosswalk): Node {
	const { origin } = telling;
	const editions = digcomp.editions.map((edition): Node => {
		const scheme = `${origin}${digcompAddress(edition.id)}`;
		return {
			id: scheme,
			type: 'skos:ConceptScheme',
			prefLabel: languageMap(edition.title),
			issued: String(edition.year),
			source: [edition.address],
			hasTopConcept: edition.areas.map(({ number, title: prefLabel }) => {
				const id = `${origin}${digcompAddress(edition.id, number)}`;
				return {
					id,
					type: 'skos:Concept',
					notation: String(number),
					prefLabel: languageMap(prefLabel),
					inScheme: scheme,
					topConceptOf: scheme,
					provenance: provenanceNodes(telling, digcomp, id, { prefLabel }),
				};
			}),
		};
	});
	return jsonLdDocument(telling, {
		id: `${origin}${digcompAddress()}`,
		...publicationFields(telling, digcomp.changedOn),
		'@included': [...editions, ...sourceNodes(digcomp.sources)],
	});
}

/** Makes the JSON-LD document of the service's own terms, with the meaning of each. */
export function vocabularyDocument(telling: OpenDataContext): Node {
	const { origin, words } = telling;
	const id = `${origin}${vocabularyAddress()}`;
	const all = [...CERTAINTY_WORDS.map((word) => words.provenance[word]), ...words.terms, ...words.kinds];
	return jsonLdDocument(telling, {
		id,
		type: 'skos:ConceptScheme',
		...publicationFields(telling, words.changedOn),
		hasTopConcept: all.map((word) => ({
			id: `${origin}${vocabularyAddress(word.id)}`,
			type: 'skos:Concept',
			prefLabel: languageMap(word.label),
			definition: languageMap(word.sense),
			inScheme: id,
			topConceptOf: id,
		})),
	});
}
