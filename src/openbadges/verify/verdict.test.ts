import { expect, test } from 'vitest';
import { CHECK_IDS } from '../reasons.ts';
import type { CheckId } from '../reasons.ts';
import { checkResult, VERDICTS } from '../report.ts';
import type { Check, Verdict } from '../report.ts';
import { verdictOf } from './verdict.ts';

const GOOD: readonly Check[] = [
	checkResult('receive', 'read'),
	checkResult('extract', 'not-a-picture'),
	checkResult('version', 'open-badges-3'),
	checkResult('structure', 'complete'),
	checkResult('vocabulary', 'known'),
	checkResult('issuer', 'found'),
	checkResult('signature', 'sound'),
	checkResult('binding', 'bound'),
	checkResult('dates', 'in-force'),
	checkResult('status', 'not-revoked'),
	checkResult('refresh', 'none'),
	checkResult('endorsements', 'none'),
	checkResult('recipient', 'not-asked'),
	checkResult('register', 'this-site'),
];

const CASES: readonly (readonly [Verdict, ...Check[]])[] = [
	['valid'],
	[
		'valid',
		checkResult('extract', 'unusual-form'),
		checkResult('structure', 'departures'),
		checkResult('binding', 'retired-key'),
	],
	[
		'valid',
		checkResult('status', 'no-status'),
		checkResult('dates', 'expires-soon'),
		checkResult('register', 'unlisted'),
	],
	[
		'valid',
		checkResult('recipient', 'no-match'),
		checkResult('register', 'removed'),
		checkResult('endorsements', 'not-checked'),
	],
	['malformed', checkResult('receive', 'not-json'), checkResult('signature', 'broken')],
	['malformed', checkResult('extract', 'no-badge')],
	['malformed', checkResult('version', 'not-open-badge')],
	['altered', checkResult('structure', 'incomplete'), checkResult('signature', 'broken')],
	['refused', checkResult('structure', 'incomplete')],
	['unsupported', checkResult('extract', 'too-complex')],
	['unsupported', checkResult('receive', 'too-large')],
	['unsupported', checkResult('structure', 'past-limit'), checkResult('vocabulary', 'not-reached')],
	['unknown', checkResult('dates', 'unreadable')],
	['unknown', checkResult('vocabulary', 'too-complex')],
	['expired', checkResult('dates', 'expired'), checkResult('vocabulary', 'too-complex')],
	['valid', checkResult('recipient', 'names-nobody'), checkResult('status', 'informative')],
	[
		'altered',
		checkResult('signature', 'broken'),
		checkResult('binding', 'key-not-listed'),
		checkResult('status', 'revoked'),
	],
	['altered', checkResult('signature', 'broken'), checkResult('issuer', 'not-supported')],
	['refused', checkResult('signature', 'no-proof')],
	['refused', checkResult('signature', 'wrong-purpose')],
	['revoked', checkResult('vocabulary', 'undefined-terms'), checkResult('status', 'revoked')],
	['refused', checkResult('vocabulary', 'undefined-terms')],
	['refused', checkResult('issuer', 'mismatch')],
	['expired', checkResult('binding', 'key-withdrawn'), checkResult('dates', 'expired')],
	['not-yet-valid', checkResult('binding', 'key-withdrawn'), checkResult('dates', 'not-yet')],
	['refused', checkResult('binding', 'key-withdrawn')],
	['revoked', checkResult('status', 'revoked'), checkResult('dates', 'expired')],
	['revoked', checkResult('status', 'suspended'), checkResult('issuer', 'unreachable')],
	['expired', checkResult('status', 'list-signature'), checkResult('dates', 'expired')],
	['refused', checkResult('status', 'list-signature')],
	[
		'expired',
		checkResult('dates', 'expired'),
		checkResult('issuer', 'unreachable'),
		checkResult('status', 'list-unreachable'),
	],
	['expired', checkResult('dates', 'proof-expired')],
	['not-yet-valid', checkResult('dates', 'not-yet')],
	['not-yet-valid', checkResult('dates', 'signed-later')],
	['unsupported', checkResult('receive', 'is-address')],
	['unsupported', checkResult('version', 'clr')],
	['unsupported', checkResult('signature', 'unsupported-suite'), checkResult('binding', 'not-reached')],
	[
		'unsupported',
		checkResult('issuer', 'not-supported'),
		checkResult('binding', 'unproven'),
		checkResult('status', 'not-supported'),
	],
	['unknown', checkResult('vocabulary', 'unknown-context'), checkResult('signature', 'not-reached')],
	['unknown', checkResult('signature', 'key-missing'), checkResult('binding', 'not-reached')],
	['unknown', checkResult('status', 'list-lapsed'), checkResult('binding', 'unproven')],
	['valid-issuer-unproven', checkResult('issuer', 'unreachable'), checkResult('binding', 'unproven')],
	['unknown', checkResult('signature', 'not-reached'), checkResult('binding', 'not-reached')],
	// The steps `signature` and `binding` are necessary for a valid badge: either one is missing, the other
	// done.
	['unknown', checkResult('signature', 'not-reached')],
	['unknown', checkResult('binding', 'not-reached')],
	['valid', checkResult('signature', 'hosted-insecure')],
	['valid', checkResult('binding', 'key-listed')],
	['valid-issuer-unproven', checkResult('issuer', 'unreachable')],
	['valid-issuer-unproven', checkResult('binding', 'unproven')],
	// The name that a did:key issuer gives itself proves nothing, unless a register lists that key.
	['valid', checkResult('issuer', 'key-only')],
	['valid', checkResult('issuer', 'key-only'), checkResult('register', 'listed')],
	['valid-issuer-unproven', checkResult('issuer', 'key-only'), checkResult('register', 'unlisted')],
	['valid-issuer-unproven', checkResult('issuer', 'key-only'), checkResult('register', 'removed')],
	['valid-issuer-unproven', checkResult('issuer', 'key-only'), checkResult('register', 'not-asked')],
	['valid', checkResult('issuer', 'found-other-name'), checkResult('register', 'unlisted')],
	['unknown', checkResult('receive', 'no-answer')],
	['unknown', checkResult('receive', 'too-busy')],
	['altered', checkResult('signature', 'hosted-differs')],
	['refused', checkResult('signature', 'hosted-absent')],
	['unknown', checkResult('structure', 'class-unreachable')],
	['unsupported', checkResult('structure', 'past-limit')],
	['unsupported', checkResult('issuer', 'not-supported')],
	['unsupported', checkResult('signature', 'unsupported-suite')],
	['unknown', checkResult('signature', 'key-missing')],
	['unknown', checkResult('status', 'list-unreachable')],
	['refused', checkResult('issuer', 'absent')],
	['expired', checkResult('dates', 'proof-expired'), checkResult('structure', 'incomplete')],
	['revoked', checkResult('status', 'revoked'), checkResult('dates', 'not-yet')],
];

const name = (checks: readonly Check[]) => checks.map(({ id, reason }) => `${id} ${reason}`).join(', ');

test.each(CASES.map(([verdict, ...checks]) => [verdict, name(checks) || 'everything good', checks] as const))(
	'%s: %s',
	(verdict, _name, checks) => {
		const replaced = new Map<CheckId, Check>(checks.map((one) => [one.id, one]));
		expect(verdictOf(GOOD.map((one) => replaced.get(one.id) ?? one))).toBe(verdict);
	},
);

test('the table speaks of every step and of every verdict', () => {
	expect(GOOD.map(({ id }) => id)).toEqual(CHECK_IDS);
	expect(new Set(CASES.map(([verdict]) => verdict))).toEqual(new Set(VERDICTS));
});
