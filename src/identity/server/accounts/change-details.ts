import { createHash } from 'node:crypto';
import { Refusal, visibleLine } from '#platform';
import { recordEvent, sharedLimit, type World } from '#platform/server';
import { type Actor, mustBePerson } from '../../actor.ts';
import { must } from '../../can.ts';
import { NEW_ADDRESS_RATE_LIMIT } from '../../attempt-rules.ts';
import { emailProblem, foldEmail } from '../../names.ts';
import { voidMailLinksOf } from '../mail-links/mail-link-store.ts';
import { tellOfAccountChange } from '../mail-links/tell-of-account-change.ts';
import { writeOnceAsActor } from '../write-as-actor.ts';
import { refuseUniqueConflict } from './accounts.ts';
import { type Account, findAccount, updateDetails } from './people-store.ts';

/**
 * A version of a person's name and e-mail address, for the form that replaces both. It changes when the name
 * or the address changes.
 */
export const detailsVersion = ({ displayName, email }: Pick<Account, 'displayName' | 'email'>): string =>
	createHash('sha256')
		.update(JSON.stringify([displayName, email]))
		.digest('base64url')
		.slice(0, 16);

/** Counts the new addresses that each person tries: each answer tells whether an account has it. */
const rateLimitAddresses = sharedLimit({ name: 'new-address', ...NEW_ADDRESS_RATE_LIMIT });

/** Throws `identity.email-many` (429) for somebody who tried many addresses within an hour. */
async function mustNotTryMany(world: World, person: string): Promise<void> {
	const share = await rateLimitAddresses(world, person);
	if (share.allowed) return;
	const minutes = Math.max(2, Math.ceil(share.wait / 60));
	throw new Refusal('identity.email-many', { field: 'email', status: 429, params: { minutes } });
}

/**
 * Changes the actor's own name and e-mail address; a change of name records the event `identity.renamed`; a
 * new address is to be verified again, links sent to the former one are void, and a mail there tells of it.
 * `shown` is the version of both that the form's page showed. Throws `identity.details-changed` (409) when
 * they have changed since, in another tab or on another device, and `identity.email-many` (429) after many addresses
 * within an hour.
 */
export async function changeDetails(
	world: World,
	actor: Actor,
	input: { displayName: string; email: string; shown?: string | undefined; key: string },
): Promise<void> {
	const me = mustBePerson(actor);
	const may = (one: Actor) => must(one, 'write', { kind: 'person', person: me.id });
	may(actor);
	const problem = emailProblem(input.email);
	if (problem) throw new Refusal(problem, { field: 'email' });
	const displayName = visibleLine(input.displayName);
	if (displayName === '') throw new Refusal('identity.name-missing', { field: 'displayName' });
	const email = foldEmail(input.email) || null;
	const sent = { displayName, email: email ?? '' };
	const known = await findAccount(world.db.read, { id: me.id });
	if (email && email !== known?.email) await mustNotTryMany(world, me.id);
	await refuseUniqueConflict(
		writeOnceAsActor(
			world,
			actor,
			{ may, action: 'identity.change-details', key: input.key, sent },
			async (tx) => {
				const was = await findAccount(tx, { id: me.id });
				if (was && input.shown !== undefined && input.shown !== detailsVersion(was))
					throw new Refusal('identity.details-changed', { status: 409 });
				const other = email ? await findAccount(tx, { email }) : undefined;
				if (other && other.id !== me.id) throw new Refusal('identity.email-taken', { field: 'email' });
				const newAddress = email !== was?.email;
				if (newAddress) await tellOfAccountChange(tx, world, me.id, 'address-changed');
				await updateDetails(tx, me.id, { displayName, email }, { newAddress });
				if (newAddress) await voidMailLinksOf(tx, me.id, world.now());
				if (displayName !== was?.displayName)
					await recordEvent(tx, world, { name: 'identity.renamed', person: me.id, about: {} });
				return true;
			},
		),
	);
}
