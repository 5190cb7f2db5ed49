import { and, eq } from 'drizzle-orm';
import type { MailsOfInstitution, Queries } from '#platform/server';
import { inHand } from '../accounts/membership-store.ts';
import { tablesOf } from '../tables.ts';

/** The mails of an institution: to its people, or sent for it to somebody without an account. */
export function mailsOfInstitution(q: Queries, institution: string): MailsOfInstitution {
	const { memberships: t } = tablesOf(q);
	const people = q
		.select({ person: t.person })
		.from(t)
		.where(and(eq(t.institution, institution), inHand(q)));
	return { institution, people };
}
