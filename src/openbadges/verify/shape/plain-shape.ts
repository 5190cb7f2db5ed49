import { asList, isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Findings } from '../place.ts';

const KEYWORD_VALUES = new Set(['@value', '@language', '@direction']);

// An endorsement is a credential of its own inside the badge: it states its contexts, which are verified with it.
const ENDORSEMENT = /(^|\.)endorsement(\[\d+\])?$/;
const named = (contexts: Json) => asList(contexts).every((context) => typeof context === 'string');

/** Whether a text stands in an object for no reason: it has neither language nor direction, and is the same claim without. */
const isBoxed = (value: JsonObject) =>
	'@value' in value && !('@language' in value) && !('@direction' in value);

/**
 * JSON-LD lets one graph be written in many shapes, by its keywords and by brackets within brackets: what a page shows
 * (the JSON) could then differ from what is signed (the graph). A badge is accepted only in its plain, compacted shape.
 */
export function plainShape(value: Json, path: string, findings: Findings): void {
	if (Array.isArray(value)) {
		value.forEach((item: Json, i) => {
			const place = `${path}[${i}]`;
			if (Array.isArray(item)) findings.faults.push({ path: place, problem: 'json-ld-keyword' });
			else plainShape(item, place, findings);
		});
	} else if (isObject(value)) {
		if (isBoxed(value)) findings.faults.push({ path, problem: 'json-ld-keyword' });
		const literal = '@value' in value;
		for (const [key, inner] of Object.entries(value)) {
			const place = path === '' ? key : `${path}.${key}`;
			if (key === '@context' && ENDORSEMENT.test(path) && named(inner)) continue;
			const bad = (key.startsWith('@') && !(literal && KEYWORD_VALUES.has(key))) || key.includes(':');
			if (bad) findings.faults.push({ path: place, problem: 'json-ld-keyword' });
			else plainShape(inner, place, findings);
		}
	}
}
