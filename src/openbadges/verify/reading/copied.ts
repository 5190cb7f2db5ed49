import { isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import { READ, ROOT } from './what-is-read.ts';

/** The id of an object, under either of its names. */
export const idOf = (value: JsonObject) => value['id'] ?? value['@id'];

/** A copy of a document, each object that has an id changed on the way; `visit` is told where it stands. */
export function copied(
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
