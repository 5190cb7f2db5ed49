import type { Json } from '#platform';
import { mailsOf, type Queries, type World } from '#platform/server';
import { accessJournalOf } from './access-journal.ts';
import { removePerson } from './erase-store.ts';
import { allMembershipRows } from './accounts/membership-store.ts';
import { agreementEntriesOf } from './agreements/agreement-store.ts';
import { findAccount } from './accounts/people-store.ts';
import { institutionNames } from './institutions/read-institutions.ts';
import { sessionsOfPerson } from './sessions/session-store.ts';
import { mailedInvitationsUsedBy } from './mailed-invitations/mailed-invitation-store.ts';
import { accompanimentsOf, allSharesOf } from './sharing/sharing-store.ts';

const at = (instant: Date | null) => instant?.toISOString() ?? null;

/**
 * Returns what this context stores about a person, for the copy of their data that they may download. The
 * password hash, the session ids and what mails said are left out. Null for an unknown person.
 */
export async function personalData(world: Pick<World, 'db'>, person: string): Promise<Json> {
	const q = world.db.read;
	const account = await findAccount(q, { id: person });
	if (!account) return null;
	const memberships = await allMembershipRows(q, person);
	const invitations = await mailedInvitationsUsedBy(q, person);
	const names = await institutionNames(world, [...memberships, ...invitations]);
	return {
		account: {
			username: account.username,
			email: account.email,
			emailVerifiedAt: at(account.emailVerifiedAt),
			emailRefusedAt: at(account.emailRefusedAt),
			wantsMail: account.wantsMail,
			displayName: account.displayName,
			locale: account.locale,
			createdAt: at(account.createdAt),
			disabledAt: at(account.disabledAt),
			operatorSince: at(account.operatorSince),
		},
		memberships: memberships.map((one) => ({
			institution: names.get(one.institution)!,
			role: one.role,
			audience: one.audience,
			since: at(one.createdAt),
			until: at(one.endedAt),
		})),
		agreementsUsed: (await agreementEntriesOf(q, person)).map((one) => ({
			institution: one.institution,
			firstAt: at(one.firstAt),
			lastAt: at(one.lastAt),
		})),
		invitations: invitations.map((one) => ({
			institution: names.get(one.institution)!,
			...{ to: one.email, name: one.name, school: one.school, role: one.role, audience: one.audience },
			sentAt: at(one.sentAt),
			expiresAt: at(one.expiresAt),
			usedAt: at(one.usedAt),
		})),
		sessions: (await sessionsOfPerson(q, person)).map((one) => ({
			device: one.label,
			openedAt: at(one.createdAt),
			seenAt: at(one.seenAt),
		})),
		mails: (await mailsOf(q, person)).map((one) => ({
			to: one.recipient,
			about: one.kind,
			language: one.locale,
			queuedAt: at(one.createdAt),
			state: one.state,
			endedAt: at(one.endedAt),
		})),
		shares: (await allSharesOf(q, person)).map((one) => ({
			with: one.granteeKind,
			id: one.grantee,
			textVersion: one.textVersion,
			givenAt: at(one.givenAt),
			until: at(one.until),
			withdrawnAt: at(one.withdrawnAt),
		})),
		accompaniedBy: (await accompanimentsOf(q, { person })).map((one) => ({
			adviser: one.adviser,
			cohort: one.through,
			since: at(one.since),
		})),
		accesses: (await accessJournalOf(world, person)).map((one) => ({
			by: one.by,
			what: one.what,
			at: at(one.at),
		})),
	};
}

/**
 * Erases a person inside a write unit. The foreign keys of the schema also delete what points to them:
 * sessions, roles, shares, answers, trainings, applications, the journal about them, the invitations they
 * made. What they did to other people's things stays, without their id. Badges only lose their person: the
 * awards context must have erased their contents before.
 */
export const erase = (tx: Queries, person: string): Promise<void> => removePerson(tx, person);
