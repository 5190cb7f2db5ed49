import { asText, isObject, type Json, type JsonObject } from '../json.ts';
import { textIn } from '../language-texts.ts';
import { CHECK_IDS, type CheckId } from '../reasons.ts';
import type { Check, Report, OpenBadgesVersion } from '../report.ts';
import { subjectOf } from './shape/structure.ts';
import { verdictOf } from './verdict.ts';
import { voucherOf } from './vouched.ts';

function named(
	value: Json | undefined,
	preferred: readonly string[] = [],
): { id: string; name: string | null } | null {
	if (typeof value === 'string') return { id: value, name: null };
	if (!isObject(value)) return null;
	const id = asText(value['id']);
	return id === undefined ? null : { id, name: textIn(value['name'], preferred) ?? null };
}

/**
 * The checks of all 14 steps, in order; the check of a step that was not done names the last failed or
 * unknown step before it.
 */
export function withSkippedSteps(done: readonly Check[]): readonly Check[] {
	let after: CheckId | undefined;
	return CHECK_IDS.map((id): Check => {
		const found = done.find((one) => one.id === id);
		if (found && found.reason !== 'not-reached') {
			if (found.outcome === 'fail' || found.outcome === 'unknown') after = id;
			return found;
		}
		// The cast is needed because `receive`, which is always done, has no reason `not-reached`.
		return { id, outcome: 'skip', reason: 'not-reached', params: after ? { after } : {} } as Check;
	});
}

/**
 * Builds the report from the checks (the results of the steps that were done): every other step is `skip`,
 * and the verdict follows from all 14 checks.
 */
export function buildReport(
	done: readonly Check[],
	spec: OpenBadgesVersion | null = null,
	credential: JsonObject | null = null,
): Report {
	const checks = withSkippedSteps(done);
	return {
		verdict: verdictOf(checks),
		spec,
		issuer: named(credential?.['issuer']),
		achievement: named((credential && subjectOf(credential))?.['achievement']),
		vouched: voucherOf(checks),
		credential,
		checks,
	};
}

/**
 * A report with the names of the issuer and of the achievement in the first of the languages `preferred` in
 * which the badge states them. A badge before 3.0 states them in one language only.
 */
export function reportInLanguages(report: Report, preferred: readonly string[]): Report {
	const { credential, spec } = report;
	if (!credential || spec !== '3.0') return report;
	return {
		...report,
		issuer: report.issuer && named(credential['issuer'], preferred),
		achievement: report.achievement && named(subjectOf(credential)?.['achievement'], preferred),
	};
}
