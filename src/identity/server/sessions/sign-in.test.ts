import { argon2Sync, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { eachDialect, type TestWorld, testWorld } from '#tests/world';
import { ATTEMPT_LIMITS, ADDRESS_RATE_LIMIT } from '../../attempt-rules.ts';
import { addPerson } from '../accounts/accounts.ts';
import { createPerson, setPassword, signIn } from '../index.ts';
import { hashPassword } from '../passwords/passwords.ts';
import { findCredentials, updatePassword } from '../accounts/people-store.ts';

const PASSWORD = 'la neige tombe sur Rimouski';
const from = (address: string) => ({ address });
const wrong = expect.objectContaining({ code: 'identity.wrong', status: 422 });
const later = (world: TestWorld, seconds: number) =>
	world.setNow(new Date(world.now().getTime() + seconds * 1000));

eachDialect('signing in', (open) => {
	test('Ada signs in by user name or e-mail, in any case; Émile, who has no e-mail, by user name', async () => {
		const world = open();
		const ada = await createPerson(world, {
			username: 'Ada',
			email: 'Ada@Exemple.qc.ca',
			displayName: 'Ada Tremblay',
			password: PASSWORD,
		});
		const emile = await createPerson(world, { username: 'émile', displayName: 'Émile', password: PASSWORD });
		for (const identifier of ['ada', ' ADA ', 'ada@exemple.QC.ca'])
			expect((await signIn(world, { identifier, password: PASSWORD, ...from('10.0.0.1') })).person).toBe(ada);
		// Full-width letters count as ordinary letters in a user name.
		expect(
			(await signIn(world, { identifier: 'ａｄａ', password: PASSWORD, ...from('10.0.0.1') })).person,
		).toBe(ada);
		const decomposed = 'Émile'.normalize('NFD');
		const signed = await signIn(world, { identifier: decomposed, password: PASSWORD, ...from('10.0.0.1') });
		expect(signed.person).toBe(emile);
	});

	test('an unknown name, a wrong password and an account without a password are refused alike', async () => {
		const world = open();
		await createPerson(world, { username: 'sans-mot', displayName: 'Sans' });
		for (const [identifier, password] of [
			['personne', PASSWORD],
			['ada', 'autre chose'],
			['sans-mot', PASSWORD],
			['ada', ''],
		] as const)
			await expect(signIn(world, { identifier, password, ...from('10.0.0.2') })).rejects.toEqual(wrong);
	});

	test('fifty wrong passwords slow an account down; the right one works after the wait, elsewhere at once', async () => {
		const world = open();
		await createPerson(world, { username: 'bruno', displayName: 'Bruno', password: PASSWORD });
		const tries = await Promise.allSettled(
			Array.from({ length: 50 }, (_, n) =>
				signIn(world, { identifier: 'bruno', password: `essai ${n}`, ...from('10.0.0.3') }),
			),
		);
		const codes = tries.map((one) => (one.status === 'rejected' ? one.reason.code : 'in'));
		expect(codes.filter((code) => code === 'identity.wrong')).toHaveLength(ATTEMPT_LIMITS.free);
		expect(codes.filter((code) => code === 'identity.wait-seconds')).toHaveLength(40);
		const good = { identifier: 'bruno', password: PASSWORD, ...from('10.0.0.3') };
		await expect(signIn(world, good)).rejects.toMatchObject({ status: 429, params: { seconds: 5 } });
		await expect(signIn(world, { ...good, identifier: 'ada' })).resolves.toBeDefined();
		later(world, ATTEMPT_LIMITS.firstWait);
		await expect(signIn(world, good)).resolves.toBeDefined();
		// The sign-in reset the count, so one mistake costs no wait.
		await expect(signIn(world, { ...good, password: 'erreur' })).rejects.toEqual(wrong);
		await expect(signIn(world, good)).resolves.toBeDefined();
	});

	test('an unknown name is slowed down like a known one', async () => {
		const world = open();
		for (let n = 0; n < ATTEMPT_LIMITS.free; n += 1)
			await expect(
				signIn(world, { identifier: 'fantome', password: 'x', ...from('10.0.0.4') }),
			).rejects.toEqual(wrong);
		await expect(
			signIn(world, { identifier: 'fantome', password: 'x', ...from('10.0.0.4') }),
		).rejects.toMatchObject({ code: 'identity.wait-seconds', status: 429 });
	});

	test('a hash made with older parameters is made anew at sign-in', async () => {
		const world = open();
		const id = await createPerson(world, { username: 'ancienne', displayName: 'Ancienne' });
		const salt = randomBytes(16);
		const cost = { memory: 32, passes: 1, parallelism: 1 };
		const key = argon2Sync('argon2id', { message: PASSWORD, nonce: salt, tagLength: 32, ...cost });
		const b64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
		const hash = `$argon2id$v=19$m=32,t=1,p=1$${b64(salt)}$${b64(key)}`;
		await world.db.write((tx) => updatePassword(tx, id, { hash, mustChange: false }));
		await signIn(world, { identifier: 'ancienne', password: PASSWORD, ...from('10.0.0.5') });
		const kept = (await findCredentials(world.db.read, { id }))?.passwordHash;
		expect(kept).toMatch(`$argon2id$v=19$m=${world.passwordCost.memory},t=${world.passwordCost.passes},p=`);
		await signIn(world, { identifier: 'ancienne', password: PASSWORD, ...from('10.0.0.5') });
		expect((await findCredentials(world.db.read, { id }))?.passwordHash).toBe(kept);
	});

	test('a password set by the command must obey the rules', async () => {
		const world = open();
		const id = await createPerson(world, { username: 'regle', displayName: 'Règle' });
		await expect(setPassword(world, id, 'Password1')).rejects.toMatchObject({
			code: 'identity.password-common',
		});
		await setPassword(world, id, PASSWORD, { mustChange: true });
		const signed = await signIn(world, { identifier: 'regle', password: PASSWORD, ...from('10.0.0.6') });
		expect(signed.mustChangePassword).toBe(true);
	});
});

test('past its share of sign-ins one address is refused, by another name too; a known device and others are not', async () => {
	const world = await testWorld('sqlite');
	try {
		await createPerson(world, { username: 'ada', displayName: 'Ada', password: PASSWORD });
		const good = { identifier: 'ada', password: PASSWORD };
		const { device } = await signIn(world, { ...good, ...from('203.0.113.90') });
		for (let n = 0; n < ADDRESS_RATE_LIMIT.burst; n += 1)
			await expect(
				signIn(world, { identifier: `nobody-${n}`, password: 'x', ...from('203.0.113.91') }),
			).rejects.toEqual(wrong);
		const many = { code: 'identity.many-from-here', status: 429 };
		await expect(signIn(world, { ...good, ...from('203.0.113.91') })).rejects.toMatchObject(many);
		await signIn(world, { ...good, device, ...from('203.0.113.91') });
		await signIn(world, { ...good, ...from('203.0.113.92') });
		expect(world.lines.filter((line) => line.includes('identity.sign-in-refused'))).toHaveLength(600);
	} finally {
		await world.close();
	}
});

test('600 people of one school sign in from one address within five minutes', async () => {
	const world = await testWorld('sqlite');
	try {
		// All people get the same password, hashed once: the test measures 600
		// sign-ins, not 600 registrations.
		const passwordHash = await hashPassword(world, PASSWORD);
		await world.db.write(async (tx) => {
			for (let n = 0; n < 600; n += 1)
				await addPerson(tx, world, { username: `personne-${n}`, displayName: `Personne ${n}`, passwordHash });
		});
		const address = from('203.0.113.7');
		let inside = 0;
		for (let n = 0; n < 600; n += 20) {
			const some = Array.from({ length: 20 }, (_, k) =>
				signIn(world, { identifier: `personne-${n + k}`, password: PASSWORD, ...address }),
			);
			inside += (await Promise.all(some)).length;
			later(world, 5);
		}
		expect(inside).toBe(600);
	} finally {
		await world.close();
	}
});
