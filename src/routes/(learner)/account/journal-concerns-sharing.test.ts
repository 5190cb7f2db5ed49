import { expect, test } from 'vitest';
import { isJournalAboutSharing } from './journal-concerns-sharing.ts';

test('a journal is titled by what it holds for who reads it: what a learner shares, or an account alone', () => {
	const own = ['password-reset', 'roles-changed', 'account-closed', 'account-opened'].map((what) => ({
		what,
	}));
	expect(isJournalAboutSharing(true, [])).toBe(true);
	expect(isJournalAboutSharing(false, [])).toBe(false);
	expect(isJournalAboutSharing(false, own)).toBe(false);
	// Somebody who learned once, and advises now.
	for (const what of ['application-read', 'badge-read', 'cohort-read', 'badge-revoked'])
		expect(isJournalAboutSharing(false, [...own, { what }])).toBe(true);
});
