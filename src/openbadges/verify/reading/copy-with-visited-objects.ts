import { isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import { READ_TERMS_BY_PATH, ROOT } from './what-is-read.ts';

/** The id of an object, from `id` or `@id`. */
export const jsonLdIdOf = (value: JsonObject) => value['id'] ?? value['@id'];

/**
 * A copy of a document in which `visit` replaces each object that has an id. `visit` gets the object, its
 * path, and the keys that lead there.
 */
export function copyWithVisitedObjects(
	document: JsonObject,
	visit: (owner: JsonObject, path: string, keys: string) => JsonObject,
): JsonObject {
	const inside = (value: Json, path: string, keys: string): Json => {
		if (Array.isArray(value)) return value.map((item: Json, i) => inside(item, `${path}[${i}]`, keys));
		// Visit also an id alone where a whole object may be: the object's description may have been moved
		// elsewhere.
		if (typeof value === 'string' && READ_TERMS_BY_PATH.has(keys) && value.includes(':'))
			return visit({ id: value }, path, keys);
		if (!isObject(value)) return value;
		const whole = Object.fromEntries(
			Object.entries(value).map(([key, inner]) => {
				if (key === '@context') return [key, inner];
				const join = (owner: string) => (owner === ROOT ? key : `${owner}.${key}`);
				return [key, inside(inner, join(path), join(keys))];
			}),
		) as JsonObject;
		return typeof jsonLdIdOf(value) === 'string' && !('@value' in value) ? visit(whole, path, keys) : whole;
	};
	return inside(document, ROOT, ROOT) as JsonObject;
}
