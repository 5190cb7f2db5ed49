import { asList, isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import { ROOT } from './what-is-read.ts';

const VALUE_KEYWORDS = new Set(['@value', '@language', '@direction', '@type']);

/**
 * Whether a key is a JSON-LD keyword, such as `@reverse` or `@graph`, by which a claim can be written
 * elsewhere than under its name.
 */
function isDevice(key: string, owner: JsonObject, path: string): boolean {
	if (!key.startsWith('@') || key === '@id' || key === '@type') return false;
	if ('@value' in owner) return !VALUE_KEYWORDS.has(key);
	// An endorsement has a `@context` because it is a credential of its own; its contexts are checked when it
	// is verified.
	return !(key === '@context' && (path === ROOT || /(^|\.)endorsement(\[\d+\])?$/.test(path)));
}

/**
 * The path, in a value, of the first JSON-LD keyword (such as `@reverse` or `@graph`) by which a claim can be
 * written elsewhere than under its name; undefined if there is none.
 */
export function pathOfKeyword(value: Json, path: string): string | undefined {
	if (Array.isArray(value)) {
		return value
			.map((item: Json, i) => pathOfKeyword(item, `${path}[${i}]`))
			.find((one) => one !== undefined);
	}
	if (!isObject(value)) return undefined;
	for (const [key, inner] of Object.entries(value)) {
		const place = path === ROOT ? key : `${path}.${key}`;
		if (isDevice(key, value, path)) return place;
		const found = key === '@context' ? undefined : pathOfKeyword(inner, place);
		if (found !== undefined) return found;
	}
	return undefined;
}

/**
 * Places where readers take one value: if there were several, they would take the first, but the signed graph
 * has no order.
 */
const SINGLE = ['issuer', 'credentialSubject', 'credentialSubject.achievement'];

/**
 * The first place, among the issuer, the subject and its achievement, that has several values although
 * readers take one; undefined if none has.
 */
export function pathWithSeveralValues(credential: JsonObject): string | undefined {
	return SINGLE.find((keys) => {
		const found = keys.split('.').reduce<Json | undefined>((owner, key) => {
			const [first] = asList(owner);
			return isObject(first) ? first[key] : undefined;
		}, credential);
		return asList(found).length > 1;
	});
}
