import { notFound, Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import {
	type Actor,
	administersAnywhere,
	type Audience,
	mustBePerson,
	mustHoldRole,
	type PersonActor,
	type Role,
	ROLES,
} from '../../actor.ts';
import { must } from '../../can.ts';
import { allMembershipRows, countAdministrators, membershipRows } from './membership-store.ts';
import { type Account, findAccount } from './people-store.ts';

/**
 * An account as an administrator sees it: how the person signs in and their roles, nothing that they wrote.
 */
export interface AdministeredPerson {
	readonly account: Account;
	readonly roles: readonly Role[];
	readonly audience: Audience | null;
	/** True if the person also belongs to an institution that this administrator does not administer. */
	readonly elsewhere: boolean;
}

/**
 * A version of a person's roles, for a form that replaces all of them: it changes when a role changes, or the
 * audience of the person's statements.
 */
export const rolesVersion = ({ roles, audience }: Pick<AdministeredPerson, 'roles' | 'audience'>): string =>
	ROLES.filter((role) => roles.includes(role))
		.map((role) => (role === 'learner' && audience ? `${role}-${audience}` : role))
		.join(' ');

/**
 * Returns the id of the institution that the actor administers, where they act now. Throws 401 for an anonymous
 * visitor, not-found (404) for anybody else.
 */
export function administeredInstitution(actor: Actor): string {
	const { institution } = mustHoldRole(actor, 'administrator');
	must(actor, 'administer', { kind: 'institution', institution });
	return institution;
}

/**
 * Returns an account of the institution that the actor administers. Throws not-found (404) for an account of
 * another institution.
 */
export const administeredPerson = (world: World, actor: Actor, person: string): Promise<AdministeredPerson> =>
	administeredPersonInUnit(world.db.read, actor, person);

/**
 * Returns an account of the institution that the actor administers, with the queries of a write unit. Throws
 * not-found (404) for an account of another institution.
 */
export async function administeredPersonInUnit(
	q: Queries,
	actor: Actor,
	person: string,
): Promise<AdministeredPerson> {
	const institution = administeredInstitution(actor);
	const account = await findAccount(q, { id: person });
	const held = await membershipRows(q, person);
	const here = held.filter((one) => one.institution === institution);
	if (!account || here.length === 0) throw notFound();
	return {
		account,
		roles: ROLES.filter((role) => here.some((one) => one.role === role)),
		audience: here.find((one) => one.role === 'learner')?.audience ?? null,
		elsewhere: await isElsewhere(q, mustBePerson(actor), account),
	};
}

/**
 * Returns whether an account opens more than the actor administers: a role in another institution, closed ones
 * included since they may open again, or the service itself.
 */
async function isElsewhere(q: Queries, actor: PersonActor, { id, operatorSince }: Account): Promise<boolean> {
	if (operatorSince !== null) return true;
	const held = await allMembershipRows(q, id);
	return held.some(
		({ institution, endedAt }) => endedAt === null && !administersAnywhere(actor, institution),
	);
}

/**
 * Returns an account of the institution that the actor administers, before an act that closes it, opens it
 * again or resets its password. Throws `identity.account-elsewhere` if the account also belongs to an
 * institution that the actor does not administer, or is an operator's: one administrator alone may not decide
 * about it.
 */
export async function mustAdministerWholeAccount(
	q: Queries,
	actor: Actor,
	person: string,
): Promise<AdministeredPerson> {
	const found = await administeredPersonInUnit(q, actor, person);
	if (found.elsewhere) throw new Refusal('identity.account-elsewhere');
	return found;
}

/**
 * Throws `identity.last-administrator` if an institution has no administrator left. Called at the end of a
 * write unit, which the error rolls back.
 */
export async function mustKeepAdministrator(tx: Queries, institution: string): Promise<void> {
	if ((await countAdministrators(tx, institution)) === 0)
		throw new Refusal('identity.last-administrator', { field: 'roles' });
}
