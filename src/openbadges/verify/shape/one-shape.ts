import { isDeepStrictEqual } from 'node:util';
import { asList, isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { StructureProblem } from '../../report.ts';

/**
 * Most contexts accepted in a badge (`MOST_CONTEXTS`), and most types in an object (`MOST_TYPES`). A usual
 * badge has at most three contexts: more only take time.
 */
export const MOST_CONTEXTS = 8;
export const MOST_TYPES = 12;

/**
 * Visits every object of a badge, except those in the contexts, proofs and endorsements of the badge itself,
 * which are checked in steps of their own.
 */
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

/**
 * The faults for lists of contexts or types that are too long in a badge: such a badge is not examined
 * further, so that no time is spent on them.
 */
export function tooManyFaults(credential: JsonObject): StructureProblem[] {
	const faults: StructureProblem[] = [];
	if (asList(credential['@context']).length > MOST_CONTEXTS)
		faults.push({ path: '@context', problem: 'too-many' });
	walk(credential, (value, path) => {
		if (asList(value['type']).length > MOST_TYPES)
			faults.push({ path: path === '' ? 'type' : `${path}.type`, problem: 'too-many' });
	});
	return faults;
}

/**
 * Finds the places in a badge where two objects with the same id have different values for the same property
 * (other than `type`). Such objects are one node of the graph, so their values could be exchanged under the
 * same signature, which then proves neither.
 */
export function sharedIdContradictions(credential: JsonObject): StructureProblem[] {
	const found: StructureProblem[] = [];
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
