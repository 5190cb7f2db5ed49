import { vocabularyAddress } from '../../index.ts';

const words = (id: string) => ({ '@id': id, '@container': '@language' });
const thing = (id: string) => ({ '@id': id, '@type': '@id' });

/**
 * The `@context` of every JSON-LD document of the framework, written out in full, so that readers need not
 * fetch one.
 */
export const contextOf = (origin: string) => ({
	'@version': 1.1,
	skos: 'http://www.w3.org/2004/02/skos/core#',
	dct: 'http://purl.org/dc/terms/',
	rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
	xsd: 'http://www.w3.org/2001/XMLSchema#',
	own: `${origin}${vocabularyAddress()}#`,
	id: '@id',
	type: '@type',
	prefLabel: words('skos:prefLabel'),
	altLabel: words('skos:altLabel'),
	definition: words('skos:definition'),
	example: words('skos:example'),
	scopeNote: words('skos:scopeNote'),
	editorialNote: words('skos:editorialNote'),
	note: words('skos:note'),
	notation: 'skos:notation',
	inScheme: thing('skos:inScheme'),
	topConceptOf: thing('skos:topConceptOf'),
	hasTopConcept: thing('skos:hasTopConcept'),
	broader: thing('skos:broader'),
	narrower: thing('skos:narrower'),
	exactMatch: thing('skos:exactMatch'),
	closeMatch: thing('skos:closeMatch'),
	broadMatch: thing('skos:broadMatch'),
	relatedMatch: thing('skos:relatedMatch'),
	creator: words('dct:creator'),
	publisher: words('dct:publisher'),
	rights: words('dct:rights'),
	title: words('dct:title'),
	license: thing('dct:license'),
	issued: { '@id': 'dct:issued', '@type': 'xsd:gYear' },
	modified: { '@id': 'dct:modified', '@type': 'xsd:date' },
	references: thing('dct:references'),
	source: thing('dct:source'),
	language: 'dct:language',
	seeAlso: thing('rdfs:seeAlso'),
	provenance: thing('own:provenance'),
	text: { '@id': 'own:text', '@type': '@vocab' },
	word: thing('own:word'),
	central: 'own:central',
	provisional: 'own:provisional',
	scale: thing('own:scale'),
	correspondence: thing('own:correspondence'),
	with: thing('own:with'),
	within: thing('own:within'),
	kind: thing('own:kind'),
});
