import { isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';

interface Places {
	readonly [key: string]: true | Places;
}

/**
 * Places in a badge whose text differs from one badge of an achievement to another; a place in a list means
 * that place in each item.
 */
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

/**
 * A badge split into the part that it shares with other badges of its achievement and the texts that are its
 * own.
 */
export interface BadgeShape {
	/**
	 * The badge as JSON without the texts at its varying places: badges with the same `fixed` have the same
	 * structure and the same fixed values.
	 */
	readonly fixed: string;
	/** The texts at the varying places of the badge, in document order. */
	readonly values: readonly string[];
}

/**
 * A copy of a badge in which `replace` gives the text of each varying place (a text that differs between
 * badges of one achievement).
 */
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

/**
 * Splits a badge into its shape, shared with other badges of its achievement, and the texts that are its own.
 */
export function shapeOf(badge: JsonObject): BadgeShape {
	const values: string[] = [];
	const fixed = replaceVarying(badge, (text) => {
		values.push(text);
		return '';
	});
	return { fixed: JSON.stringify(fixed), values };
}

/**
 * The texts at the varying places of a badge, if it has the same shape as `other`; else `undefined`. Compares
 * the two without serializing either.
 */
export function textsIfSameShape(badge: JsonObject, other: JsonObject): readonly string[] | undefined {
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
