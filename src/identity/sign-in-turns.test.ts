import { expect, test } from 'vitest';
import { type Turn, TURN_RESERVED_SECONDS, turnAfter } from './sign-in-turns.ts';

/** The turns of several accounts, kept as a store keeps them. */
class SignInTurns {
	readonly #turns = new Map<string, Turn | null>();
	waitOf(account: string, ...[asking, wait, now]: [typeof ADA, number, Date]): number {
		const { seconds, turn } = turnAfter(this.#turns.get(account) ?? null, asking, wait, now);
		this.#turns.set(account, turn);
		return seconds;
	}
}

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22) + seconds * 1000);
const ADA = { network: 'ada', failures: 0 };
const STRANGER = { network: 'stranger', failures: 7 };

test('nobody told to wait: whoever comes', () => {
	const next = new SignInTurns();
	expect(next.waitOf('account', STRANGER, 0, at(0))).toBe(0);
	expect(next.waitOf('account', STRANGER, 0, at(1))).toBe(0);
});

test('told to wait, the network that failed least has the next try, whenever the others ask', () => {
	const next = new SignInTurns();
	expect(next.waitOf('account', STRANGER, 8, at(0))).toBe(8);
	expect(next.waitOf('account', ADA, 6, at(2))).toBe(6);
	expect(next.waitOf('account', STRANGER, 5, at(3))).toBe(5);
	// The account's wait is over, but the next try is reserved for Ada's network; others are told until when.
	expect(next.waitOf('account', STRANGER, 0, at(8))).toBe(TURN_RESERVED_SECONDS);
	expect(next.waitOf('account', STRANGER, 0, at(8 + TURN_RESERVED_SECONDS - 1))).toBe(1);
	expect(next.waitOf('account', ADA, 0, at(9))).toBe(0);
	// Ada has used her reserved try.
	expect(next.waitOf('account', STRANGER, 0, at(9))).toBe(0);
});

test('kept for a moment only, and of that account alone', () => {
	const next = new SignInTurns();
	next.waitOf('account', ADA, 6, at(2));
	expect(next.waitOf('other', STRANGER, 0, at(8))).toBe(0);
	expect(next.waitOf('account', STRANGER, 0, at(8 + TURN_RESERVED_SECONDS))).toBe(0);
});

test('one that failed less never waits for one that failed more; of two alike, the first', () => {
	const next = new SignInTurns();
	next.waitOf('account', STRANGER, 5, at(0));
	expect(next.waitOf('account', ADA, 0, at(5))).toBe(0);
	next.waitOf('account', ADA, 5, at(10));
	next.waitOf('account', { network: 'bruno', failures: 0 }, 4, at(11));
	expect(next.waitOf('account', { network: 'bruno', failures: 0 }, 0, at(15))).toBeGreaterThan(0);
	expect(next.waitOf('account', ADA, 0, at(16))).toBe(0);
});

test('one network that asks again keeps its turn, and the turn ends by itself', () => {
	const next = new SignInTurns();
	next.waitOf('account', ADA, 10, at(0));
	// The try stays reserved for as long as Ada was told to wait, plus KEPT_SECONDS.
	expect(next.waitOf('account', STRANGER, 0, at(10 + TURN_RESERVED_SECONDS - 0.001))).toBe(1);
	next.waitOf('account', ADA, 4, at(20));
	expect(next.waitOf('account', STRANGER, 0, at(24 + TURN_RESERVED_SECONDS))).toBe(0);
});

test('the turn of one who failed more goes to whoever failed less and waits too', () => {
	const next = new SignInTurns();
	next.waitOf('account', STRANGER, 5, at(0));
	next.waitOf('account', { network: 'other', failures: 7 }, 4, at(1));
	// With equal failures, the first network keeps the turn.
	expect(next.waitOf('account', { network: 'other', failures: 7 }, 0, at(5))).toBeGreaterThan(0);
	next.waitOf('account', ADA, 1, at(4));
	expect(next.waitOf('account', STRANGER, 0, at(5))).toBe(TURN_RESERVED_SECONDS);
	expect(next.waitOf('account', ADA, 0, at(5))).toBe(0);
});

test('a turn that ended is nobody’s, to the millisecond: whoever waits then has the next', () => {
	const next = new SignInTurns();
	next.waitOf('account', ADA, 5, at(0));
	next.waitOf('account', STRANGER, 5, at(5 + TURN_RESERVED_SECONDS));
	const other = { network: 'other', failures: 9 };
	expect(next.waitOf('account', other, 0, at(10 + TURN_RESERVED_SECONDS))).toBe(TURN_RESERVED_SECONDS);
	// This time the stranger asks just before Ada's turn ends, and so does not get the next turn.
	const before = new SignInTurns();
	before.waitOf('account', ADA, 5, at(0));
	before.waitOf('account', STRANGER, 5, at(5 + TURN_RESERVED_SECONDS - 0.001));
	expect(before.waitOf('account', other, 0, at(10 + TURN_RESERVED_SECONDS))).toBe(0);
});

test('who asks again at once has the same turn, so that nothing is written', () => {
	const first = turnAfter(null, ADA, 8, at(0)).turn;
	expect(turnAfter(first, ADA, 8, at(0.5)).turn).toBe(first);
	expect(turnAfter(first, ADA, 7, at(1)).turn).toBe(first);
	// A longer wait, or another failure, makes another turn.
	expect(turnAfter(first, ADA, 9, at(0)).turn).toEqual({ ...first, until: at(9 + TURN_RESERVED_SECONDS) });
	expect(turnAfter(first, { ...ADA, failures: 1 }, 8, at(0)).turn).toEqual({ ...first, failures: 1 });
	// One that has the same failures in another network gets nothing of it.
	expect(turnAfter(first, { ...ADA, network: 'other' }, 8, at(0))).toEqual({ seconds: 8, turn: first });
});
