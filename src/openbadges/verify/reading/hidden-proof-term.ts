import type { Quad } from 'rdf-canonize';
import { localName } from '../../contexts.ts';
import { CanonicalFault, datasetOf } from '../../json-ld/canonical.ts';
import { asList, asText, isObject } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { TYPE } from './what-is-read.ts';

/**
 * The properties of a proof (Data Integrity v1.0, Proofs), by the short names that the bundled contexts give
 * them. Readers look for each under that name only; `id` and `nonce` are not read.
 */
export const PROOF_TERMS: ReadonlySet<string> = new Set([
	'id',
	'type',
	'cryptosuite',
	'created',
	'expires',
	'verificationMethod',
	'proofPurpose',
	'domain',
	'challenge',
	'nonce',
	'previousProof',
]);

/** Local names of the predicates under which the graph has the properties that are read. */
const READ_PREDICATES: ReadonlySet<string> = new Set([
	...[...PROOF_TERMS].filter((term) => term !== 'id' && term !== 'nonce'),
	// The short name `expires` stands for security#expiration.
	'expiration',
]);

/** A type that marks the proof among the nodes of its graph, and that no document contains. */
function markerFor(statement: JsonObject): string {
	const text = JSON.stringify(statement);
	let marker = 'x-proof:0';
	while (text.includes(marker)) marker = `x${marker}`;
	return marker;
}

/** What the graph of a proof's options says of the proof itself under the predicates that are read. */
async function claimsOf(
	options: JsonObject,
	marker: string,
	contexts: ReadonlyMap<string, JsonObject> | undefined,
): Promise<ReadonlySet<string>> {
	const marked = { ...options, type: [...asList(options['type']), marker] };
	const quads = (await datasetOf(marked, { contexts })) as unknown as readonly Quad[];
	const proof = quads.find(({ object }) => object.value === marker)?.subject.value;
	return new Set(
		quads
			.filter(
				({ subject, predicate, object }) =>
					subject.value === proof &&
					object.value !== marker &&
					(predicate.value === TYPE || READ_PREDICATES.has(localName(predicate.value))),
			)
			.map(({ predicate, object: { termType, value, datatype } }) =>
				JSON.stringify([predicate.value, termType, value, datatype?.value]),
			),
	);
}

/**
 * Whether the options of a proof state a property that is read (its end, its date, its purpose…) under
 * another name than the short one. The term's IRI, a prefix or an alias gives the same signed graph, but
 * readers of the JSON would miss the property.
 */
export async function hidesProofTerm(
	statement: JsonObject,
	contexts: ReadonlyMap<string, JsonObject> | undefined,
): Promise<boolean> {
	const marker = markerFor(statement);
	const short = Object.entries(statement)
		.filter(([key]) => key === '@context' || PROOF_TERMS.has(key))
		// A key that is written whole in its proof is read by its id alone.
		.map(([key, value]) => [key, isObject(value) ? (asText(value['id']) ?? null) : value] as const);
	try {
		const read = await claimsOf(Object.fromEntries(short), marker, contexts);
		const signed = await claimsOf(statement, marker, contexts);
		return [...signed].some((claim) => !read.has(claim));
	} catch (fault) {
		// Options that JSON-LD cannot expand have no unique meaning.
		if (fault instanceof CanonicalFault) return true;
		throw fault;
	}
}
