import { asList, isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import { ROOT } from './what-is-read.ts';

const VALUE_KEYWORDS = new Set(['@value', '@language', '@direction', '@type']);

// Matches the paths of the objects whose class has the property `@language` in OB 3.0 with the contexts up to
// 3.0.2 (Achievement, Related), before `inLanguage` took its place.
const SAYS_ITS_LANGUAGE = /^credentialSubject(\[\d+\])?\.achievement(\[\d+\])?(\.related(\[\d+\])?)?$/;
const LANGUAGE_TAG = /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i;

/**
 * Whether a property is the language of an achievement or of a related one, written as a keyword. JSON-LD
 * leaves this keyword out of the graph, so a proof does not sign it, and no reader of ours uses it. On an
 * object that is no value, it changes nothing else in the graph.
 */
export function isLanguageOfClass(key: string, value: Json, owner: JsonObject, path: string): boolean {
	if (key !== '@language' || '@value' in owner || !SAYS_ITS_LANGUAGE.test(path)) return false;
	return typeof value === 'string' && LANGUAGE_TAG.test(value);
}

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
		if (isDevice(key, value, path) && !isLanguageOfClass(key, inner, value, path)) return place;
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
