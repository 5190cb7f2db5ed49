import type { Queries, World } from '#platform/server';
import type { Audience, Role } from '../../actor.ts';
import { type BulkAct, type LeftOut, leftOutOf, roleOfAct } from '../../bulk-act.ts';
import { addMembership } from '../accounts/accounts.ts';
import { rolesVersion } from '../accounts/administered-person.ts';
import { endMembership } from '../accounts/membership-store.ts';
import { findAccount, updateDisabled } from '../accounts/people-store.ts';
import { noteAdministrativeAct } from '../administration/write-as-administrator.ts';
import { revokeTrustedInvitationsBy } from '../invitations/invitation-store.ts';
import { minutesToNextLink, sendMailLink } from '../mail-links/mail-links.ts';
import { deleteSessionsOf } from '../sessions/session-store.ts';
import {
	bulkFactsOf,
	type BulkOutcome,
	findBulkAct,
	nextOfBulkAct,
	storeOutcomes,
	updateBulkAct,
} from './bulk-act-store.ts';
import { administeredBy } from './still-administers.ts';

/** How many people one write unit sees to: some milliseconds, in which nobody else is served. */
export const PEOPLE_PER_UNIT = 50;

/** For whom, in which institution and in whose name something is done. */
interface Doing {
	readonly person: string;
	readonly institution: string;
	readonly maker: string;
	/** The roles that they hold there, and whose statements they answer. */
	readonly roles: readonly Role[];
	readonly audience: Audience | null;
}

/** Sends a person a link to choose a new password, unless they were sent as many as an hour allows. */
async function sendNewPasswordLink(
	tx: Queries,
	world: World,
	{ person, institution, maker }: Doing,
): Promise<LeftOut | 'done'> {
	const account = await findAccount(tx, { id: person });
	if (!account?.email || !world.mailing) return 'no-address';
	const purpose = 'new-password';
	if ((await minutesToNextLink(tx, { person, purpose }, world.now())) > 0) return 'links-lately';
	const { email, locale } = account;
	await sendMailLink(tx, world, { person, purpose, email, locale, manyFor: institution });
	const by = { institution, actor: maker };
	await noteAdministrativeAct(tx, world, by, { what: 'password-link-sent', person });
	return 'done';
}

/** A version of the roles that somebody holds once an act gave or took one away. */
const rolesAfter = (
	{ gives, role, audience }: NonNullable<ReturnType<typeof roleOfAct>>,
	before: Doing,
): string =>
	rolesVersion({
		roles: gives ? [...before.roles, role] : before.roles.filter((one) => one !== role),
		audience: audience ?? before.audience,
	});

/** Does for one person what an act says; returns `done`, or why it could not be. */
async function perform(tx: Queries, world: World, act: BulkAct, doing: Doing): Promise<LeftOut | 'done'> {
	const { person, institution, maker } = doing;
	if (act === 'new-password') return sendNewPasswordLink(tx, world, doing);
	const one = roleOfAct(act);
	if (one?.gives) {
		const { role, audience } = one;
		await addMembership(tx, world, person, { institution, role, audience, givenBy: maker });
	} else if (one) {
		const at = world.now();
		await endMembership(tx, { person, institution, role: one.role, endedAt: at });
		if (one.role === 'administrator') await revokeTrustedInvitationsBy(tx, person, { institution, at });
	} else {
		await updateDisabled(tx, person, act === 'close' ? world.now() : null);
		if (act === 'close') {
			await deleteSessionsOf(tx, person);
			await revokeTrustedInvitationsBy(tx, person, { institution, at: world.now() });
		}
	}
	const what = one ? 'roles-changed' : act === 'close' ? 'account-closed' : 'account-opened';
	const by = { institution, actor: maker };
	await noteAdministrativeAct(tx, world, by, { what, person, thing: one && rolesAfter(one, doing) });
	return 'done';
}

/**
 * Inside a write unit, does what an act says for its next people, each looked at again, and returns whether some
 * are left. The rest is given up when the maker no longer administers the institution. The maker is always left
 * out, so an administrator always remains.
 */
export async function actOnNextPeople(tx: Queries, world: World, id: string): Promise<boolean> {
	const found = await findBulkAct(tx, id);
	if (!found?.begunAt || found.endedAt) return false;
	const { act, institution, createdBy: maker } = found;
	const administered = await administeredBy(tx, maker);
	if (!administered.has(institution)) {
		await updateBulkAct(tx, id, { endedAt: world.now() });
		return false;
	}
	const next = await nextOfBulkAct(tx, id, { from: found.done, most: PEOPLE_PER_UNIT });
	const ids = next.map(({ person }) => person);
	const facts = await bulkFactsOf(tx, ids, { institution, administered });
	const outcomes = new Map<string, BulkOutcome>();
	for (const person of ids) {
		const known = facts.get(person);
		const { roles, audience } = known ?? { roles: [], audience: null };
		outcomes.set(
			person,
			leftOutOf(act, known, person === maker) ??
				(await perform(tx, world, act, { person, institution, maker, roles, audience })),
		);
	}
	await storeOutcomes(tx, id, outcomes);
	const last = next.at(-1);
	const left = next.length === PEOPLE_PER_UNIT;
	await updateBulkAct(tx, id, {
		done: left && last ? last.place + 1 : found.listed,
		...(!left && { endedAt: world.now() }),
	});
	return left;
}
