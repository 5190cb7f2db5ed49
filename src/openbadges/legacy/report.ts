import type { JsonObject } from '../json.ts';
import type { Reading } from '../read.ts';
import { CHECK_IDS } from '../reasons.ts';
import { check } from '../report.ts';
import type { Check, Report, Spec } from '../report.ts';
import { verdictOf } from '../verify/verdict.ts';
import type { LegacyIssuer } from './issuer.ts';
import { nameOf } from './structure.ts';

/** What a report says beside its checks. */
export interface About {
	readonly spec?: Spec;
	readonly credential?: JsonObject;
	readonly badge?: JsonObject | undefined;
	readonly badgeId?: string | undefined;
	readonly issuer?: LegacyIssuer | undefined;
}

/** What was given could be read, and whether it came out of a picture. */
export function opening(reading: Reading): readonly Check[] {
	const container = reading.ok && reading.kind === 'jwt' ? reading.container : reading.kind;
	const picture = container === 'png' || container === 'svg' ? container.toUpperCase() : undefined;
	const extracted = picture ? check('extract', 'extracted', { picture }) : check('extract', 'not-a-picture');
	return [check('receive', 'read', { kind: reading.kind ?? '' }), extracted];
}

/** Closes a report: what was not done is skipped, and the verdict follows from the rest. */
export function close(done: readonly Check[], about: About = {}): Report {
	const checks = CHECK_IDS.map((id): Check => {
		const found = done.find((one) => one.id === id);
		// `receive` is always done, so that this reason is never asked of it.
		return found ?? ({ id, outcome: 'skip', reason: 'not-reached', params: {} } as Check);
	});
	const { issuer, badge, badgeId = '' } = about;
	return {
		verdict: verdictOf(checks),
		spec: about.spec ?? null,
		issuer: issuer ? { id: issuer.id, name: nameOf(issuer.profile ?? issuer.stated) } : null,
		achievement: badge ? { id: badgeId, name: nameOf(badge) } : null,
		credential: about.credential ?? null,
		checks,
	};
}
