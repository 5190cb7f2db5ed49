import { isId, type Json } from '#platform';
import { mailsOf, type Queries, type World } from '#platform/server';
import { accessJournalOf } from './access-journal.ts';
import { peopleOfInstitution } from './administration/act-store.ts';
import type { PartOfInstitution } from './part-of-institution.ts';
import { removePerson, removePersonFromInstitution } from './erase-store.ts';
import { allMembershipRows } from './accounts/membership-store.ts';
import { agreementEntriesOf } from './agreements/agreement-store.ts';
import { findAccount } from './accounts/people-store.ts';
import { institutionNames } from './institutions/read-institutions.ts';
import { sessionsOfPerson } from './sessions/session-store.ts';
import { mailedInvitationsUsedBy } from './mailed-invitations/mailed-invitation-store.ts';
import { accompanimentsOf, allSharesOf } from './sharing/sharing-store.ts';

/**
 * A person's journal of access; with `part`, what was done to things of the institution, and to the account by
 * somebody of the institution or by the operator.
 */
async function accessesWithin(world: Pick<World, 'db'>, person: string, part?: PartOfInstitution) {
	const all = await accessJournalOf(world, person);
	if (!part) return all;
	const actors = [...new Set(all.map(({ actor }) => actor))].filter((id) => id !== null);
	const ours = await peopleOfInstitution(world.db.read, part.institution, actors);
	return all.filter(
		({ actor, thing }) =>
			(thing !== null && part.things.has(thing)) ||
			((thing === null || !isId(thing)) && actor !== null && (actor === 'operator' || ours.has(actor))),
	);
}

const at = (instant: Date | null) => instant?.toISOString() ?? null;

/**
 * Returns what this context stores about a person, for the copy of their data that they may download. The
 * password hash, the session ids and what mails said are left out. Null for an unknown person. With `part`, what
 * other institutions hold is left out.
 */
export async function personalData(
	world: Pick<World, 'db'>,
	person: string,
	part?: PartOfInstitution,
): Promise<Json> {
	const q = world.db.read;
	const account = await findAccount(q, { id: person });
	if (!account) return null;
	const here = <T extends { readonly institution: string }>(one: T) =>
		part === undefined || one.institution === part.institution;
	const holds = (thing: string) => part === undefined || part.things.has(thing);
	const memberships = (await allMembershipRows(q, person)).filter(here);
	const invitations = (await mailedInvitationsUsedBy(q, person)).filter(here);
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
		agreementsUsed: (part ? [] : await agreementEntriesOf(q, person)).map((one) => ({
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
		shares: (await allSharesOf(q, person))
			.filter(({ grantee }) => holds(grantee))
			.map((one) => ({
				with: one.granteeKind,
				id: one.grantee,
				textVersion: one.textVersion,
				givenAt: at(one.givenAt),
				until: at(one.until),
				withdrawnAt: at(one.withdrawnAt),
			})),
		accompaniedBy: (await accompanimentsOf(q, { person }))
			.filter(({ through }) => holds(through))
			.map((one) => ({
				adviser: one.adviser,
				cohort: one.through,
				since: at(one.since),
			})),
		accesses: (await accessesWithin(world, person, part)).map((one) => ({
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

/**
 * Takes a person out of one institution inside a write unit: their roles there, the invitations by mail that they
 * used, and their name in its journal. Their account and what is theirs stay.
 */
export const eraseFromInstitution = (
	tx: Queries,
	person: string,
	{ institution }: { readonly institution: string },
): Promise<void> => removePersonFromInstitution(tx, person, institution);
