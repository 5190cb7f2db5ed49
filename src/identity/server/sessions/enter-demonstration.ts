import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import { landingPath } from '../../actor.ts';
import { type DemonstrationAccount, findDemonstrationAccounts } from '../accounts/demonstration-store.ts';
import { newSession, openSession } from './sessions.ts';
import { type SignInResult, rateLimitSignIns } from './sign-in.ts';

/** The made-up people whose accounts a demonstration lends, in the order they are offered. */
const LENT = ['ada', 'emile', 'bruno', 'chloe'] as const;

/**
 * Returns the open accounts that visitors of a demonstration may enter without a password; none for a real
 * service.
 */
export const demonstrationAccounts = async (world: World): Promise<readonly DemonstrationAccount[]> =>
	world.demonstration ? findDemonstrationAccounts(world.db.read, LENT) : [];

/** The demonstration account to enter, and the network and browser of the visitor. */
export interface EnterDemonstrationInput {
	readonly username: string;
	/** The network address, counted against the limit of sign-ins per network; never stored. */
	readonly address: string;
	readonly label?: string | null;
	/** Id of the browser's present session, if any, which the new one replaces. */
	readonly replaces?: string | null | undefined;
}

/**
 * Opens a session of a made-up person, without a password. Throws not-found (404) in a real service, for an
 * account with a role in a real institution and for any other name. Throws `identity.many-from-here` (429)
 * after too many sign-ins from one network.
 */
export async function enterDemonstration(
	world: World,
	{ username, address, label, replaces }: EnterDemonstrationInput,
): Promise<Omit<SignInResult, 'device'>> {
	const found = (await demonstrationAccounts(world)).find((one) => one.username === username);
	if (!found) throw notFound();
	if (!(await rateLimitSignIns(world, address)).allowed)
		throw new Refusal('identity.many-from-here', { status: 429 });
	const { token, session } = newSession(found.id, world.now(), label);
	await world.db.write((tx) => openSession(tx, session, replaces));
	return {
		token,
		person: found.id,
		mustChangePassword: found.mustChangePassword,
		landing: landingPath(found.memberships.map(({ role }) => role)),
	};
}
