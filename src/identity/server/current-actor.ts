import { notFound } from '#platform';
import type { Queries } from '#platform/server';
import { type Actor, type Membership, type PersonActor, mustBePerson, signInRefusal } from '../actor.ts';
import { isSessionValid } from '../session-rules.ts';
import { membershipRows } from './accounts/membership-store.ts';
import { accountsByIds, findAccount } from './accounts/people-store.ts';
import { findSession, type Session } from './sessions/session-store.ts';

const rolesOnly = ({ institution, role, audience }: Membership): Membership => ({
	institution,
	role,
	audience,
});

/** Reads the person of a session, with their current roles; undefined when the session has ended. */
export async function personOfSession(
	q: Queries,
	id: string,
	now: Date,
): Promise<{ actor: PersonActor; session: Session } | undefined> {
	const found = await findSession(q, id);
	if (!found) return undefined;
	const { session, username, displayName, mustChangePassword, memberships, notices, timeZone } = found;
	const administrator = memberships.some((membership) => membership.role === 'administrator');
	if (!isSessionValid(session, administrator, now)) return undefined;
	const person = {
		kind: 'person',
		id: session.person,
		...{ username, displayName, session: session.id, notices },
		...(timeZone && { timeZone }),
	} as const;
	// A person whose password was set by somebody else has no role until they change it.
	const actor: PersonActor = mustChangePassword
		? { ...person, memberships: [], mustChangePassword }
		: { ...person, memberships };
	return { actor, session };
}

/**
 * Returns which of these people still have an account; for write units that no signed-in person asked for.
 */
export const idsWithAccount = async (tx: Queries, ids: readonly string[]): Promise<ReadonlySet<string>> =>
	new Set((await accountsByIds(tx, ids)).map(({ id }) => id));

/**
 * Reads a person again inside a write unit, because they may have changed since the request began. Throws
 * `identity.sign-in` (401) when their session has ended (signed out, account closed or erased), and not-found
 * (404) when the operator's command acts for somebody whose account is closed or gone.
 */
export async function reloadActor(tx: Queries, actor: Actor, now: Date): Promise<PersonActor> {
	const before = mustBePerson(actor);
	if (before.session !== null) {
		const found = await personOfSession(tx, before.session, now);
		if (found?.actor.id !== before.id) throw signInRefusal();
		return found.actor;
	}
	const account = await findAccount(tx, { id: before.id });
	if (!account || account.disabledAt !== null) throw notFound();
	return { ...before, memberships: (await membershipRows(tx, before.id)).map(rolesOnly) };
}
