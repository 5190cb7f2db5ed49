import { asList, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check } from '../report.ts';
import type { LegacyVersion } from './assertion.ts';
import { onlyAdds } from './extensions.ts';

const OWN = /^https?:\/\/(w3id\.org\/openbadges|openbadgespec\.org)\/v[12]/;

/**
 * Whether the terms of a badge have a fixed meaning. These versions sign or publish the text itself, so that a term
 * that nobody defines protects nothing and endangers nothing; a context of its own could give ours another meaning,
 * unless it only defines what an extension adds.
 */
export function checkVocabulary(
	documents: readonly (JsonObject | undefined)[],
	version: LegacyVersion,
): Check<'vocabulary'> {
	if (version === '0.5' || version === '1.0') return check('vocabulary', 'no-context');
	const contexts = documents.flatMap((one) => asList(one?.['@context']));
	const inline = contexts.filter(isObject);
	if (!inline.every(onlyAdds)) return check('vocabulary', 'inline-context');
	const foreign = contexts.filter((one) => typeof one === 'string').find((one) => !OWN.test(one));
	if (foreign !== undefined) return check('vocabulary', 'extensions-unread', { context: foreign });
	const added = inline.flatMap(Object.keys).filter((term) => !term.startsWith('@'));
	if (added.length > 0) return check('vocabulary', 'extensions-unread', { context: added.join(', ') });
	return check('vocabulary', 'known');
}
