import { describe, expect, test } from 'vitest';
import { PASSWORD_COST } from '#platform/server';
import { passwordProblem } from './new-password/password-rule.ts';
import { generatePassword, hashPassword, hasGeneratedForm, verifyPassword } from './passwords.ts';

const PASSWORD = 'la neige tombe sur Rimouski';
/** The lowest cost that the algorithm accepts: how strong the hash is does not matter here. */
const CHEAP = { passwordCost: { memory: 8, passes: 1, parallelism: 1 } };
/** The cost of password hashes in the service. */
const REAL = { passwordCost: PASSWORD_COST };

test('the service hashes as OWASP asks at least (Argon2id, 19 MiB, 2 passes), and says so in the hash', async () => {
	expect(PASSWORD_COST).toEqual({ memory: 19_456, passes: 2, parallelism: 1 });
	const hash = await hashPassword(REAL, PASSWORD);
	expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
	expect(await verifyPassword(REAL, hash, PASSWORD)).toEqual({ right: true, weak: false });
	expect(await verifyPassword(REAL, hash, `${PASSWORD}.`)).toEqual({ right: false, weak: false });
});

test('a hash holds every character of a long password, accents and blanks', async () => {
	const long = `é ${'ab'.repeat(60)}`;
	const hash = await hashPassword(CHEAP, long);
	expect(await verifyPassword(CHEAP, hash, long.normalize('NFD'))).toEqual({ right: true, weak: false });
	expect((await verifyPassword(CHEAP, hash, long.slice(0, -1))).right).toBe(false);
	expect((await verifyPassword(CHEAP, hash, `${long} `)).right).toBe(false);
	expect(await hashPassword(CHEAP, long)).not.toBe(hash);
});

/** The cost in use when a hash is checked; each hash below was made with one of its numbers changed. */
const USUAL = { memory: 32, passes: 1, parallelism: 1 };
test.each([
	['memory', { memory: 40 }],
	['passes', { passes: 2 }],
	['lanes', { parallelism: 2 }],
] as const)('a hash of other %s is right and to be made anew', async (_name, change) => {
	const hash = await hashPassword({ passwordCost: { ...USUAL, ...change } }, PASSWORD);
	expect(await verifyPassword({ passwordCost: USUAL }, hash, PASSWORD)).toEqual({ right: true, weak: true });
});

test.each([null, '', 'plain', '$argon2i$v=19$m=8,t=1,p=1$YWFhYQ$YWFhYQ'])(
	'%s is never right',
	async (hash) => {
		expect(await verifyPassword(CHEAP, hash, PASSWORD)).toEqual({ right: false, weak: false });
	},
);

describe('many at once', () => {
	const busy = { reason: { code: 'identity.busy', status: 503 } };
	/** Starts this many hashes at once in the queue `whose`; returns their promises in the order asked. */
	const many = (whose: string, times: number) =>
		Array.from({ length: times }, () => verifyPassword(CHEAP, null, PASSWORD, whose));

	test('a hundred from one address are refused past their share, and leave others their place', async () => {
		const order: string[] = [];
		const flood = many('flood', 100);
		for (const one of flood) one.then(() => order.push('flood')).catch(() => undefined);
		const ada = many('ada', 1).map((one) => one.then(() => order.push('ada')));
		const settled = await Promise.allSettled(flood);
		await Promise.all(ada);
		const refused = settled.filter((one) => one.status === 'rejected');
		// Two run and forty-eight wait; the other fifty are refused.
		expect(refused).toHaveLength(50);
		for (const one of refused) expect(one).toMatchObject(busy);
		// Ada is served right after those already running, not after all the waiting ones.
		expect(order.indexOf('ada')).toBeLessThanOrEqual(4);
		expect(order).toHaveLength(51);
	});

	test('from many addresses too, what waits is bounded; who asks for little takes the place of who asks for most', async () => {
		const flood = ['a', 'b', 'c'].flatMap((whose) => many(whose, 48));
		const ada = many('ada', 1);
		const settled = await Promise.allSettled(flood);
		await expect(Promise.all(ada)).resolves.toHaveLength(1);
		// Two ran at once and ninety-six waited, the limit; one of those was refused to make room for Ada.
		expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(97);
		expect(await verifyPassword(CHEAP, null, PASSWORD)).toEqual({ right: false, weak: false });
	});
});

test('a password made for somebody is never one that would be refused', () => {
	// Without generating again, about ten of these would be refused.
	const made = Array.from({ length: 8000 }, generatePassword);
	expect(made.filter((password) => passwordProblem(password))).toEqual([]);
	expect(made.filter((password) => !hasGeneratedForm(password))).toEqual([]);
	expect(new Set(made).size).toBe(made.length);
});
