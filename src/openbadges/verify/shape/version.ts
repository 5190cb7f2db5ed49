import { CREDENTIALS_V1, CREDENTIALS_V2, OPEN_BADGES_3_PATTERN } from '../../contexts.ts';
import { asList, hasType } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { legacyVersionOf } from '../../legacy/assertion.ts';
import { nonAwardKindOf } from '../../kinds.ts';
import { checkResult } from '../../report.ts';
import type { Check, OpenBadgesVersion } from '../../report.ts';

/** The version of the standard that a document follows, from its contexts and types. */
export function openBadgesVersionOf(document: JsonObject): {
	readonly spec: OpenBadgesVersion | null;
	readonly check: Check<'version'>;
} {
	const other = nonAwardKindOf(document);
	if (other) return { spec: null, check: checkResult('version', other) };
	const contexts = asList(document['@context']).filter((context) => typeof context === 'string');
	const says = (pattern: RegExp) => contexts.some((context) => pattern.test(context));
	const isBadge = hasType(document, 'OpenBadgeCredential', 'AchievementCredential');
	if (contexts.includes(CREDENTIALS_V2) && (isBadge || says(OPEN_BADGES_3_PATTERN))) {
		return { spec: '3.0', check: checkResult('version', 'open-badges-3', { version: '3.0' }) };
	}
	if (contexts.includes(CREDENTIALS_V1) && (isBadge || says(OPEN_BADGES_3_PATTERN)))
		return { spec: '3.0', check: checkResult('version', 'open-badges-3-early') };
	const version = legacyVersionOf(document);
	if (version)
		return {
			spec: version,
			check: checkResult('version', version === '2.0' ? 'open-badges-2' : 'open-badges-1', { version }),
		};
	const isCredential = contexts.includes(CREDENTIALS_V1) || contexts.includes(CREDENTIALS_V2);
	if (isCredential && hasType(document, 'VerifiableCredential'))
		return { spec: null, check: checkResult('version', 'credential-only') };
	return { spec: null, check: checkResult('version', 'not-open-badge') };
}
