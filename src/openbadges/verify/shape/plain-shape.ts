import { asList, isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { StructureFindings } from '../object-checker.ts';
import { isLanguageOfClass } from '../reading/keywords.ts';

const KEYWORD_VALUES = new Set(['@value', '@language', '@direction']);

// Matches the path of an endorsement, which may have a `@context`: it is a credential of its own inside the
// badge, and its contexts are verified with it.
const ENDORSEMENT = /(^|\.)endorsement(\[\d+\])?$/;
const named = (contexts: Json) => asList(contexts).every((context) => typeof context === 'string');

/**
 * Whether an object needlessly wraps a text in `@value`: without language and direction, the text alone is
 * the same claim.
 */
const isBoxed = (value: JsonObject) =>
	'@value' in value && !('@language' in value) && !('@direction' in value);

/**
 * Adds a fault for each place in a credential that is not in plain, compacted JSON-LD, and a departure for the
 * one keyword that a class of OB 3.0 had. Keywords and nested
 * lists allow many forms for one graph, so that a page (which shows the JSON) could differ from what is
 * signed (the graph).
 */
export function addJsonLdFaults(value: Json, path: string, findings: StructureFindings): void {
	if (Array.isArray(value)) {
		value.forEach((item: Json, i) => {
			const place = `${path}[${i}]`;
			if (Array.isArray(item)) findings.faults.push({ path: place, problem: 'json-ld-keyword' });
			else addJsonLdFaults(item, place, findings);
		});
	} else if (isObject(value)) {
		if (isBoxed(value)) findings.faults.push({ path, problem: 'json-ld-keyword' });
		const literal = '@value' in value;
		for (const [key, inner] of Object.entries(value)) {
			const place = path === '' ? key : `${path}.${key}`;
			if (key === '@context' && ENDORSEMENT.test(path) && named(inner)) continue;
			if (isLanguageOfClass(key, inner, value, path)) {
				findings.departures.push({ path: place, problem: 'outdated' });
				continue;
			}
			const bad = (key.startsWith('@') && !(literal && KEYWORD_VALUES.has(key))) || key.includes(':');
			if (bad) findings.faults.push({ path: place, problem: 'json-ld-keyword' });
			else addJsonLdFaults(inner, place, findings);
		}
	}
}
