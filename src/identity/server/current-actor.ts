import { notFound } from '#platform';
import type { Queries } from '#platform/server';
import {
	type Actor,
	hasPrivileges,
	isReviewer,
	type Membership,
	type PersonActor,
	type Place,
	mustBePerson,
	ROLES,
	signInRefusal,
} from '../actor.ts';
import { isInForce } from '../agreement.ts';
import { isSessionValid } from '../session-rules.ts';
import { membershipRows } from './accounts/membership-store.ts';
import { accountsByIds, findAccount } from './accounts/people-store.ts';
import { findSession, type HeldRole, type Session } from './sessions/session-store.ts';

const rolesOnly = ({ institution, role, audience, byAgreement }: Membership): Membership => ({
	institution,
	role,
	audience,
	...(byAgreement && { byAgreement }),
});

/** Returns whether somebody is an adviser of this institution already, by a role that it gave. */
const isAdviserOf = (held: readonly HeldRole[], { institution }: Pick<HeldRole, 'institution'>): boolean =>
	held.some((one) => one.role === 'adviser' && one.institution === institution);

/** The institutions where a person holds roles, `acting` first, then in the order in which they came to each. */
function placesOf(held: readonly HeldRole[], acting: string | undefined): readonly Place[] {
	const ids = [
		...new Set([...(acting === undefined ? [] : [acting]), ...held.map((one) => one.institution)]),
	];
	return ids.map((id) => {
		const there = held.filter((one) => one.institution === id);
		const roles = ROLES.filter((role) => there.some((one) => one.role === role));
		const byAgreement = there.every((one) => one.byAgreement);
		const reviews = there.some(isReviewer);
		return {
			...{ id, name: there[0]!.name, roles },
			...(byAgreement && { byAgreement }),
			...(reviews && { reviews }),
		};
	});
}

/**
 * Works out which of a person's roles count in a session: all those of the institution where they chose to
 * act, or else of their oldest role; and those of learner in the others. Dates are shown in the time zone of
 * where they learn, or else act.
 */
function inPlace(held: readonly HeldRole[], chosen: string | null) {
	const acting = (held.find((one) => one.institution === chosen) ?? held[0])?.institution;
	const here = held.filter((one) => one.institution === acting);
	const elsewhere = held.filter((one) => one.institution !== acting && one.role === 'learner');
	const counted = [...here, ...elsewhere];
	const timeZone = (counted.find(({ role }) => role === 'learner') ?? counted[0])?.timeZone;
	return { memberships: counted.map(rolesOnly), places: placesOf(held, acting), timeZone };
}

/** Reads the person of a session, with their current roles; undefined when the session has ended. */
export async function personOfSession(
	q: Queries,
	id: string,
	now: Date,
): Promise<{ actor: PersonActor; session: Session } | undefined> {
	const found = await findSession(q, id);
	if (!found) return undefined;
	const { session, username, displayName, mustChangePassword, operator, notices, ownBadges } = found;
	const byAgreement = found.byAgreement.filter((one) => isInForce(one, now) && !isAdviserOf(found.held, one));
	const held = [...found.held, ...byAgreement];
	const { memberships, places, timeZone } = inPlace(held, session.institution);
	if (!isSessionValid(session, hasPrivileges({ operator, places, memberships }), now)) return undefined;
	const person = {
		kind: 'person',
		id: session.person,
		...{ username, displayName, session: session.id, notices },
		...(timeZone && { timeZone }),
		...(ownBadges > 0 && { ownBadges }),
	} as const;
	// A person whose password was set by somebody else has no role until they change it.
	const actor: PersonActor = mustChangePassword
		? { ...person, memberships: [], mustChangePassword }
		: { ...person, memberships, places, ...(operator && { operator }) };
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
