import { expect, test } from 'vitest';
import { CHECK_IDS } from '../reasons.ts';
import type { CheckId } from '../reasons.ts';
import { check, VERDICTS } from '../report.ts';
import type { Check, Verdict } from '../report.ts';
import { verdictOf } from './verdict.ts';

const GOOD: readonly Check[] = [
	check('receive', 'read'),
	check('extract', 'not-a-picture'),
	check('version', 'open-badges-3'),
	check('structure', 'complete'),
	check('vocabulary', 'known'),
	check('issuer', 'found'),
	check('signature', 'sound'),
	check('binding', 'bound'),
	check('dates', 'in-force'),
	check('status', 'not-revoked'),
	check('refresh', 'none'),
	check('endorsements', 'none'),
	check('recipient', 'not-asked'),
	check('register', 'this-site'),
];

const CASES: readonly (readonly [Verdict, ...Check[]])[] = [
	['valid'],
	[
		'valid',
		check('extract', 'unusual-form'),
		check('structure', 'departures'),
		check('binding', 'retired-key'),
	],
	['valid', check('status', 'no-status'), check('dates', 'expires-soon'), check('register', 'unlisted')],
	[
		'valid',
		check('recipient', 'no-match'),
		check('register', 'removed'),
		check('endorsements', 'not-checked'),
	],
	['malformed', check('receive', 'not-json'), check('signature', 'broken')],
	['malformed', check('extract', 'no-badge')],
	['malformed', check('version', 'not-open-badge')],
	['altered', check('structure', 'incomplete'), check('signature', 'broken')],
	['refused', check('structure', 'incomplete')],
	['unsupported', check('extract', 'too-complex')],
	['unsupported', check('receive', 'too-large')],
	['unsupported', check('structure', 'past-limit'), check('vocabulary', 'not-reached')],
	['unknown', check('dates', 'unreadable')],
	['unknown', check('vocabulary', 'too-complex')],
	['expired', check('dates', 'expired'), check('vocabulary', 'too-complex')],
	['valid', check('recipient', 'names-nobody'), check('status', 'informative')],
	['altered', check('signature', 'broken'), check('binding', 'key-not-listed'), check('status', 'revoked')],
	['altered', check('signature', 'broken'), check('issuer', 'not-supported')],
	['refused', check('signature', 'no-proof')],
	['refused', check('signature', 'wrong-purpose')],
	['revoked', check('vocabulary', 'undefined-terms'), check('status', 'revoked')],
	['refused', check('vocabulary', 'undefined-terms')],
	['refused', check('issuer', 'mismatch')],
	['expired', check('binding', 'key-withdrawn'), check('dates', 'expired')],
	['not-yet-valid', check('binding', 'key-withdrawn'), check('dates', 'not-yet')],
	['refused', check('binding', 'key-withdrawn')],
	['revoked', check('status', 'revoked'), check('dates', 'expired')],
	['revoked', check('status', 'suspended'), check('issuer', 'unreachable')],
	['expired', check('status', 'list-signature'), check('dates', 'expired')],
	['refused', check('status', 'list-signature')],
	['expired', check('dates', 'expired'), check('issuer', 'unreachable'), check('status', 'list-unreachable')],
	['expired', check('dates', 'proof-expired')],
	['not-yet-valid', check('dates', 'not-yet')],
	['not-yet-valid', check('dates', 'signed-later')],
	['unsupported', check('receive', 'is-address')],
	['unsupported', check('version', 'clr')],
	['unsupported', check('signature', 'unsupported-suite'), check('binding', 'not-reached')],
	[
		'unsupported',
		check('issuer', 'not-supported'),
		check('binding', 'unproven'),
		check('status', 'not-supported'),
	],
	['unknown', check('vocabulary', 'unknown-context'), check('signature', 'not-reached')],
	['unknown', check('signature', 'key-missing'), check('binding', 'not-reached')],
	['unknown', check('status', 'list-lapsed'), check('binding', 'unproven')],
	['valid-issuer-unproven', check('issuer', 'unreachable'), check('binding', 'unproven')],
	['unknown', check('signature', 'not-reached'), check('binding', 'not-reached')],
	// The steps `signature` and `binding` are necessary for a valid badge: either one is missing, the other
	// done.
	['unknown', check('signature', 'not-reached')],
	['unknown', check('binding', 'not-reached')],
	['valid', check('signature', 'hosted-insecure')],
	['valid', check('binding', 'key-listed')],
	['valid-issuer-unproven', check('issuer', 'unreachable')],
	['valid-issuer-unproven', check('binding', 'unproven')],
	// The name that a did:key issuer gives itself proves nothing, unless a register lists that key.
	['valid', check('issuer', 'key-only')],
	['valid', check('issuer', 'key-only'), check('register', 'listed')],
	['valid-issuer-unproven', check('issuer', 'key-only'), check('register', 'unlisted')],
	['valid-issuer-unproven', check('issuer', 'key-only'), check('register', 'removed')],
	['valid-issuer-unproven', check('issuer', 'key-only'), check('register', 'not-asked')],
	['valid', check('issuer', 'found-other-name'), check('register', 'unlisted')],
	['unknown', check('receive', 'no-answer')],
	['unknown', check('receive', 'too-busy')],
	['altered', check('signature', 'hosted-differs')],
	['refused', check('signature', 'hosted-absent')],
	['unknown', check('structure', 'class-unreachable')],
	['unsupported', check('structure', 'past-limit')],
	['unsupported', check('issuer', 'not-supported')],
	['unsupported', check('signature', 'unsupported-suite')],
	['unknown', check('signature', 'key-missing')],
	['unknown', check('status', 'list-unreachable')],
	['refused', check('issuer', 'absent')],
	['expired', check('dates', 'proof-expired'), check('structure', 'incomplete')],
	['revoked', check('status', 'revoked'), check('dates', 'not-yet')],
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
