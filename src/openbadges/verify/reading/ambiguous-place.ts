import type { Quad, Term } from 'rdf-canonize';
import { CanonicalFault, datasetOf } from '../../json-ld/canonical.ts';
import { asList } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { copied, idOf } from './copied.ts';
import { device, severalOfOne } from './devices.ts';
import { READ, reads, ROOT } from './what-is-read.ts';
import type { Described } from './what-is-read.ts';

type Contexts = ReadonlyMap<string, JsonObject> | undefined;

/** A beginning of names that neither the document nor a context brought for it uses. */
function unused(document: JsonObject, contexts: Contexts): string {
	const text = JSON.stringify([document, ...(contexts?.values() ?? [])]);
	let scheme = 'x-place';
	while (text.includes(scheme)) scheme = `x${scheme}`;
	return `${scheme}:`;
}

/** One more type; JSON-LD takes those of `type` and of `@type` together. */
const typed = (owner: JsonObject, more: string): JsonObject => ({
	...owner,
	type: [...asList(owner['type']), more],
});

const termText = ({ termType, value, datatype, language }: Term): string =>
	JSON.stringify([termType, value, datatype?.value, language]);

/** Quads that do not stand in a graph of their own, as those of a proof inside do. */
async function quadsOf(document: JsonObject, contexts: Contexts): Promise<readonly Quad[]> {
	const all = (await datasetOf(document, { contexts })) as unknown as readonly Quad[];
	return all.filter(({ graph }) => graph.termType === 'DefaultGraph');
}

/** Ids that mean what they say under the bundled contexts, none of which has a term of that name. */
const LITERAL_ID = /^(https?:|urn:|did:|_:)/;

/** The objects of each node that is described in more than one, at their places in `all`. */
async function sharedNodes(
	document: JsonObject,
	contexts: Contexts,
	prefix: string,
): Promise<{ readonly all: readonly Described[]; readonly groups: readonly (readonly number[])[] }> {
	const all: Described[] = [];
	const ids: string[] = [];
	const marked = copied(document, (owner, path, keys) => {
		const types = [owner['type'], owner['@type']].flatMap(asList).filter((type) => typeof type === 'string');
		all.push({ path, reading: READ.get(keys), root: path === ROOT, types });
		ids.push(String(idOf(owner)));
		return typed(owner, `${prefix}${all.length - 1}`);
	});
	const byNode = new Map<string, number[]>();
	const note = (node: string, at: number) => byNode.set(node, [...(byNode.get(node) ?? []), at]);
	if (contexts === undefined && ids.every((id) => LITERAL_ID.test(id))) ids.forEach(note);
	else {
		// Two ids may be one once the contexts expand them: each object is marked, and found again among the quads.
		for (const { subject, object } of await quadsOf(marked, contexts)) {
			if (object.value.startsWith(prefix))
				note(`${subject.termType} ${subject.value}`, Number(object.value.slice(prefix.length)));
		}
	}
	return { all, groups: [...byNode.values()].filter((group) => group.length > 1) };
}

/** Where a claim that is read at one place stands in another object of the same node. */
async function strayClaim(
	document: JsonObject,
	contexts: Contexts,
	{ all, groups, prefix }: Awaited<ReturnType<typeof sharedNodes>> & { readonly prefix: string },
): Promise<string | undefined> {
	const groupOf = new Map(groups.flatMap((group) => group.map((at) => [at, group] as const)));
	let count = 0;
	// Each object under a name of its own, so that the quads tell which of them says what.
	const apart = copied(document, (owner) => {
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
		const place = all[at] as Described;
		const told = new Set((claims.get(at) ?? []).map(({ text }) => text));
		for (const other of group) {
			if (other === at) continue;
			const stray = (claims.get(other) ?? []).some(
				({ predicate, object, text }) => (place.root || !told.has(text)) && reads(place, predicate, object),
			);
			if (stray) return all[other]?.path || place.path;
		}
	}
	return undefined;
}

const known = new WeakMap<JsonObject, { readonly place: string | undefined }>();

/**
 * Where the JSON of a credential signed as a graph could be read otherwise than the graph, its proof apart: a claim that
 * is read in one place stands in another object of the same node (where nobody would look, though it is signed all the
 * same), or under one of JSON-LD's own keys. `undefined` if what is read is what was signed.
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
	const plain = device(document, ROOT) ?? severalOfOne(document);
	if (plain !== undefined) return plain;
	const prefix = unused(document, contexts);
	try {
		const shared = await sharedNodes(document, contexts, prefix);
		if (shared.groups.length === 0) return undefined;
		return await strayClaim(document, contexts, { ...shared, prefix });
	} catch (fault) {
		// What cannot be told apart has no one reading.
		if (fault instanceof CanonicalFault) return '@context';
		throw fault;
	}
}
