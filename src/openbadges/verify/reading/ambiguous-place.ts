import type { Quad, Term } from 'rdf-canonize';
import { CanonicalFault, datasetOf } from '../../json-ld/canonical.ts';
import { asList } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { copyWithVisitedObjects, jsonLdIdOf } from './copy-with-visited-objects.ts';
import { pathOfKeyword, pathWithSeveralValues } from './keywords.ts';
import { READ_TERMS_BY_PATH, isClaimRead, ROOT } from './what-is-read.ts';
import type { IdentifiedObject } from './what-is-read.ts';

type Contexts = ReadonlyMap<string, JsonObject> | undefined;

/**
 * A prefix for ids that occurs neither in the document nor in the additional contexts, to mark the objects of
 * a document.
 */
function unused(document: JsonObject, contexts: Contexts): string {
	const text = JSON.stringify([document, ...(contexts?.values() ?? [])]);
	let scheme = 'x-place';
	while (text.includes(scheme)) scheme = `x${scheme}`;
	return `${scheme}:`;
}

/** A copy of an object with one more type in `type`; JSON-LD merges the values of `type` and `@type`. */
const typed = (owner: JsonObject, more: string): JsonObject => ({
	...owner,
	type: [...asList(owner['type']), more],
});

const termText = ({ termType, value, datatype, language }: Term): string =>
	JSON.stringify([termType, value, datatype?.value, language]);

/**
 * The quads of a document's default graph: those of embedded proofs, in graphs of their own, are left out.
 */
async function quadsOf(document: JsonObject, contexts: Contexts): Promise<readonly Quad[]> {
	const all = (await datasetOf(document, { contexts })) as unknown as readonly Quad[];
	return all.filter(({ graph }) => graph.termType === 'DefaultGraph');
}

/**
 * Matches ids that the bundled contexts leave unchanged, since none of them defines a term with such a name.
 */
const LITERAL_ID = /^(https?:|urn:|did:|_:)/;

/**
 * All objects of a document that have an id (`all`), and for each graph node described by more than one
 * object, the indexes of these objects (`groups`).
 */
async function sharedNodes(
	document: JsonObject,
	contexts: Contexts,
	prefix: string,
): Promise<{ readonly all: readonly IdentifiedObject[]; readonly groups: readonly (readonly number[])[] }> {
	const all: IdentifiedObject[] = [];
	const ids: string[] = [];
	const marked = copyWithVisitedObjects(document, (owner, path, keys) => {
		const types = [owner['type'], owner['@type']].flatMap(asList).filter((type) => typeof type === 'string');
		all.push({ path, reading: READ_TERMS_BY_PATH.get(keys), root: path === ROOT, types });
		ids.push(String(jsonLdIdOf(owner)));
		return typed(owner, `${prefix}${all.length - 1}`);
	});
	const byNode = new Map<string, number[]>();
	const note = (node: string, at: number) => byNode.set(node, [...(byNode.get(node) ?? []), at]);
	if (contexts === undefined && ids.every((id) => LITERAL_ID.test(id))) ids.forEach(note);
	else {
		// Contexts may expand two different ids to the same one: mark each object, then find its node in the
		// quads.
		for (const { subject, object } of await quadsOf(marked, contexts)) {
			if (object.value.startsWith(prefix))
				note(`${subject.termType} ${subject.value}`, Number(object.value.slice(prefix.length)));
		}
	}
	return { all, groups: [...byNode.values()].filter((group) => group.length > 1) };
}

/**
 * The path of an object with a claim that readers look for in another object of the same graph node;
 * undefined if there is none.
 */
async function strayClaim(
	document: JsonObject,
	contexts: Contexts,
	{ all, groups, prefix }: Awaited<ReturnType<typeof sharedNodes>> & { readonly prefix: string },
): Promise<string | undefined> {
	const groupOf = new Map(groups.flatMap((group) => group.map((at) => [at, group] as const)));
	let count = 0;
	// Give each object its own id, so that the quads show which object has which claim.
	const apart = copyWithVisitedObjects(document, (owner) => {
		const at = count++;
		const key = '@id' in owner ? '@id' : 'id';
		return groupOf.has(at) ? { ...owner, [key]: `${prefix}${at}` } : owner;
	});
	const placeOf = ({ value }: Term) =>
		value.startsWith(prefix) ? Number(value.slice(prefix.length)) : undefined;
	const claims = new Map<number, { predicate: string; object: Term; text: string }[]>();
	for (const { subject, predicate, object } of await quadsOf(apart, contexts)) {
		const at = placeOf(subject);
		if (at === undefined) continue;
		const target = placeOf(object);
		const node = target === undefined ? termText(object) : `node ${String(groupOf.get(target))}`;
		const claim = { predicate: predicate.value, object, text: `${predicate.value} ${node}` };
		claims.set(at, [...(claims.get(at) ?? []), claim]);
	}
	for (const [at, group] of groupOf) {
		const place = all[at] as IdentifiedObject;
		const told = new Set((claims.get(at) ?? []).map(({ text }) => text));
		for (const other of group) {
			if (other === at) continue;
			const stray = (claims.get(other) ?? []).some(
				({ predicate, object, text }) =>
					(place.root || !told.has(text)) && isClaimRead(place, predicate, object),
			);
			if (stray) return all[other]?.path || place.path;
		}
	}
	return undefined;
}

const known = new WeakMap<JsonObject, { readonly place: string | undefined }>();

/**
 * The path at which the JSON of a credential, without its proof, can be read differently than the signed
 * graph: a claim is in an object where readers do not look for it although the graph gives it to the same
 * node, or is under a JSON-LD keyword. `undefined` if readers see exactly what was signed.
 */
export async function ambiguousPlace(document: JsonObject, contexts: Contexts): Promise<string | undefined> {
	const before = contexts === undefined ? known.get(document) : undefined;
	if (before) return before.place;
	const { proof: _proof, ...unsecured } = document;
	const place = await lookedAt(unsecured, contexts);
	if (contexts === undefined) known.set(document, { place });
	return place;
}

async function lookedAt(document: JsonObject, contexts: Contexts): Promise<string | undefined> {
	const plain = pathOfKeyword(document, ROOT) ?? pathWithSeveralValues(document);
	if (plain !== undefined) return plain;
	const prefix = unused(document, contexts);
	try {
		const shared = await sharedNodes(document, contexts, prefix);
		if (shared.groups.length === 0) return undefined;
		return await strayClaim(document, contexts, { ...shared, prefix });
	} catch (fault) {
		// A document that JSON-LD cannot expand has no unique meaning.
		if (fault instanceof CanonicalFault) return '@context';
		throw fault;
	}
}
