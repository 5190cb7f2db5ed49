import type { World } from '#platform/server';
import {
	type Actor,
	type Audience,
	mustBePerson,
	type PersonActor,
	type Role,
	signInRefusal,
} from '../../actor.ts';
import { must } from '../../can.ts';
import { accessJournalOf } from '../access-journal.ts';
import { servicesAccompanying } from '../agreements/agreement-store.ts';
import { detailsVersion } from './change-details.ts';
import { findAccount } from './people-store.ts';
import { mySessions } from '../sessions/sessions.ts';

const LATELY = 20;

/** A person's own account as its page shows it, without ids, hashes or tokens. */
export interface MyAccount {
	readonly username: string;
	readonly displayName: string;
	readonly email: string | null;
	/** When the person verified this address; null if they have not. */
	readonly emailVerifiedAt: Date | null;
	/** Whether the person wants to be told by mail, once a day at most, what is new. */
	readonly wantsMail: boolean;
	/** When a mail server refused this address for good; null if none has. */
	readonly emailRefusedAt: Date | null;
	/** Whether the service sends mail, and so can verify the address. */
	readonly sendsMail: boolean;
	/** The version of the name and e-mail address (`detailsVersion`), for the form that changes them. */
	readonly detailsVersion: string;
	readonly mustChangePassword: boolean;
	/**
	 * The person's roles, with the name of the institution of each; `here` for the institution where they act,
	 * when there are several.
	 */
	readonly belongs: readonly {
		institution: string;
		role: Role;
		audience: Audience | null;
		here: boolean;
		/** True for a role of adviser that an agreement with their RÉCIT service opens. */
		byAgreement: boolean;
	}[];
	/** The RÉCIT services whose advisers accompany the institutions where the person learns. */
	readonly services: readonly { service: string; reviews: boolean }[];
	readonly sessions: readonly { label: string | null; seenAt: Date; current: boolean }[];
	/**
	 * The last twenty lines of the person's journal of access; `by` is null for the operator and for somebody
	 * who has left.
	 */
	readonly accesses: readonly {
		id: string;
		by: string | null;
		operator: boolean;
		what: string;
		at: Date;
	}[];
}

/** The roles of a person in every place, those of the present place first. */
const belongings = ({ places = [], memberships }: PersonActor): MyAccount['belongs'] =>
	places.flatMap(({ id, name: institution, roles, byAgreement = false }, at) =>
		roles.map((role) => ({
			...{ institution, role, here: at === 0 && places.length > 1, byAgreement },
			audience: memberships.find((one) => one.role === role && one.institution === id)?.audience ?? null,
		})),
	);

const whereTheyLearn = ({ memberships }: PersonActor): readonly string[] =>
	memberships.filter(({ role }) => role === 'learner').map(({ institution }) => institution);

/** Returns the actor's own account, with their open sessions and what others lately did with their things. */
export async function myAccount(world: World, actor: Actor): Promise<MyAccount> {
	const me = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person: me.id });
	const account = await findAccount(world.db.read, { id: me.id });
	if (!account) throw signInRefusal();
	const { username, displayName, email, emailVerifiedAt, emailRefusedAt, wantsMail, mustChangePassword } =
		account;
	return {
		username,
		displayName,
		email,
		emailVerifiedAt,
		wantsMail,
		emailRefusedAt,
		sendsMail: world.mailing !== null,
		detailsVersion: detailsVersion(account),
		mustChangePassword,
		belongs: belongings(me),
		services: await servicesAccompanying(world.db.read, whereTheyLearn(me), world.now()),
		sessions: (await mySessions(world, actor)).map(({ label, seenAt, current }) => ({
			label,
			seenAt,
			current,
		})),
		accesses: (await accessJournalOf(world, me.id))
			.slice(0, LATELY)
			.map(({ id, by, actor, what, at }) => ({ id, by, operator: actor === 'operator', what, at })),
	};
}
