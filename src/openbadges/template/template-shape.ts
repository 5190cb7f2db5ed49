import { isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';

interface Places {
	readonly [key: string]: true | Places;
}

/** Places that differ from one badge of an achievement to the next; a list stands for each thing in it. */
const VARYING: Places = {
	id: true,
	description: true,
	validFrom: true,
	validUntil: true,
	awardedDate: true,
	credentialSubject: {
		id: true,
		identifier: { identityHash: true, salt: true },
		result: { value: true },
	},
	evidence: { id: true, name: true, narrative: true, description: true, genre: true },
	credentialStatus: { id: true, statusListIndex: true, statusListCredential: true },
};

/** A badge split in two: what it shares with others of its achievement, and what is its own. */
export interface Shape {
	/** All the rest, as text: two badges of one shape have the same structure and the same fixed values. */
	readonly fixed: string;
	/** The texts at the varying places, in the order of the document. */
	readonly values: readonly string[];
}

/** A copy of a badge with the text of each varying place replaced by what `replace` gives for it. */
export function replaceVarying(badge: JsonObject, replace: (text: string, at: number) => string): JsonObject {
	let at = 0;
	const walk = (value: Json, places: true | Places): Json => {
		if (places === true) return typeof value === 'string' ? replace(value, at++) : value;
		if (Array.isArray(value)) return (value as readonly Json[]).map((one) => walk(one, places));
		if (!isObject(value)) return value;
		const copy: Record<string, Json> = {};
		for (const [key, part] of Object.entries(value)) {
			const inside = places[key];
			copy[key] = inside === undefined ? part : walk(part, inside);
		}
		return copy;
	};
	return walk(badge, VARYING) as JsonObject;
}

/** The shape of a badge. */
export function shapeOf(badge: JsonObject): Shape {
	const values: string[] = [];
	const fixed = replaceVarying(badge, (text) => {
		values.push(text);
		return '';
	});
	return { fixed: JSON.stringify(fixed), values };
}

/**
 * The texts at the varying places of a badge that has the shape of another, found without writing either out;
 * `undefined` if it has not.
 */
export function valuesLike(badge: JsonObject, other: JsonObject): readonly string[] | undefined {
	const values: string[] = [];
	const alike = (value: Json, model: Json, places: true | Places | undefined): boolean => {
		if (places === true && typeof value === 'string') {
			values.push(value);
			return typeof model === 'string';
		}
		const inside = places === true ? undefined : places;
		if (Array.isArray(value)) {
			if (!Array.isArray(model) || value.length !== model.length) return false;
			return (value as readonly Json[]).every((one, i) => alike(one, model[i] as Json, inside));
		}
		if (!isObject(value)) return Object.is(value, model);
		if (!isObject(model)) return false;
		const keys = Object.keys(model);
		let at = 0;
		for (const key in value) {
			if (key !== keys[at++] || !alike(value[key] as Json, model[key] as Json, inside?.[key])) return false;
		}
		return at === keys.length;
	};
	return alike(badge, other, VARYING) ? values : undefined;
}
