import { Refusal } from '#platform';
import { addressBuckets, addressGroup, type World } from '#platform/server';
import { landingPath, type Role } from '../../actor.ts';
import { foldEmail, foldUsername } from '../../names.ts';
import { isWait, tryPassword } from './attempts.ts';
import { ATTEMPTS_FROM_ANYWHERE, PER_ADDRESS } from '../../attempt-rules.ts';
import { NextPlace } from '../../next-place.ts';
import { deviceOf, rememberDevice } from './known-device.ts';
import { hashPassword, looksGenerated, verifyPassword } from '../passwords/passwords.ts';
import { membershipRows } from '../accounts/membership-store.ts';
import { type Credentials, findCredentials, replaceHash } from '../accounts/people-store.ts';
import { newSession, openSession } from './sessions.ts';

/** What somebody types to sign in, and from where. */
export interface SignInInput {
	/** A user name or an e-mail address, in any case. */
	readonly identifier: string;
	readonly password: string;
	/** The network address, for the share of sign-ins of one place; never kept. */
	readonly address: string;
	readonly label?: string | null;
	/** The cookie of the device, if the browser sent one. */
	readonly device?: string | undefined;
	/** The session of this browser that ends, if it had one. */
	readonly replaces?: string | null | undefined;
}

/** An open session: the token for the cookie, and where to go. */
export interface SignedIn {
	readonly token: string;
	/** The cookie by which this browser is known again. */
	readonly device: string;
	readonly person: string;
	readonly mustChangePassword: boolean;
	readonly landing: string;
}

const takeFrom = addressBuckets(PER_ADDRESS);
const nextPlace = new NextPlace(PER_ADDRESS.remembered);

const fold = (identifier: string) =>
	identifier.includes('@') ? foldEmail(identifier) : foldUsername(identifier);

/**
 * Whether a password was made for this person, to be changed at once (`looksGenerated`). It is looked at even while its account waits: it is
 * drawn from 2^60, so tries without end guess none, and whoever is kept out asks their school for one. What looks like one
 * costs the same time for every name, and a wrong one is answered by the same wait, so that nobody learns who was given one.
 */
async function isTemporary(
	world: World,
	found: Credentials | undefined,
	password: string,
	whose: string,
): Promise<boolean> {
	const hash = found?.account.mustChangePassword ? found.passwordHash : null;
	return (await verifyPassword(world, hash, password, whose)).right;
}

/**
 * Signs somebody in and opens a new session. Refuses with `identity.wrong`, the same for an unknown name, a wrong
 * password and a closed account; after ten wrong passwords with a wait (429), save for a password made for them; when too many sign in at once with
 * `identity.busy` (503). Not through `once`: its answer is a secret that must not lie in a table, and a second
 * sending only opens a second session.
 */
export async function signIn(world: World, input: SignInInput): Promise<SignedIn> {
	const identifier = fold(input.identifier);
	const found = await findCredentials(world.db.read, { identifier });
	const tied = found?.passwordHash && { person: found.account.id, passwordHash: found.passwordHash };
	const device = tied ? deviceOf(input.device, tied) : undefined;
	const place = addressGroup(input.address);
	// A device that is known waits for no stranger of the same address.
	const whose = device === undefined ? place : `device:${device}`;
	if (device === undefined && !takeFrom(input.address, world.now()).allowed)
		throw new Refusal('identity.many-from-here', { status: 429 });
	let weak = false;
	const look = async () => {
		const compared = await verifyPassword(world, found?.passwordHash ?? null, input.password, whose);
		weak = compared.weak;
		return compared.right && found?.account.disabledAt === null;
	};
	const anywhere = found ? `anywhere:${found.account.id}` : `anywhere:${identifier}`;
	const person = found?.account.id ?? null;
	const inTime = () =>
		device === undefined
			? // What was typed, not the account, so that the wait never tells that a name and an address are one person.
				tryPassword(
					world,
					`typed:${identifier}|${place}`,
					(failures) =>
						tryPassword(world, anywhere, look, person, {
							limits: ATTEMPTS_FROM_ANYWHERE,
							// Her getting in must not give strangers elsewhere their free tries again.
							forgets: false,
							turnOf: (wait) => nextPlace.waitOf(anywhere, { place, failures }, wait, world.now()),
						}),
					person,
				)
			: tryPassword(world, `${whose}|${person}`, look, person);
	// A device that is known took nothing of its address's share, and waits: what it has looked at besides is counted.
	const mayLook = () =>
		looksGenerated(input.password) && (device === undefined || takeFrom(input.address, world.now()).allowed);
	const right = await inTime().catch(async (problem: unknown) => {
		if (!isWait(problem) || !mayLook() || !(await isTemporary(world, found, input.password, whose)))
			throw problem;
		return found?.account.disabledAt === null;
	});
	if (!right || !found) {
		// That it happened, never who: a rise of these lines is what an operator needs to see.
		world.log.warn('identity.sign-in-refused');
		throw new Refusal('identity.wrong');
	}
	const { account, passwordHash } = found;
	// A right password has a hash; asked for the types.
	const stronger =
		weak && passwordHash
			? { from: passwordHash, to: await hashPassword(world, input.password, whose) }
			: null;
	const { token, session } = newSession(account.id, world.now(), input.label);
	await world.db.write(async (tx) => {
		if (stronger) await replaceHash(tx, account.id, stronger.from, stronger.to);
		await openSession(tx, session, input.replaces);
	});
	const held: Role[] = (await membershipRows(world.db.read, account.id)).map((membership) => membership.role);
	return {
		token,
		device: rememberDevice(input.device, {
			person: account.id,
			passwordHash: stronger?.to ?? passwordHash ?? '',
		}),
		person: account.id,
		mustChangePassword: account.mustChangePassword,
		landing: landingPath(held),
	};
}
