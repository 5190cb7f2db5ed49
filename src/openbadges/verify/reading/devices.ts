import { asList, isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import { ROOT } from './what-is-read.ts';

const VALUE_KEYWORDS = new Set(['@value', '@language', '@direction', '@type']);

/** Whether a key is one of JSON-LD's own, which let a claim stand elsewhere than under its name. */
function isDevice(key: string, owner: JsonObject, path: string): boolean {
	if (!key.startsWith('@') || key === '@id' || key === '@type') return false;
	if ('@value' in owner) return !VALUE_KEYWORDS.has(key);
	// Endorsements are credentials of their own, with contexts that are verified with them.
	return !(key === '@context' && (path === ROOT || /(^|\.)endorsement(\[\d+\])?$/.test(path)));
}

/** The first key by which JSON-LD lets a claim stand elsewhere than under its name. */
export function device(value: Json, path: string): string | undefined {
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

/** Of which a reader takes one: of several, the order of which no graph tells, it would be the first. */
const SINGLE = ['issuer', 'credentialSubject', 'credentialSubject.achievement'];

/** The first place at which several stand though a reader takes one. */
export function severalOfOne(credential: JsonObject): string | undefined {
	return SINGLE.find((keys) => {
		const found = keys.split('.').reduce<Json | undefined>((owner, key) => {
			const [first] = asList(owner);
			return isObject(first) ? first[key] : undefined;
		}, credential);
		return asList(found).length > 1;
	});
}
