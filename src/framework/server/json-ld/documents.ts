import {
	type Digcomp,
	digcompAddress,
	type Framework,
	levelAddress,
	PROVENANCE_WORDS,
	type Source,
	versionAddress,
	vocabularyAddress,
} from '../../index.ts';
import { dimensionNode, levelNode, type Version } from './concepts.ts';
import { documentOf, type Node, plain, provenances, publication, type OpenDataContext } from './node.ts';

const sourceNodes = (sources: readonly Source[]): readonly Node[] =>
	sources.map(({ title, address }) => ({
		id: address,
		type: 'dct:BibliographicResource',
		title: plain(title),
	}));

function scaleNode(telling: OpenDataContext, framework: Framework): Node {
	return {
		id: `${telling.origin}${levelAddress(framework.version)}`,
		type: 'skos:ConceptScheme',
		prefLabel: plain(telling.words.scale),
		hasTopConcept: framework.levels.map((level) => levelNode(telling, framework, level)),
	};
}

/** Makes the JSON-LD document of the three levels of a version of the framework. */
export const scaleDocument = (telling: OpenDataContext, framework: Framework): Node =>
	documentOf(telling, { ...scaleNode(telling, framework), ...publication(telling, framework.changedOn) });

/**
 * Makes the JSON-LD document of a version of the framework: all its dimensions, elements, levels and sources.
 */
export function versionDocument(version: Version): Node {
	const { origin, framework } = version;
	const id = `${origin}${versionAddress(framework.version)}`;
	const { title: prefLabel, definition, summary: scopeNote, creator } = framework;
	return documentOf(version, {
		id,
		type: 'skos:ConceptScheme',
		prefLabel: plain(prefLabel),
		definition: plain(definition),
		scopeNote: plain(scopeNote),
		creator: plain(creator),
		issued: String(framework.year),
		provisional: framework.provisional,
		...publication(version, framework.changedOn),
		references: framework.sources
			.filter((one) => framework.references.includes(one.id))
			.map((one) => one.address),
		scale: scaleNode(version, framework),
		hasTopConcept: framework.dimensions.map((one) => dimensionNode(version, one)),
		provenance: provenances(version, framework, id, { prefLabel, definition, scopeNote, creator }),
		'@included': sourceNodes(framework.sources),
	});
}

/**
 * Makes the JSON-LD document of DigComp: the number and title of each area, to which the project's comparison
 * points.
 */
export function digcompDocument(telling: OpenDataContext, digcomp: Digcomp): Node {
	const { origin } = telling;
	const editions = digcomp.editions.map((edition): Node => {
		const scheme = `${origin}${digcompAddress(edition.id)}`;
		return {
			id: scheme,
			type: 'skos:ConceptScheme',
			prefLabel: plain(edition.title),
			issued: String(edition.year),
			source: [edition.address],
			hasTopConcept: edition.areas.map(({ number, title: prefLabel }) => {
				const id = `${origin}${digcompAddress(edition.id, number)}`;
				return {
					id,
					type: 'skos:Concept',
					notation: String(number),
					prefLabel: plain(prefLabel),
					inScheme: scheme,
					topConceptOf: scheme,
					provenance: provenances(telling, digcomp, id, { prefLabel }),
				};
			}),
		};
	});
	return documentOf(telling, {
		id: `${origin}${digcompAddress()}`,
		...publication(telling, digcomp.changedOn),
		'@included': [...editions, ...sourceNodes(digcomp.sources)],
	});
}

/** Makes the JSON-LD document of the service's own terms, with the meaning of each. */
export function vocabularyDocument(telling: OpenDataContext): Node {
	const { origin, words } = telling;
	const id = `${origin}${vocabularyAddress()}`;
	const all = [...PROVENANCE_WORDS.map((word) => words.provenance[word]), ...words.terms, ...words.kinds];
	return documentOf(telling, {
		id,
		type: 'skos:ConceptScheme',
		...publication(telling, words.changedOn),
		hasTopConcept: all.map((word) => ({
			id: `${origin}${vocabularyAddress(word.id)}`,
			type: 'skos:Concept',
			prefLabel: plain(word.label),
			definition: plain(word.sense),
			inScheme: id,
			topConceptOf: id,
		})),
	});
}
