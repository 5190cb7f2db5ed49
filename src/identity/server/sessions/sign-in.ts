import { Refusal } from '#platform';
import { addressGroup, sharedLimit, type World } from '#platform/server';
import { landingPath, type Role } from '../../actor.ts';
import { foldEmail, foldUsername } from '../../names.ts';
import { isWait, tryPassword } from './attempts.ts';
import { ATTEMPT_LIMITS_FROM_ANYWHERE, ADDRESS_RATE_LIMIT } from '../../attempt-rules.ts';
import { recognizedDevice, deviceCookieValue } from './known-device.ts';
import { hashPassword, hasGeneratedForm, verifyPassword } from '../passwords/passwords.ts';
import { membershipRows } from '../accounts/membership-store.ts';
import { type Credentials, findCredentials, replaceHash } from '../accounts/people-store.ts';
import { newSession, openSession } from './sessions.ts';

/** What a person types to sign in, and the device and network they use. */
export interface SignInInput {
	/** A user name or an e-mail address, in any case. */
	readonly identifier: string;
	readonly password: string;
	/** The network address, counted against the limit of sign-ins per network; never stored. */
	readonly address: string;
	readonly label?: string | null;
	/** The device cookie, if the browser sent one. */
	readonly device?: string | undefined;
	/** Id of the browser's present session, if any, which the new one replaces. */
	readonly replaces?: string | null | undefined;
}

/** The result of a sign-in: the token for the session's cookie, and the page to open. */
export interface SignInResult {
	readonly token: string;
	/** The value of the device cookie, by which this browser is recognised next time. */
	readonly device: string;
	readonly person: string;
	readonly mustChangePassword: boolean;
	readonly landing: string;
}

/**
 * Counts a sign-in against the limit of its network address, and returns whether it is allowed. The same limit
 * covers passwords and accounts that a demonstration lends.
 */
export const rateLimitSignIns = sharedLimit({ name: 'sign-in', ...ADDRESS_RATE_LIMIT });

const fold = (identifier: string) =>
	identifier.includes('@') ? foldEmail(identifier) : foldUsername(identifier);

/**
 * Returns whether a password is a temporary one generated for this person (see `hasGeneratedForm`). Such a
 * password is checked even during a wait: it has 60 random bits and cannot be guessed, and a locked-out
 * person can ask their school for one. The check takes the same time for every name, and a wrong password
 * gets the same wait as any other, so that nobody learns who was given one.
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
 * Signs a person in and opens a new session. Throws `identity.wrong`, the same for an unknown name, a wrong
 * password and a closed account; a wait (429) after ten wrong passwords, except for a temporary password
 * generated for the person; and `identity.busy` (503) when too many people sign in at once. Throws
 * `identity.many-from-here` (429) after too many sign-ins from one network. Does not use `runFormOnce`,
 * because the answer is a secret that must not be stored; a repeat only opens a second session.
 */
export async function signIn(world: World, input: SignInInput): Promise<SignInResult> {
	const identifier = fold(input.identifier);
	const found = await findCredentials(world.db.read, { identifier });
	const tied = found?.passwordHash && { person: found.account.id, passwordHash: found.passwordHash };
	const device = tied ? recognizedDevice(input.device, tied) : undefined;
	const network = addressGroup(input.address);
	const place = world.seal.fingerprint(network, 'sign-in');
	// A recognised device has a queue of its own, so it does not wait behind strangers at the same address.
	const whose = device === undefined ? network : `device:${device}`;
	if (device === undefined && !(await rateLimitSignIns(world, input.address)).allowed)
		throw new Refusal('identity.many-from-here', { status: 429 });
	let weak = false;
	const check = async () => {
		const compared = await verifyPassword(world, found?.passwordHash ?? null, input.password, whose);
		weak = compared.weak;
		return compared.right && found?.account.disabledAt === null;
	};
	const anywhere = found ? `anywhere:${found.account.id}` : `anywhere:${identifier}`;
	const person = found?.account.id ?? null;
	const inTime = () =>
		device === undefined
			? // By typed name: a wait must not reveal that a name and an e-mail are one person's.
				tryPassword(
					world,
					`typed:${identifier}|${place}`,
					(failures) =>
						tryPassword(world, anywhere, check, person, {
							limits: ATTEMPT_LIMITS_FROM_ANYWHERE,
							// A successful sign-in does not reset the count of attempts from other addresses.
							forgets: false,
							turnOf: { network: place, failures },
						}),
					person,
				)
			: tryPassword(world, `${whose}|${person}`, check, person);
	// While somebody must wait, a temporary password may still be tried (`isTemporary`). This try counts against
	// the address's limit; a device not recognised was counted above.
	const mayLook = async () =>
		hasGeneratedForm(input.password) &&
		(device === undefined || (await rateLimitSignIns(world, input.address)).allowed);
	const right = await inTime().catch(async (problem: unknown) => {
		if (!isWait(problem) || !(await mayLook()) || !(await isTemporary(world, found, input.password, whose)))
			throw problem;
		return found?.account.disabledAt === null;
	});
	if (!right || !found) {
		// Logs that a sign-in was refused, without the name: operators watch for a rise of these lines.
		world.log.warn('identity.sign-in-refused');
		throw new Refusal('identity.wrong');
	}
	const { account, passwordHash } = found;
	// `passwordHash` is never null here; the check is for TypeScript.
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
		device: deviceCookieValue(input.device, {
			person: account.id,
			passwordHash: stronger?.to ?? passwordHash ?? '',
		}),
		person: account.id,
		mustChangePassword: account.mustChangePassword,
		landing: landingPath(held, account.operatorSince !== null),
	};
}
