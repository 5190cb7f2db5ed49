import { eq } from 'drizzle-orm';
import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import type { Threads } from '#platform/threads';
import { type TestWorld, testWorld } from '#tests/world';
import { awardsOf, setPublication } from '../award-store.ts';
import { awardToken } from './award-token.ts';
import { removeTokensOf, tokenOf } from './award-token-store.ts';
import { cast } from '../../../../tests/recognised/cast.ts';
import { issueAward } from '../issuing/issue-award.ts';
import { tokenKeysOf } from '../issuers/issuer-store.ts';
import { rotateKey } from '../issuers/issuer-keys.ts';
import { issuerAt } from '../issuers/issuers.ts';
import { awardRequestFor } from '../../../../tests/recognised/many.ts';
import { revokeAward } from '../revoke-award.ts';
import { tablesOf } from '../tables.ts';

let world: TestWorld;
let people: Awaited<ReturnType<typeof cast>>;
beforeAll(async () => {
	world = await testWorld();
	people = await cast(world);
});
afterAll(() => world.close());

/** Issues and publishes a badge, for which no token was made. */
async function published() {
	const { award } = await issueAward(world, awardRequestFor(world, people.ada.id, people.here.id));
	await world.db.write((tx) => setPublication(tx, award, { publishedAt: world.now(), showsName: false }));
	return award;
}
const revoke = (award: string) =>
	revokeAward(world, people.chloe, award, { reason: 'Donné par erreur.', key: world.newId() });
/** Requests the token of an award, and runs `happen` after the token is signed and before it is stored. */
function make(award: string, happen: () => Promise<unknown> = async () => {}) {
	const { db } = world;
	let happened: Promise<unknown> | undefined;
	const write: typeof db.write = async (work) => {
		await (happened ??= happen());
		return db.write(work);
	};
	return awardToken({ ...world, db: { ...db, write } }, ANONYMOUS, award);
}
const notFound = { code: 'not-found', status: 404 };

test('revoked, erased or its key rotated while its token is signed: none that says otherwise is stored', async () => {
	const first = await published();
	// Making the first token also makes the issuer's key for tokens.
	await make(first);
	await revoke(first);
	const second = await published();
	await expect(make(second, () => revoke(second))).rejects.toMatchObject(notFound);
	expect(await tokenOf(world.db.read, second)).toBeUndefined();

	const third = await published();
	const erased = () =>
		world.db.write(async (tx) => {
			const { awards } = tablesOf(tx);
			await tx.update(awards).set({ credential: null }).where(eq(awards.id, third));
		});
	await expect(make(third, erased)).rejects.toMatchObject(notFound);
	expect(await tokenOf(world.db.read, third)).toBeUndefined();
	await revoke(third);

	const fourth = await published();
	const { bytes } = await make(fourth, () => rotateKey(world, people.here.slug));
	const kid = decodeProtectedHeader(new TextDecoder().decode(bytes)).kid?.split('/').at(-1);
	const { id } = await issuerAt(world, people.here.slug);
	const keys = await tokenKeysOf(world.db.read, id);
	expect(keys.map(({ state }) => state).toSorted()).toEqual(['active', 'retired']);
	expect(keys.find((one) => one.kid === kid)?.state).toBe('active');
	await revoke(fourth);
});

test('its key rotated twice while its token is signed: the third try makes it; rotated each time, none is made', async () => {
	const award = await published();
	await make(award);
	const rotating = async (times: number) => {
		await world.db.write((tx) => removeTokensOf(tx, [award]));
		const { db } = world;
		let tries = 0;
		const write: typeof db.write = async (work) => {
			// A retired key has no successor yet: the next try first makes one, which is a write of its own.
			const { id } = await issuerAt(world, people.here.slug);
			const signing = (await tokenKeysOf(db.read, id)).some(({ state }) => state === 'active');
			if (signing && (tries += 1) <= times) await rotateKey(world, people.here.slug);
			return db.write(work);
		};
		return awardToken({ ...world, db: { ...db, write } }, ANONYMOUS, award);
	};
	const { bytes } = await rotating(2);
	expect(await tokenOf(world.db.read, award)).toBe(new TextDecoder().decode(bytes));
	await expect(rotating(3)).rejects.toThrow('No token was made');
	expect(await tokenOf(world.db.read, award)).toBeUndefined();
	await revoke(award);
});

test.each([
	['the badge', 1],
	['its token', 2],
])('revoked just before %s is verified: the common 404, as if it had been before', async (_what, at) => {
	await make(await published());
	const award = (await awardsOf(world.db.read, people.ada.id)).find(({ revokedAt }) => !revokedAt)!;
	await world.db.write((tx) => removeTokensOf(tx, [award.id]));
	let jobs = 0;
	const threads: Threads = {
		...world.threads,
		async do(...given) {
			jobs += 1;
			if (jobs === at) await revoke(award.id);
			return world.threads.do(...given);
		},
	};
	await expect(awardToken({ ...world, threads }, ANONYMOUS, award.id)).rejects.toMatchObject(notFound);
	expect(jobs).toBe(at);
});

test('a badge that stands and does not verify is a fault of ours, and told as one', async () => {
	const award = await published();
	await world.db.write(async (tx) => {
		const { awards } = tablesOf(tx);
		await tx.update(awards).set({ credential: '{}' }).where(eq(awards.id, award));
	});
	await expect(make(award)).rejects.toThrow('it verifies as');
});
