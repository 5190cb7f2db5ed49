import type { JsonObject } from '../json.ts';
import type { InputReading } from '../input/read.ts';
import { checkResult } from '../report.ts';
import type { Check, Report, OpenBadgesVersion } from '../report.ts';
import type { Wrapper } from '../input/unwrap.ts';
import { withSkippedSteps } from '../verify/report-of.ts';
import { verdictOf } from '../verify/verdict.ts';
import { voucherOf } from '../verify/vouched.ts';
import type { LegacyIssuer } from './issuer.ts';
import { nameOf } from './structure.ts';

/** The fields of a report other than its checks: the version, the badge, its class and its issuer. */
export interface LegacyReportFields {
	readonly spec?: OpenBadgesVersion;
	readonly credential?: JsonObject;
	readonly badge?: JsonObject | undefined;
	readonly badgeId?: string | undefined;
	readonly issuer?: LegacyIssuer | undefined;
}

/**
 * The checks `receive` and `extract` of an input that could be read: what contained the badge, and whether
 * that was a picture.
 */
export function readingChecks(reading: InputReading, wrapper: Wrapper | undefined): readonly Check[] {
	const container = reading.ok && reading.kind === 'jwt' ? reading.container : reading.kind;
	const picture = container === 'png' || container === 'svg' ? container.toUpperCase() : undefined;
	const extracted = picture
		? checkResult('extract', 'extracted', { picture })
		: checkResult('extract', 'not-a-picture');
	const read = wrapper === undefined ? 'read' : (`read-in-${wrapper}` as const);
	return [checkResult('receive', read, { kind: reading.kind ?? '' }), extracted];
}

/**
 * Builds the report from the checks (the results of the steps that were done): every other step is `skip`,
 * and the verdict follows from all 14 checks.
 */
export function buildLegacyReport(done: readonly Check[], about: LegacyReportFields = {}): Report {
	const checks = withSkippedSteps(done);
	const { issuer, badge, badgeId = '' } = about;
	return {
		verdict: verdictOf(checks),
		spec: about.spec ?? null,
		issuer: issuer ? { id: issuer.id, name: nameOf(issuer.profile ?? issuer.stated) } : null,
		achievement: badge ? { id: badgeId, name: nameOf(badge) } : null,
		vouched: voucherOf(checks),
		credential: about.credential ?? null,
		checks,
	};
}
