import { expect, test } from 'vitest';
import { TURN_RESERVED_SECONDS, SignInTurns } from './sign-in-turns.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22) + seconds * 1000);
const ADA = { network: 'ada', failures: 0 };
const STRANGER = { network: 'stranger', failures: 7 };

test('nobody told to wait: whoever comes', () => {
	const next = new SignInTurns(10);
	expect(next.waitOf('account', STRANGER, 0, at(0))).toBe(0);
	expect(next.waitOf('account', STRANGER, 0, at(1))).toBe(0);
});

test('told to wait, the network that failed least has the next try, whenever the others ask', () => {
	const next = new SignInTurns(10);
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
	const next = new SignInTurns(10);
	next.waitOf('account', ADA, 6, at(2));
	expect(next.waitOf('other', STRANGER, 0, at(8))).toBe(0);
	expect(next.waitOf('account', STRANGER, 0, at(8 + TURN_RESERVED_SECONDS))).toBe(0);
});

test('one that failed less never waits for one that failed more; of two alike, the first', () => {
	const next = new SignInTurns(10);
	next.waitOf('account', STRANGER, 5, at(0));
	expect(next.waitOf('account', ADA, 0, at(5))).toBe(0);
	next.waitOf('account', ADA, 5, at(10));
	next.waitOf('account', { network: 'bruno', failures: 0 }, 4, at(11));
	expect(next.waitOf('account', { network: 'bruno', failures: 0 }, 0, at(15))).toBeGreaterThan(0);
	expect(next.waitOf('account', ADA, 0, at(16))).toBe(0);
});

test('remembers a bounded number of accounts', () => {
	const next = new SignInTurns(2);
	for (const account of ['one', 'two', 'three']) next.waitOf(account, ADA, 5, at(0));
	expect(next.waitOf('one', STRANGER, 0, at(6))).toBe(0);
	expect(next.waitOf('two', STRANGER, 0, at(6))).toBeGreaterThan(0);
	expect(next.waitOf('three', STRANGER, 0, at(6))).toBeGreaterThan(0);
});

test('one network that asks again keeps its turn, and the turn ends by itself', () => {
	const next = new SignInTurns(10);
	next.waitOf('account', ADA, 10, at(0));
	// The try stays reserved for as long as Ada was told to wait, plus KEPT_SECONDS.
	expect(next.waitOf('account', STRANGER, 0, at(10 + TURN_RESERVED_SECONDS - 0.001))).toBe(1);
	next.waitOf('account', ADA, 4, at(20));
	expect(next.waitOf('account', STRANGER, 0, at(24 + TURN_RESERVED_SECONDS))).toBe(0);
});

test('the turn of one who failed more goes to whoever failed less and waits too', () => {
	const next = new SignInTurns(10);
	next.waitOf('account', STRANGER, 5, at(0));
	next.waitOf('account', { network: 'other', failures: 7 }, 4, at(1));
	// With equal failures, the first network keeps the turn.
	expect(next.waitOf('account', { network: 'other', failures: 7 }, 0, at(5))).toBeGreaterThan(0);
	next.waitOf('account', ADA, 1, at(4));
	expect(next.waitOf('account', STRANGER, 0, at(5))).toBe(TURN_RESERVED_SECONDS);
	expect(next.waitOf('account', ADA, 0, at(5))).toBe(0);
});

test('of many accounts, the one whose turn was given longest ago is forgotten', () => {
	const next = new SignInTurns(2);
	next.waitOf('one', STRANGER, 5, at(0));
	next.waitOf('two', STRANGER, 5, at(0));
	// The turn of account « one » is given again, which makes « two » the one given longest ago.
	next.waitOf('one', ADA, 5, at(1));
	next.waitOf('three', ADA, 5, at(2));
	const other = { network: 'other', failures: 9 };
	expect(next.waitOf('two', other, 0, at(6))).toBe(0);
	expect(next.waitOf('one', other, 0, at(6))).toBeGreaterThan(0);
});

test('a turn that ended is nobody’s, to the millisecond: whoever waits then has the next', () => {
	const next = new SignInTurns(10);
	next.waitOf('account', ADA, 5, at(0));
	next.waitOf('account', STRANGER, 5, at(5 + TURN_RESERVED_SECONDS));
	const other = { network: 'other', failures: 9 };
	expect(next.waitOf('account', other, 0, at(10 + TURN_RESERVED_SECONDS))).toBe(TURN_RESERVED_SECONDS);
	// This time the stranger asks just before Ada's turn ends, and so does not get the next turn.
	const before = new SignInTurns(10);
	before.waitOf('account', ADA, 5, at(0));
	before.waitOf('account', STRANGER, 5, at(5 + TURN_RESERVED_SECONDS - 0.001));
	expect(before.waitOf('account', other, 0, at(10 + TURN_RESERVED_SECONDS))).toBe(0);
});
