import { asText, isObject, type Json, type JsonObject } from '../json.ts';
import { CHECK_IDS, type CheckId } from '../reasons.ts';
import type { Check, Report, Spec } from '../report.ts';
import { subjectOf } from './shape/structure.ts';
import { verdictOf } from './verdict.ts';
import { voucherOf } from './vouched.ts';

function named(value: Json | undefined): { id: string; name: string | null } | null {
	if (typeof value === 'string') return { id: value, name: null };
	if (!isObject(value)) return null;
	const id = asText(value['id']);
	return id === undefined ? null : { id, name: asText(value['name']) ?? null };
}

/** Every step in its order: one that was not done says which one before it kept it from being done. */
export function everyStep(done: readonly Check[]): readonly Check[] {
	let after: CheckId | undefined;
	return CHECK_IDS.map((id): Check => {
		const found = done.find((one) => one.id === id);
		if (found && found.reason !== 'not-reached') {
			if (found.outcome === 'fail' || found.outcome === 'unknown') after = id;
			return found;
		}
		// `receive` is always done, so that this reason is never asked of it.
		return { id, outcome: 'skip', reason: 'not-reached', params: after ? { after } : {} } as Check;
	});
}

/** Closes a report: what was not done is skipped, and the verdict follows from the rest. */
export function reportOf(
	done: readonly Check[],
	spec: Spec | null = null,
	credential: JsonObject | null = null,
): Report {
	const checks = everyStep(done);
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
