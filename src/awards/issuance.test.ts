import { expect, test } from 'vitest';
import { APPLICATION_EVENTS, APPLICATION_STATES } from '../applications/application-states.ts';
import { BADGE_KINDS } from '../badges/definition.ts';
import { type Intent, ISSUANCE_STEPS, VOID_REASONS, withoutAdviser } from './issuance.ts';
import { REQUEST_PURPOSES } from '../verification/server/how-to-verify.ts';
import { AWARD_ACT_NAMES } from './server/acts.ts';

test('the words that rows, journals and programs hold already stay what they are', () => {
	expect(APPLICATION_STATES).toEqual(['draft', 'submitted', 'returned', 'accepted', 'refused', 'withdrawn']);
	expect(APPLICATION_EVENTS).toEqual(['submit', 'return', 'accept', 'refuse', 'withdraw']);
	expect(ISSUANCE_STEPS).toEqual(['intended', 'linted', 'signed', 'published']);
	expect(VOID_REASONS).toEqual([
		...['lint-refused', 'altered', 'key-ended', 'decided-otherwise', 'original-revoked'],
		...['original-changed', 'held-already', 'person-left', 'award-ended', 'restored'],
	]);
	expect(BADGE_KINDS).toEqual(['exploration', 'practice', 'transfer']);
	expect(REQUEST_PURPOSES).toEqual(['badge', 'issuer', 'status', 'document', 'endorsement']);
	expect(AWARD_ACT_NAMES).toEqual({
		...{ taken: 'entry-taken', given: 'badge-given', revoked: 'badge-revoked', key: 'key-state' },
		hidden: 'badge-hidden',
	});
});

test('what an adviser decided stands without them; what nobody decided is as it was', () => {
	const intent: Intent = {
		...{ definitionVersion: 2, locale: 'fr', subject: null, decidedBy: 'bruno', acceptance: null },
		basis: { said: 'advanced', shown: null, observed: null, minutes: 0, reflections: 0, evidence: 0 },
	};
	expect(withoutAdviser(intent)).toEqual({ ...intent, decidedBy: null });
});
