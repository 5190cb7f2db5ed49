import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { ATTEMPTS, countedAttempts, secondsToWait } from '../../attempt-rules.ts';
import { attemptsFor, forgetAttempts, putAttempts } from '../invitations/entry-store.ts';
import { findAccount } from '../accounts/people-store.ts';
import { attemptKey } from './tokens.ts';

const turns = new Map<string, Promise<unknown>>();

/** The passwords tried for one account are looked at one after another: a burst cannot outrun the count. */
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

/** The refusal of an attempt that must wait. */
export function waitFirst(seconds: number): Refusal {
	return seconds > 90
		? new Refusal('identity.wait-minutes', { status: 429, params: { minutes: Math.ceil(seconds / 60) } })
		: new Refusal('identity.wait-seconds', { status: 429, params: { seconds: Math.max(2, seconds) } });
}

/** Whether an attempt was refused because it must wait. */
export const isWait = (problem: unknown): problem is Refusal =>
	problem instanceof Refusal && /^identity\.wait-(seconds|minutes)$/.test(problem.code);

/** How attempts are counted where several places try for one account. */
export interface Counting {
	readonly limits?: typeof ATTEMPTS;
	/** Whether a right password makes the wrong ones forgotten. */
	readonly forgets?: boolean;
	/** Told how long it is to wait (0: not at all); gives how long this place waits. */
	readonly turnOf?: (wait: number) => number;
}

/**
 * Looks at a password for an account (its id, or what was typed when there is none) and counts the wrong ones, with the
 * person whose account it is, if any. While a wait
 * runs it refuses with `identity.wait-seconds` or `identity.wait-minutes` (429) and looks at nothing.
 */
export function tryPassword(
	world: Pick<World, 'db' | 'now'>,
	account: string,
	look: (failures: number) => Promise<boolean>,
	person: string | null,
	{ limits = ATTEMPTS, forgets = true, turnOf = (wait) => wait }: Counting = {},
): Promise<boolean> {
	const key = attemptKey(account);
	return inTurn(key, async () => {
		const before = await attemptsFor(world.db.read, key);
		const wait = turnOf(secondsToWait(before, world.now(), limits));
		if (wait > 0) throw waitFirst(wait);
		const counted = countedAttempts(before, world.now(), limits).failures;
		const right = await look(counted);
		const now = world.now();
		if (!right) {
			await world.db.write(async (tx) => {
				// Erased while it was looked at: nothing of theirs is counted.
				if (person !== null && !(await findAccount(tx, { id: person }))) return;
				await putAttempts(tx, key, person, { failures: counted + 1, lastAt: now });
			});
		} else if (before && forgets) await world.db.write((tx) => forgetAttempts(tx, key));
		return right;
	});
}
