import { CREDENTIALS_V2, OPEN_BADGES_3_PATTERN } from '../contexts.ts';
import { asList, hasType } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check, Spec } from '../report.ts';

const VC_1 = 'https://www.w3.org/2018/credentials/v1';
const OPEN_BADGES_2 = /^https:\/\/(w3id\.org\/openbadges|openbadgespec\.org)\/v2/;
const OPEN_BADGES_1 = /^https:\/\/(w3id\.org\/openbadges|openbadgespec\.org)\/v1/;

/** Which version of the standard a document follows, by its contexts and types. */
export function versionOf(document: JsonObject): {
	readonly spec: Spec | null;
	readonly check: Check<'version'>;
} {
	const contexts = asList(document['@context']).filter((context) => typeof context === 'string');
	const says = (pattern: RegExp) => contexts.some((context) => pattern.test(context));
	const isBadge = hasType(document, 'OpenBadgeCredential', 'AchievementCredential');
	if (contexts.includes(CREDENTIALS_V2) && (isBadge || says(OPEN_BADGES_3_PATTERN))) {
		return { spec: '3.0', check: check('version', 'open-badges-3', { version: '3.0' }) };
	}
	if (contexts.includes(VC_1) && isBadge)
		return { spec: '3.0', check: check('version', 'open-badges-3-early') };
	if (hasType(document, 'ClrCredential')) return { spec: null, check: check('version', 'clr') };
	if (says(OPEN_BADGES_2)) return { spec: '2.0', check: check('version', 'open-badges-2') };
	if (says(OPEN_BADGES_1)) return { spec: '1', check: check('version', 'open-badges-1') };
	// Open Badges 0.5 and 1.0 had no context.
	const bare = contexts.length === 0 && 'recipient' in document && 'badge' in document;
	if (bare) return { spec: '1', check: check('version', 'open-badges-1') };
	return { spec: null, check: check('version', 'not-open-badge') };
}
