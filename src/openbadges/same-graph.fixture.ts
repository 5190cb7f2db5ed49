import { canonicalNQuads } from './json-ld/canonical.ts';
import { asList, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';

/** A rewritten JSON form of a document, which may or may not be the same RDF graph as before. */
export interface Rewritten {
	/** The change that was made, such as « to @included of evidence ». */
	readonly what: string;
	readonly document: JsonObject;
}

type Path = readonly (string | number)[];
interface Found {
	readonly path: Path;
	readonly value: JsonObject;
}

/** Every object of a document with its path, except those in contexts and proofs. */
export function objectsOf(document: JsonObject): readonly Found[] {
	const found: Found[] = [];
	const inside = (value: Json, path: Path): void => {
		if (Array.isArray(value)) value.forEach((item: Json, i) => inside(item, [...path, i]));
		if (!isObject(value)) return;
		found.push({ path, value });
		for (const [key, inner] of Object.entries(value)) {
			if (key !== '@context' && key !== 'proof') inside(inner, [...path, key]);
		}
	};
	inside(document, []);
	return found;
}

/** A copy of a document in which `change` replaces the object at a path. */
export function withObject(
	document: JsonObject,
	path: Path,
	change: (owner: JsonObject) => JsonObject,
): JsonObject {
	const inside = (value: Json, rest: Path): Json => {
		const [key, ...more] = rest;
		if (key === undefined) return change(value as JsonObject);
		if (Array.isArray(value)) return value.map((item: Json, i) => (i === key ? inside(item, more) : item));
		const owner = value as JsonObject;
		return { ...owner, [key]: inside(owner[key] as Json, more) };
	};
	return inside(document, path) as JsonObject;
}

/**
 * The properties that readers use in each object of a badge, by the keys that lead to the object. In the
 * badge itself, readers use every property.
 */
const READ: Readonly<Record<string, readonly string[]>> = {
	issuer: ['name'],
	credentialSubject: ['achievement', 'identifier', 'result'],
	'credentialSubject.achievement': [
		'achievementType',
		'name',
		'description',
		'criteria',
		'alignment',
		'resultDescription',
		'version',
	],
	'credentialSubject.achievement.criteria': ['narrative'],
	'credentialSubject.achievement.resultDescription': [
		'name',
		'resultType',
		'requiredLevel',
		'rubricCriterionLevel',
	],
	'credentialSubject.achievement.resultDescription.rubricCriterionLevel': ['name', 'level'],
	credentialStatus: ['statusPurpose', 'statusListIndex', 'statusListCredential'],
	evidence: ['name', 'narrative', 'genre'],
};

const placeOf = (path: Path) => path.filter((key) => typeof key === 'string').join('.');

/** The properties of an object of a badge that readers use. */
export function claimsRead({ path, value }: Found): readonly string[] {
	const place = placeOf(path);
	const all = Object.keys(value).filter((key) => !['id', 'type', '@context', 'proof'].includes(key));
	return place === '' ? all : all.filter((key) => READ[place]?.includes(key));
}

const without = (owner: JsonObject, key: string): JsonObject =>
	Object.fromEntries(Object.entries(owner).filter(([name]) => name !== key));

const types = (...owners: readonly JsonObject[]): readonly Json[] => [
	...new Set(owners.flatMap((owner) => asList(owner['type']))),
];

/**
 * A copy of `carrier` with the property `key` of `owner` added, and the types of `owner`, by which a context
 * defines that property.
 */
function bearing(carrier: JsonObject, owner: JsonObject, key: string): JsonObject {
	const held = carrier[key];
	const value = owner[key] as Json;
	return {
		...carrier,
		type: types(carrier, owner),
		[key]: held === undefined ? value : [...asList(held), ...asList(value)],
	};
}

const added = (owner: JsonObject, key: string, value: Json): JsonObject => ({
	...owner,
	[key]: [...asList(owner[key]), value],
});

/**
 * A way to move or copy a claim from the place where readers look for it to another place of the same graph
 * node.
 */
export type Way = (document: JsonObject, from: Found, key: string, copy: boolean) => readonly Rewritten[];

/**
 * Ways to move a claim of a badge that usually leave its graph unchanged: the caller must compare the graphs.
 */
export const WAYS: Readonly<Record<string, Way>> = {
	'to another object of that id': (document, { path, value }, key, copy) =>
		objectsOf(document)
			.filter((one) => one.value !== value && one.value['id'] === value['id'])
			.map(({ path: to }) => {
				// Change the object that receives the claim first, then the one that loses it: neither path
				// leads through an object that was already replaced.
				const put = (whole: JsonObject) => withObject(whole, to, (carrier) => bearing(carrier, value, key));
				const take = (whole: JsonObject) =>
					copy ? whole : withObject(whole, path, (owner) => without(owner, key));
				return { what: `to ${placeOf(to) || 'the badge'}`, document: take(put(document)) };
			}),
	'beside, in @included': (document, { path, value }, key, copy) => [
		{
			what: 'to @included',
			document: added(
				copy ? document : withObject(document, path, (owner) => without(owner, key)),
				'@included',
				bearing({ id: value['id'] as Json, type: [] }, value, key),
			),
		},
	],
	'inside, in @included': (document, { path, value }, key, copy) =>
		objectsOf(document)
			.filter((one) => one.path.length > 0 && 'type' in one.value && one.value !== value)
			// Objects inside the claim cannot receive it: they are moved with it.
			.filter((one) => [...path, key].some((step, i) => one.path[i] !== step))
			.slice(0, 2)
			.map((one) => ({
				what: `to @included of ${placeOf(one.path)}`,
				document: withObject(
					copy ? document : withObject(document, path, (owner) => without(owner, key)),
					one.path,
					(owner) => added(owner, '@included', bearing({ id: value['id'] as Json, type: [] }, value, key)),
				),
			})),
	'under @nest': (document, { path, value }, key, copy) =>
		copy
			? []
			: [
					{
						what: 'to @nest',
						document: withObject(document, path, (owner) => ({
							...without(owner, key),
							'@nest': { [key]: value[key] as Json },
						})),
					},
				],
	'turned round, in @reverse': (document, { path, value }, key, copy) => {
		const [held, ...others] = asList(value[key]);
		if (copy || others.length > 0 || !isObject(held) || typeof held['id'] !== 'string') return [];
		const back = { ...held, '@reverse': { [key]: { id: value['id'] as Json } } };
		const taken = withObject(document, path, (owner) => without(owner, key));
		return [{ what: 'to @reverse', document: added(taken, '@included', back) }];
	},
};

const canonical = async (
	{ proof: _proof, ...document }: JsonObject,
	contexts?: ReadonlyMap<string, JsonObject>,
): Promise<string | undefined> => {
	try {
		return await canonicalNQuads(document, { contexts });
	} catch {
		return undefined;
	}
};

/**
 * Whether two documents without their proofs are the same RDF graph; false if the first has no canonical
 * form.
 */
export async function sameGraph(
	one: JsonObject,
	other: JsonObject,
	contexts?: ReadonlyMap<string, JsonObject>,
): Promise<boolean> {
	const first = await canonical(one, contexts);
	return first !== undefined && first === (await canonical(other, contexts));
}
