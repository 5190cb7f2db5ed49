import { isDeepStrictEqual } from 'node:util';
import { asList, isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Detail } from '../../report.ts';

/** A badge has three contexts at most; more only cost time. */
export const MOST_CONTEXTS = 8;
export const MOST_TYPES = 12;

/** Goes through every object of a badge, its contexts, proofs and endorsements left out: they have their own steps. */
function walk(credential: JsonObject, visit: (value: JsonObject, path: string) => void): void {
	function inside(value: Json, path: string): void {
		if (Array.isArray(value)) value.forEach((item: Json, i) => inside(item, `${path}[${i}]`));
		if (!isObject(value)) return;
		visit(value, path);
		for (const [key, inner] of Object.entries(value)) inside(inner, path === '' ? key : `${path}.${key}`);
	}
	const { '@context': _contexts, proof: _proof, endorsement: _endorsement, ...rest } = credential;
	inside(rest, '');
}

/** Lists of contexts or types so long that they only cost time: refused before any is spent. */
export function lengthFaults(credential: JsonObject): Detail[] {
	const faults: Detail[] = [];
	if (asList(credential['@context']).length > MOST_CONTEXTS)
		faults.push({ path: '@context', problem: 'too-many' });
	walk(credential, (value, path) => {
		if (asList(value['type']).length > MOST_TYPES)
			faults.push({ path: path === '' ? 'type' : `${path}.type`, problem: 'too-many' });
	});
	return faults;
}

/**
 * Where two objects of one id tell the same thing differently. They are one node of the graph: their words could trade
 * places under the same signature, which then guarantees neither.
 */
export function contradictions(credential: JsonObject): Detail[] {
	const found: Detail[] = [];
	const described = new Map<string, JsonObject>();
	walk(credential, (value, path) => {
		const { id } = value;
		if (typeof id !== 'string') return;
		const before = described.get(id) ?? {};
		const differs = ([key, told]: [string, Json]) =>
			key !== 'type' && key in before && !isDeepStrictEqual(before[key], told);
		if (Object.entries(value).some(differs)) found.push({ path, problem: 'shared-id' });
		described.set(id, { ...before, ...value });
	});
	return found;
}
