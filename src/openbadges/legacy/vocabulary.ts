import { asList, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { checkResult } from '../report.ts';
import type { Check } from '../report.ts';
import type { LegacyVersion } from './assertion.ts';
import { hasOnlyExtensionTerms } from './extensions.ts';

const OWN = /^https?:\/\/(w3id\.org\/openbadges|openbadgespec\.org)\/v[12]/;

/**
 * Whether the terms of a badge before 3.0 have a fixed meaning. The text itself is signed or hosted, so an
 * undefined term is harmless. An inline context may only define terms of extensions: any other could give a
 * term of the standard another meaning.
 */
export function checkLegacyVocabulary(
	documents: readonly (JsonObject | undefined)[],
	version: LegacyVersion,
): Check<'vocabulary'> {
	if (version === '0.5' || version === '1.0') return checkResult('vocabulary', 'no-context');
	const contexts = documents.flatMap((one) => asList(one?.['@context']));
	const inline = contexts.filter(isObject);
	if (!inline.every(hasOnlyExtensionTerms)) return checkResult('vocabulary', 'inline-context');
	const foreign = contexts.filter((one) => typeof one === 'string').find((one) => !OWN.test(one));
	if (foreign !== undefined) return checkResult('vocabulary', 'extensions-unread', { context: foreign });
	const added = inline.flatMap(Object.keys).filter((term) => !term.startsWith('@'));
	if (added.length > 0) return checkResult('vocabulary', 'extensions-unread', { context: added.join(', ') });
	return checkResult('vocabulary', 'known');
}
