import { describe, expect, test } from 'vitest';
import { eachDialect, type TestWorld, testWorld } from '#tests/world';
import type { Refusal } from '#platform';
import { ATTEMPT_LIMITS, ATTEMPT_LIMITS_FROM_ANYWHERE, ADDRESS_RATE_LIMIT } from '../attempt-rules.ts';
import { createPerson, generatePassword, personByUsername, setPassword, signIn } from './index.ts';
import { recognizedDevice, deviceCookieValue } from './sessions/known-device.ts';
import { hashPassword } from './passwords/passwords.ts';
import { updateDisabled } from './accounts/people-store.ts';

const PASSWORD = 'la neige tombe sur Rimouski';
const SCHOOL = '203.0.113.7';
const later = (world: TestWorld, seconds: number) =>
	world.setNow(new Date(world.now().getTime() + seconds * 1000));

/** Tries to sign in, and returns `in`, `wrong`, or the number of seconds to wait. */
async function attempt(
	world: TestWorld,
	input: Parameters<typeof signIn>[1],
): Promise<'in' | 'wrong' | number> {
	try {
		await signIn(world, input);
		return 'in';
	} catch (problem) {
		const { code, params } = problem as Refusal;
		if (code === 'identity.wrong') return 'wrong';
		if (code === 'identity.wait-seconds') return Number(params['seconds']);
		if (code === 'identity.wait-minutes') return Number(params['minutes']) * 60;
		throw problem;
	}
}

eachDialect('kept out of one’s own account', (open) => {
	let count = 0;
	/**
	 * Creates a person who has signed in once; `device` is the cookie by which that browser is then
	 * recognised.
	 */
	async function person(world: TestWorld) {
		const username = `ada-${(count += 1)}`;
		await createPerson(world, { username, displayName: 'Ada', password: PASSWORD });
		const { device } = await signIn(world, { identifier: username, password: PASSWORD, address: SCHOOL });
		const wrong = (address: string) => attempt(world, { identifier: username, password: 'x', address });
		const right = (address: string, known?: string) =>
			attempt(world, { identifier: username, password: PASSWORD, address, device: known });
		return { username, device, wrong, right };
	}

	test('a stranger behind the same address, one try a second: on her device, Ada is in at once', async () => {
		const world = open();
		const { device, wrong, right } = await person(world);
		let looked = 0;
		for (let second = 0; second < 480; second += 1) {
			if ((await wrong(SCHOOL)) === 'wrong') looked += 1;
			later(world, 1);
			if (second % 60 === 59) expect(await right(SCHOOL, device)).toBe('in');
		}
		// Ten tries without a wait, then waits of 5, 10, 20… 300 s.
		expect(looked).toBe(ATTEMPT_LIMITS.free + 6);
		// The stranger still has to wait: Ada's sign-in did not reset their count.
		expect(await wrong(SCHOOL)).toBeGreaterThan(90);
		expect(await right(SCHOOL)).toBeGreaterThan(90);
		// From another address, even an unknown device signs in at once.
		expect(await right('198.51.100.4')).toBe('in');
	});

	test('strangers from two dozen IPv6 networks: on a device nobody knows, Ada is in within ten seconds', async () => {
		const world = open();
		const { device, wrong, right } = await person(world);
		/** Length of each attack in seconds: three times the longest wait. */
		const SECONDS = 3 * ATTEMPT_LIMITS_FROM_ANYWHERE.longestWait;
		const networks = Array.from({ length: 24 }, (_, n) => `2001:db8:0:${n.toString(16)}::1`);
		const round = async () => {
			const all = [];
			for (const network of networks) all.push(await wrong(network));
			later(world, 1);
			return all.filter((one) => one === 'wrong').length;
		};
		// Use up the free tries from all addresses, until the wait is the longest.
		let looked = 0;
		for (let n = 0; n < 10; n += 1) looked += await round();
		expect(looked).toBeGreaterThanOrEqual(ATTEMPT_LIMITS_FROM_ANYWHERE.free);
		for (let n = 0; n < 10; n += 1) {
			later(world, ATTEMPT_LIMITS.longestWait);
			await round();
		}
		later(world, ATTEMPT_LIMITS.longestWait);
		looked = 0;
		for (let second = 0; second < SECONDS; second += 1) looked += await round();
		expect(looked).toBeGreaterThan(1);
		expect(looked).toBeLessThanOrEqual(SECONDS / ATTEMPT_LIMITS_FROM_ANYWHERE.longestWait);
		expect(await right(SCHOOL, device)).toBe('in');

		// The strangers try every second, while Ada waits as long as she is told to.
		for (const home of ['2001:db8:ffff:1::5', '198.51.100.9']) {
			await round();
			let waited = 0;
			let told = await right(home);
			while (told !== 'in') {
				expect(told).not.toBe('wrong');
				for (let left = Number(told); left > 0; left -= 1) {
					await round();
					waited += 1;
				}
				told = await right(home);
			}
			expect(waited).toBeLessThanOrEqual(10);
			// Ada's sign-in does not reset the strangers' count.
			looked = 0;
			for (let second = 0; second < SECONDS; second += 1) looked += await round();
			expect(looked).toBeLessThanOrEqual(SECONDS / ATTEMPT_LIMITS_FROM_ANYWHERE.longestWait);
		}
	});

	test('at the very address of the stranger, on a device nobody knows: a password made for her lets her in at once', async () => {
		const world = open();
		const { username, wrong, right } = await person(world);
		const given = generatePassword();
		const wait = async () => {
			for (let n = 0; n <= ATTEMPT_LIMITS.free; n += 1) await wrong(SCHOOL);
			return wrong(SCHOOL);
		};
		const from = (password: string, identifier = username) =>
			attempt(world, { identifier, password, address: SCHOOL });
		expect(await wait()).toBe(ATTEMPT_LIMITS.firstWait);
		// A password that Ada chose herself is not checked during a wait, even if it has
		// the form of a generated one.
		const id = (await personByUsername(world, username))!.id;
		await setPassword(world, id, given);
		expect(await from(given)).toBe(ATTEMPT_LIMITS.firstWait);
		// A temporary password is checked during a wait: only the right one, for the right account.
		await setPassword(world, id, given, { mustChange: true });
		expect(await from(generatePassword())).toBe(ATTEMPT_LIMITS.firstWait);
		expect(await from('x')).toBe(ATTEMPT_LIMITS.firstWait);
		expect(await from(`${given} `)).toBe(ATTEMPT_LIMITS.firstWait);
		expect(await from(given, `${username}-other`)).toBe('wrong');
		expect(await from(given)).toBe('in');
		// Ada's sign-in with a temporary password does not reset the stranger's count.
		expect(await wrong(SCHOOL)).toBe(ATTEMPT_LIMITS.firstWait);
		// A password of another form is not checked during a wait, even if it must be changed.
		await setPassword(world, id, PASSWORD, { mustChange: true });
		expect(await right(SCHOOL)).toBe(ATTEMPT_LIMITS.firstWait);
		// A closed account stays closed.
		await setPassword(world, id, given, { mustChange: true });
		await world.db.write((tx) => updateDisabled(tx, id, world.now()));
		expect(await from(given)).toBe('wrong');
	});

	test('a known device has its own ten tries, and no more', async () => {
		const world = open();
		const { username, device, right } = await person(world);
		const mistake = () => attempt(world, { identifier: username, password: 'x', address: SCHOOL, device });
		for (let n = 0; n < ATTEMPT_LIMITS.free; n += 1) expect(await mistake()).toBe('wrong');
		expect(await mistake()).toBe(ATTEMPT_LIMITS.firstWait);
		expect(await right(SCHOOL, device)).toBe(ATTEMPT_LIMITS.firstWait);
		later(world, ATTEMPT_LIMITS.firstWait);
		expect(await right(SCHOOL, device)).toBe('in');
		for (let n = 0; n < ATTEMPT_LIMITS.free; n += 1) expect(await mistake()).toBe('wrong');
	});

	test('a device is known for the accounts that signed in from it, until their password changes', async () => {
		const world = open();
		const ada = await person(world);
		const emile = await person(world);
		for (let n = 0; n <= ATTEMPT_LIMITS.free; n += 1) await ada.wrong(SCHOOL);
		// Neither Émile's device cookie nor an altered one is recognised for Ada's account.
		expect(await ada.right(SCHOOL, emile.device)).toBe(ATTEMPT_LIMITS.firstWait);
		expect(await ada.right(SCHOOL, `${ada.device.slice(0, -1)}${ada.device.endsWith('A') ? 'B' : 'A'}`)).toBe(
			ATTEMPT_LIMITS.firstWait,
		);
		// On a shared computer, both accounts are recognised.
		const shared = await signIn(world, {
			identifier: emile.username,
			password: PASSWORD,
			address: '198.51.100.8',
			device: ada.device,
		});
		expect(shared.device.split('.')[0]).toBe(ada.device.split('.')[0]);
		expect(await ada.right(SCHOOL, shared.device)).toBe('in');
		const { person: id } = await signIn(world, {
			identifier: ada.username,
			password: PASSWORD,
			address: SCHOOL,
			device: ada.device,
		});
		await setPassword(world, id, PASSWORD);
		expect(await ada.right(SCHOOL, ada.device)).toBe(ATTEMPT_LIMITS.firstWait);
	});
});

test('a device that is known and waits has passwords looked at within the share of its address, and no more', async () => {
	const world = await testWorld('sqlite');
	const given = generatePassword();
	await createPerson(world, {
		username: 'ada',
		displayName: 'Ada',
		password: given,
		mustChangePassword: true,
	});
	const from = { identifier: 'ada', address: '203.0.113.88' };
	const { device } = await signIn(world, { ...from, password: given });
	const tried = (password: string) => attempt(world, { ...from, password, device });
	for (let n = 0; n < ATTEMPT_LIMITS.free; n += 1) expect(await tried('x')).toBe('wrong');
	expect(await tried(given)).toBe('in');
	for (let n = 0; n < ATTEMPT_LIMITS.free; n += 1) await tried('x');
	expect(await tried('x')).toBe(ATTEMPT_LIMITS.firstWait);
	expect(await tried(given)).toBe('in');
	for (let n = 0; n < ATTEMPT_LIMITS.free; n += 1) await tried('x');
	for (let n = 0; n < ADDRESS_RATE_LIMIT.burst; n += 1) await tried(`${n}`.padStart(4, '0') + given.slice(4));
	expect(await tried(given)).toBe(ATTEMPT_LIMITS.firstWait);
	// Each address has its own limit: from another one, the check is made.
	expect(await attempt(world, { ...from, address: '203.0.113.89', password: given, device })).toBe('in');
	await world.close();
});

test('on a device nobody knows, each try takes one of the share of its address, a password made for somebody too', async () => {
	const world = await testWorld('sqlite');
	const given = generatePassword();
	await createPerson(world, {
		username: 'ada',
		displayName: 'Ada',
		password: given,
		mustChangePassword: true,
	});
	const tried = (password: string) =>
		attempt(world, { identifier: 'ada', address: '203.0.113.87', password });
	for (let n = 0; n < ADDRESS_RATE_LIMIT.burst - 2; n += 1) await tried('x');
	expect(await tried(given)).toBe('in');
	expect(await tried(given)).toBe('in');
	await expect(
		signIn(world, { identifier: 'ada', address: '203.0.113.87', password: given }),
	).rejects.toMatchObject({ code: 'identity.many-from-here' });
	await world.close();
});

describe('the cookie of a device', () => {
	const COST = { passwordCost: { memory: 8, passes: 1, parallelism: 1 } };
	const account = async (person: string) => ({ person, passwordHash: await hashPassword(COST, 'x') });

	test('names no account, is short, and another is drawn each time', async () => {
		const ada = await account('ada');
		const cookie = deviceCookieValue(undefined, ada);
		expect(cookie).toMatch(/^[\w-]{22}\.[\w-]{22}$/);
		expect(deviceCookieValue(undefined, ada)).not.toBe(cookie);
		expect(deviceCookieValue(cookie, ada)).toBe(cookie);
		expect(recognizedDevice(cookie, ada)).toBe(cookie.split('.')[0]);
	});

	test('holds the last five accounts', async () => {
		const people = await Promise.all(['1', '2', '3', '4', '5', '6'].map(account));
		let cookie: string | undefined;
		for (const one of people) cookie = deviceCookieValue(cookie, one);
		expect(people.map((one) => recognizedDevice(cookie, one) !== undefined)).toEqual([
			false,
			...Array<boolean>(5).fill(true),
		]);
	});

	test.each(['', 'x', 'a.b', `${'a'.repeat(22)}`, `${'a'.repeat(22)}.${'b'.repeat(21)}é`, '.'.repeat(40)])(
		'« %s » is none, and is replaced',
		async (cookie) => {
			const ada = await account('ada');
			expect(recognizedDevice(cookie, ada)).toBe(undefined);
			expect(recognizedDevice(deviceCookieValue(cookie, ada), ada)).toHaveLength(22);
		},
	);
});
