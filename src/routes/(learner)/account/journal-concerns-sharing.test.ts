import { expect, test } from 'vitest';
import { journalConcernsSharing } from './journal-concerns-sharing.ts';

test('a journal is titled by what it holds for who reads it: what a learner shares, or an account alone', () => {
	const own = ['password-reset', 'roles-changed', 'account-closed', 'account-opened'].map((what) => ({
		what,
	}));
	expect(journalConcernsSharing(true, [])).toBe(true);
	expect(journalConcernsSharing(false, [])).toBe(false);
	expect(journalConcernsSharing(false, own)).toBe(false);
	// Somebody who learned once, and advises now.
	for (const what of ['application-read', 'badge-read', 'cohort-read', 'badge-revoked'])
		expect(journalConcernsSharing(false, [...own, { what }])).toBe(true);
});
