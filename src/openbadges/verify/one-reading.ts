import type { Quad, Term } from 'rdf-canonize';
import { CanonicalFault, datasetOf } from '../canonical.ts';
import { GENERAL_TERMS, localName, termsOf } from '../contexts.ts';
import { asList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';

type Contexts = ReadonlyMap<string, JsonObject> | undefined;

/** What a reader takes from one place of a credential. */
interface Reading {
	/** Of the terms that any object may bear, those that are read here. */
	readonly general: ReadonlySet<string>;
	/** The classes of what stands here: the terms of their own are all read, unless there are none. */
	readonly classes: readonly string[];
}

const reading = (classes: string, general = ''): Reading => ({
	classes: classes.split(' ').filter(Boolean),
	general: new Set(general.split(' ').filter(Boolean)),
});

const ROOT = '';

/**
 * The places that are read, by the keys that lead there. What else a credential holds (pictures, creators, related
 * badges) is only pointed at. Of the root everything is read.
 */
const READ: ReadonlyMap<string, Reading> = new Map([
	[ROOT, reading('VerifiableCredential')],
	['issuer', reading('', 'name')],
	['credentialSubject', reading('AchievementSubject BitstringStatusList StatusList2021', 'narrative')],
	['credentialSubject.achievement', reading('Achievement', 'name description alignment inLanguage')],
	['credentialSubject.achievement.criteria', reading('', 'narrative')],
	['credentialSubject.achievement.alignment', reading('Alignment')],
	['credentialSubject.achievement.resultDescription', reading('ResultDescription', 'name alignment')],
	[
		'credentialSubject.achievement.resultDescription.rubricCriterionLevel',
		reading('RubricCriterionLevel', 'name description alignment'),
	],
	['credentialSubject.result', reading('Result', 'alignment')],
	['credentialSubject.result.alignment', reading('Alignment')],
	['credentialSubject.identifier', reading('IdentityObject')],
	['credentialStatus', reading('BitstringStatusListEntry StatusList2021Entry 1EdTechRevocationList')],
	['evidence', reading('Evidence', 'name description narrative')],
	['refreshService', reading('1EdTechCredentialRefresh')],
]);

/** Of which a reader takes one: of several, the order of which no graph tells, it would be the first. */
const SINGLE = ['issuer', 'credentialSubject', 'credentialSubject.achievement'];

/** One object of the document that has an id. */
interface Described {
	/** Where it stands, as a reader would name it. */
	readonly path: string;
	readonly reading: Reading | undefined;
	readonly root: boolean;
	readonly types: readonly string[];
}

const VALUE_KEYWORDS = new Set(['@value', '@language', '@direction', '@type']);

/** Whether a key is one of JSON-LD's own, which let a claim stand elsewhere than under its name. */
function isDevice(key: string, owner: JsonObject, path: string): boolean {
	if (!key.startsWith('@') || key === '@id' || key === '@type') return false;
	if ('@value' in owner) return !VALUE_KEYWORDS.has(key);
	// Endorsements are credentials of their own, with contexts that are verified with them.
	return !(key === '@context' && (path === ROOT || /(^|\.)endorsement(\[\d+\])?$/.test(path)));
}

const idOf = (value: JsonObject) => value['id'] ?? value['@id'];

/** A copy of a document, each object that has an id changed on the way; `visit` is told where it stands. */
function copied(
	document: JsonObject,
	visit: (owner: JsonObject, path: string, keys: string) => JsonObject,
): JsonObject {
	const inside = (value: Json, path: string, keys: string): Json => {
		if (Array.isArray(value)) return value.map((item: Json, i) => inside(item, `${path}[${i}]`, keys));
		// The id alone, where a description may stand: it could have been taken from here.
		if (typeof value === 'string' && READ.has(keys) && value.includes(':'))
			return visit({ id: value }, path, keys);
		if (!isObject(value)) return value;
		const whole = Object.fromEntries(
			Object.entries(value).map(([key, inner]) => {
				if (key === '@context') return [key, inner];
				const join = (owner: string) => (owner === ROOT ? key : `${owner}.${key}`);
				return [key, inside(inner, join(path), join(keys))];
			}),
		) as JsonObject;
		return typeof idOf(value) === 'string' && !('@value' in value) ? visit(whole, path, keys) : whole;
	};
	return inside(document, ROOT, ROOT) as JsonObject;
}

/** A beginning of names that the document does not use. */
function unused(document: JsonObject): string {
	const text = JSON.stringify(document);
	let prefix = 'urn:place:';
	while (text.includes(prefix)) prefix = `${prefix}x:`;
	return prefix;
}

const typed = (owner: JsonObject, more: string): JsonObject => {
	const key = '@type' in owner ? '@type' : 'type';
	return { ...owner, [key]: [...asList(owner[key]), more] };
};

const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

const termText = (term: Term): string =>
	JSON.stringify([
		term.termType,
		term.value,
		term.termType === 'Literal' ? [term.datatype?.value ?? '', term.language ?? ''] : [],
	]);

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
		const types = asList(owner['type'] ?? owner['@type']).filter((type) => typeof type === 'string');
		all.push({ path, reading: READ.get(keys), root: path === ROOT, types });
		ids.push(String(idOf(owner)));
		return typed(owner, `${prefix}${all.length - 1}`);
	});
	const byNode = new Map<string, number[]>();
	const note = (node: string, at: number) => byNode.set(node, [...(byNode.get(node) ?? []), at]);
	if (contexts === undefined && ids.every((id) => LITERAL_ID.test(id))) ids.forEach(note);
	else {
		// Two ids may be one once the contexts expand them: each object is marked, and found again among the quads.
		for (const { subject, predicate, object } of await quadsOf(marked, contexts)) {
			if (predicate.value === TYPE && object.value.startsWith(prefix))
				note(`${subject.termType} ${subject.value}`, Number(object.value.slice(prefix.length)));
		}
	}
	return { all, groups: [...byNode.values()].filter((group) => group.length > 1) };
}

/** Whether somebody who reads that object would look there for a claim. */
function reads(one: Described, predicate: string, object: Term): boolean {
	const { reading: here } = one;
	if (!here) return false;
	const name = localName(predicate);
	if (predicate === TYPE) {
		const type = localName(object.value);
		return one.root ? /credential$/i.test(type) : here.classes.some((known) => localName(known) === type);
	}
	const own = [...here.classes, ...(one.root ? one.types : [])].some((type) => termsOf(type).has(name));
	// What only other classes define cannot be said of a credential.
	if (one.root) return own || GENERAL_TERMS.has(name) || !termsOf(undefined).has(name);
	return own || here.general.has(name);
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
		const node = target === undefined ? termText(object) : `node ${groupOf.get(target)?.[0]}`;
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

/** The first key by which JSON-LD lets a claim stand elsewhere than under its name. */
function device(value: Json, path: string): string | undefined {
	if (Array.isArray(value)) {
		return value.map((item: Json, i) => device(item, `${path}[${i}]`)).find((one) => one !== undefined);
	}
	if (!isObject(value)) return undefined;
	for (const [key, inner] of Object.entries(value)) {
		const place = path === ROOT ? key : `${path}.${key}`;
		if (isDevice(key, value, path)) return place;
		const found = key === '@context' ? undefined : device(inner, place);
		if (found !== undefined) return found;
	}
	return undefined;
}

function severalOfOne(credential: JsonObject): string | undefined {
	return SINGLE.find((keys) => {
		const found = keys.split('.').reduce<Json | undefined>((owner, key) => {
			const [first] = asList(owner);
			return isObject(first) ? first[key] : undefined;
		}, credential);
		return asList(found).length > 1;
	});
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
	const prefix = unused(document);
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
