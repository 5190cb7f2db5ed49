import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { ATTEMPT_LIMITS, unexpiredAttempts, secondsToWait } from '../../attempt-rules.ts';
import { attemptsFor, deleteAttempts, replaceAttempts } from './attempt-store.ts';
import { findAccount } from '../accounts/people-store.ts';
import { attemptKey } from './tokens.ts';

const turns = new Map<string, Promise<unknown>>();

/**
 * Runs the checks of passwords for one account one at a time, so that many requests at once cannot get past
 * the count of wrong ones.
 */
function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
	const mine = (turns.get(key) ?? Promise.resolve()).then(work);
	const settled = mine
		.catch(() => undefined)
		.then(() => {
			if (turns.get(key) === settled) turns.delete(key);
		});
	turns.set(key, settled);
	return mine;
}

/** Creates the refusal (429) of a sign-in that must wait this many seconds. */
export function waitRefusal(seconds: number): Refusal {
	return seconds > 90
		? new Refusal('identity.wait-minutes', { status: 429, params: { minutes: Math.ceil(seconds / 60) } })
		: new Refusal('identity.wait-seconds', { status: 429, params: { seconds: Math.max(2, seconds) } });
}

/** Returns whether an error is a refusal made by `waitRefusal`. */
export const isWait = (problem: unknown): problem is Refusal =>
	problem instanceof Refusal && /^identity\.wait-(seconds|minutes)$/.test(problem.code);

/** Options of `tryPassword` for counts that several networks share. */
export interface TryPasswordOptions {
	readonly limits?: typeof ATTEMPT_LIMITS;
	/** True (the default) if a right password resets the count of wrong ones. */
	readonly forgets?: boolean;
	/**
	 * Maps the seconds for which the account must wait (0: none) to those for which the network of the
	 * present attempt must wait.
	 */
	readonly turnOf?: (wait: number) => number;
}

/**
 * Calls `check` to check a password for an account. Counts the password if it is wrong, clears the count if
 * it is right (unless `forgets` is false), and returns whether it was right. `account` is the account's id,
 * or the typed name when there is none; `person` is its owner, or null; `check` is given the number of wrong
 * passwords counted. During a wait, throws `identity.wait-seconds` or `identity.wait-minutes` (429) without
 * calling `check`.
 */
export function tryPassword(
	world: Pick<World, 'db' | 'now'>,
	account: string,
	check: (failures: number) => Promise<boolean>,
	person: string | null,
	{ limits = ATTEMPT_LIMITS, forgets = true, turnOf = (wait) => wait }: TryPasswordOptions = {},
): Promise<boolean> {
	const key = attemptKey(account);
	return inTurn(key, async () => {
		const before = await attemptsFor(world.db.read, key);
		const wait = turnOf(secondsToWait(before, world.now(), limits));
		if (wait > 0) throw waitRefusal(wait);
		const counted = unexpiredAttempts(before, world.now(), limits).failures;
		const right = await check(counted);
		const now = world.now();
		if (!right) {
			await world.db.write(async (tx) => {
				// If the person was erased during the check, no wrong password is counted for them.
				if (person !== null && !(await findAccount(tx, { id: person }))) return;
				await replaceAttempts(tx, key, person, { failures: counted + 1, lastAt: now });
			});
		} else if (before && forgets) await world.db.write((tx) => deleteAttempts(tx, key));
		return right;
	});
}
