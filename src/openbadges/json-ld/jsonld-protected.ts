import { isDeepStrictEqual } from 'node:util';
import type { ActiveContext, ContextObject } from 'jsonld/lib/ContextResolver.js';

const isObject = (value: unknown): value is ContextObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a local JSON-LD context itself declares a term as protected. */
function declaresProtected(local: ContextObject, term: string): boolean {
	const value = local[term];
	if (isObject(value) && '@protected' in value) return value['@protected'] === true;
	return local['@protected'] === true && Object.hasOwn(local, term);
}

/**
 * Whether the local context `document`, which turned the active context `before` into `after`, gives the same
 * result with and without permission to override protected terms: it leaves each of them alone, or defines it
 * again identically and protected. jsonld's cache does not record that permission, so only such a result may
 * be reused.
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
