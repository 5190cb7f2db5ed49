import { Refusal } from '#platform';
import type { World } from '#platform/server';
import { ATTEMPT_LIMITS, unexpiredAttempts, secondsToWait } from '../../attempt-rules.ts';
import { type TryingNetwork, turnAfter } from '../../sign-in-turns.ts';
import { findAccount } from '../accounts/people-store.ts';
import {
	attemptsFor,
	changeAttempts,
	countFailure,
	deleteAttempts,
	type StoredAttempts,
} from './attempt-store.ts';
import { attemptKey } from './tokens.ts';

const turns = new Map<string, Promise<unknown>>();

/**
 * Runs the checks of passwords for one account one at a time in this process, so that many requests at once
 * cannot get past the count of wrong ones. Across processes, `beginTry` sees to it.
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
	/** The network of the present attempt, where networks wait for their turn (`turnAfter`). */
	readonly turnOf?: TryingNetwork | undefined;
}

/** A try that may be made now: how many wrong passwords are counted, and what was stored before and since. */
interface Try {
	readonly counted: number;
	readonly before: StoredAttempts | undefined;
	/** What is stored if the try is counted in advance; undefined if it is counted only once it is wrong. */
	readonly claimed: StoredAttempts | undefined;
}

/**
 * Begins a try of a password under a key, or throws the wait. Once the free tries are used up, the try is
 * counted as wrong before the password is checked: of several processes that begin one at the same moment, one
 * may.
 */
async function beginTry(
	world: Pick<World, 'db' | 'now'>,
	key: string,
	{ limits, turnOf }: { readonly limits: typeof ATTEMPT_LIMITS; readonly turnOf: TryingNetwork | undefined },
): Promise<Try> {
	for (;;) {
		const now = world.now();
		const before = await attemptsFor(world.db.read, key);
		const wait = secondsToWait(before, now, limits);
		const reserved = before?.turn ?? null;
		const { seconds, turn } = turnOf
			? turnAfter(reserved, turnOf, wait, now)
			: { seconds: wait, turn: reserved };
		const counted = unexpiredAttempts(before, now, limits).failures;
		const isClaimed = before !== undefined && seconds === 0 && counted >= limits.free;
		const after = before && {
			...(isClaimed ? { failures: counted + 1, lastAt: now } : before),
			turn,
		};
		const isChanged = isClaimed || turn !== reserved;
		if (
			before &&
			after &&
			isChanged &&
			!(await world.db.write((tx) => changeAttempts(tx, key, before, after)))
		)
			continue;
		if (seconds > 0) throw waitRefusal(seconds);
		return { counted, before, claimed: isClaimed ? after : undefined };
	}
}

/**
 * Calls `check` to check a password for an account. Counts the password if it is wrong, clears the count if
 * it is right (unless `forgets` is false), and returns whether it was right. `account` is the account's id,
 * or the typed name when there is none; `person` is its owner, or null; `check` is given the number of wrong
 * passwords counted. During a wait, throws `identity.wait-seconds` or `identity.wait-minutes` (429) without
 * calling `check`. What is counted holds for every process of the service.
 */
export function tryPassword(
	world: Pick<World, 'db' | 'now'>,
	account: string,
	check: (failures: number) => Promise<boolean>,
	person: string | null,
	{ limits = ATTEMPT_LIMITS, forgets = true, turnOf }: TryPasswordOptions = {},
): Promise<boolean> {
	const key = attemptKey(account);
	return inTurn(key, async () => {
		const { counted, before, claimed } = await beginTry(world, key, { limits, turnOf });
		/** Takes back what was counted in advance, unless another try was counted since. */
		const takeBack = async () => {
			if (before && claimed)
				await world.db.write((tx) => changeAttempts(tx, key, claimed, { ...before, turn: claimed.turn }));
		};
		let right: boolean;
		try {
			right = await check(counted);
		} catch (problem) {
			await takeBack();
			throw problem;
		}
		if (right) {
			if (!forgets) await takeBack();
			else if (before) await world.db.write((tx) => deleteAttempts(tx, key));
		} else if (!claimed) {
			const at = world.now();
			await world.db.write(async (tx) => {
				// If the person was erased during the check, no wrong password is counted for them.
				if (person !== null && !(await findAccount(tx, { id: person }))) return;
				const since = new Date(at.getTime() - limits.forgottenAfter * 1000);
				await countFailure(tx, key, person, { at, since });
			});
		}
		return right;
	});
}
