import { TERMS_OF_EVERY_CLASS, localName, termsOfClass } from '../../contexts.ts';
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

/** Whether the bundled contexts define a term of this name for any class. */
const isTermOfStandards = (key: string) => {
	const name = localName(key);
	return TERMS_OF_EVERY_CLASS.has(name) || termsOfClass(undefined).has(name);
};

/**
 * Whether a key in a token is an addition to what readers look for: a term with a prefix or a whole address,
 * or the id or type of an object under its JSON-LD keyword. A token signs its text and readers of JSON look
 * for neither, so an addition hides nothing. A term of the standards written with a prefix or as an address
 * is a fault.
 */
function isAdditionInToken(key: string, value: Json, owner: JsonObject): boolean {
	if (key.includes(':')) return !key.startsWith('@') && !isTermOfStandards(key);
	const plain = { '@id': 'id', '@type': 'type' }[key];
	return plain !== undefined && !(plain in owner) && asList(value).every((one) => typeof one === 'string');
}

/**
 * Adds a fault for each place in a credential that is not in plain, compacted JSON-LD, and a departure for
 * the language of a class as a keyword (`isLanguageOfClass`). Keywords and nested lists allow many forms for
 * one graph, so that a page (which shows the JSON) could differ from what is signed (the graph). In a token,
 * which signs its text, additions are departures.
 */
export function addJsonLdFaults(
	value: Json,
	path: string,
	findings: StructureFindings,
	inToken: boolean,
): void {
	if (Array.isArray(value)) {
		value.forEach((item: Json, i) => {
			const place = `${path}[${i}]`;
			if (Array.isArray(item)) findings.faults.push({ path: place, problem: 'json-ld-keyword' });
			else addJsonLdFaults(item, place, findings, inToken);
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
			if (bad && inToken && isAdditionInToken(key, inner, value))
				findings.departures.push({ path: place, problem: 'addition' });
			else if (bad) findings.faults.push({ path: place, problem: 'json-ld-keyword' });
			else addJsonLdFaults(inner, place, findings, inToken);
		}
	}
}
