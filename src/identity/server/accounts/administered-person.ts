import { notFound, Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { type Actor, type Audience, membershipAs, type Role, ROLES } from '../../actor.ts';
import { can, must } from '../../can.ts';
import { countAdministrators, membershipRows } from './membership-store.ts';
import { type Account, findAccount } from './people-store.ts';

/** An account as an administrator sees it: how the person signs in and with which roles, nothing they wrote. */
export interface AdministeredPerson {
	readonly account: Account;
	readonly roles: readonly Role[];
	readonly audience: Audience | null;
	/** Whether the person belongs to institutions the administrator does not administer. */
	readonly elsewhere: boolean;
}

/** The institution somebody administers (the first one); anonymous gets 401, anybody else not-found. */
export function administeredInstitution(actor: Actor): string {
	const { institution } = membershipAs(actor, 'administrator');
	must(actor, 'administer', { kind: 'institution', institution });
	return institution;
}

/** An account of the institution the actor administers; not-found for anybody else's. */
export const administeredPerson = (world: World, actor: Actor, person: string): Promise<AdministeredPerson> =>
	administeredPersonIn(world.db.read, actor, person);

/** The same, by the queries of a write unit. */
export async function administeredPersonIn(
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
		elsewhere: held.some(
			(one) => !can(actor, 'administer', { kind: 'institution', institution: one.institution }),
		),
	};
}

/** An account of the institution that is there alone: one that also opens another institution's doors is not for one administrator alone to seize or to close. */
export async function mayHoldAccount(q: Queries, actor: Actor, person: string): Promise<AdministeredPerson> {
	const found = await administeredPersonIn(q, actor, person);
	if (found.elsewhere) throw new Refusal('identity.account-elsewhere');
	return found;
}

/** Refuses, inside a write unit that would leave an institution without an administrator. */
export async function keepOneAdministrator(tx: Queries, institution: string): Promise<void> {
	if ((await countAdministrators(tx, institution)) === 0)
		throw new Refusal('identity.last-administrator', { field: 'roles' });
}
