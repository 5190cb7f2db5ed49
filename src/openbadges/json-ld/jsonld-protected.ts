import { isDeepStrictEqual } from 'node:util';
import type { ActiveContext, ContextObject } from 'jsonld/lib/ContextResolver.js';

const isObject = (value: unknown): value is ContextObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a local context itself declares a term protected. */
function declaresProtected(local: ContextObject, term: string): boolean {
	const value = local[term];
	if (isObject(value) && '@protected' in value) return value['@protected'] === true;
	return local['@protected'] === true && Object.hasOwn(local, term);
}

/**
 * Whether a local context gave the same result as it would have with or without leave to override protected terms: it
 * leaves each of them alone, or defines it again the same and protected. jsonld does not tell its cache which it was.
 */
export function changesNothingProtected(
	before: ActiveContext,
	after: ActiveContext,
	document: ContextObject,
): boolean {
	const local = '@context' in document ? document['@context'] : document;
	if (!isObject(local)) return false;
	for (const [term, definition] of before.mappings) {
		if (!definition.protected) continue;
		const made = after.mappings.get(term);
		if (made === definition) continue;
		if (!made || !declaresProtected(local, term) || !isDeepStrictEqual(made, definition)) return false;
	}
	return true;
}
