import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type SQL, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { generateTokenKey } from '#openbadges';
import { createInstitution, createPerson, giveShare, shareHistoryOf } from '#identity/server';
import { isUniqueViolation, type Queries } from '#platform/server';
import { eachDialect, type TestWorld } from '#tests/world';
import { insertShare } from '../src/identity/server/sharing/sharing-store.ts';
import { rotateKey } from '../src/awards/server/issuers/issuer-keys.ts';
import { addKey, badgeKeysOf, type NewKey, tokenKeysOf } from '../src/awards/server/issuers/issuer-store.ts';
import { ensureIssuer } from '../src/awards/server/issuers/issuers.ts';

const drizzle = resolve(import.meta.dirname, '../drizzle');
const at = (day: number) => new Date(Date.UTC(2026, 8, 0) + day * 86_400_000);

/** Runs a raw SQL statement in a write unit, on SQLite or PostgreSQL. */
const say = async (world: TestWorld, statement: SQL): Promise<void> => {
	await world.db.write(async (tx) => {
		const q = tx as Queries & Record<'run' | 'execute', (statement: SQL) => Promise<unknown>>;
		await (world.db.dialect === 'sqlite' ? q.run(statement) : q.execute(statement));
	});
};

/**
 * Drops the unique indexes that the migration `one-in-force` makes, so that several shares or keys can be in
 * force at once, as before this migration.
 */
async function asBefore(world: TestWorld): Promise<void> {
	await say(world, sql`drop index shares_in_force`);
	await say(world, sql`drop index issuer_keys_in_use`);
}

/** Runs the real migration `one-in-force` of the world's dialect, statement by statement. */
async function migrate(world: TestWorld): Promise<void> {
	const { dialect } = world.db;
	const journal = JSON.parse(readFileSync(join(drizzle, dialect, 'meta/_journal.json'), 'utf8')) as {
		entries: { tag: string }[];
	};
	const tag = journal.entries.find(({ tag }) => tag.endsWith('_one-in-force'))?.tag ?? '';
	const text = readFileSync(join(drizzle, dialect, `${tag}.sql`), 'utf8');
	for (const statement of text.split('--> statement-breakpoint')) await say(world, sql.raw(statement));
}

eachDialect('one at a time', (open) => {
	let count = 0;
	const person = (name: string) =>
		createPerson(open(), { username: `${name}-${(count += 1)}`, displayName: name });
	const share = (id: string, owner: string, grantee: string, day: number, withdrawn?: number) => ({
		...{ id: `${id}-${count}`, person: owner, granteeKind: 'cohort' as const, grantee, textVersion: '1' },
		...{ givenAt: at(day), until: null, withdrawnAt: withdrawn === undefined ? null : at(withdrawn) },
	});
	const put = (one: ReturnType<typeof share>) => open().db.write((tx) => insertShare(tx, one));
	const ends = async (owner: string) =>
		(await shareHistoryOf(open().db.read, owner)).map(
			({ id, withdrawnAt }) => [id.split('-')[0], withdrawnAt?.getUTCDate()] as const,
		);

	async function issuer() {
		const slug = `cegep-${(count += 1)}`;
		const { id } = await createInstitution(open(), { slug, name: slug, kind: 'cegep' });
		return ensureIssuer(open(), id);
	}
	async function key(id: string, alg?: 'ES256' | 'RS256'): Promise<NewKey> {
		const unique = `${id}-${(count += 1)}`;
		const jwk = alg && (await generateTokenKey(alg)).jwk;
		return { id: unique, kid: jwk?.kid ?? unique, sealedPrivate: 'sealed', ...(jwk ? { jwk } : {}) };
	}
	const add = (to: string, one: NewKey, state: 'planned' | 'active', day: number) =>
		open().db.write((tx) => addKey(tx, to, { ...one, state, at: at(day) }));

	test('of shares to one grantee, one is in force; ended ones, other grantees and other people do not count', async () => {
		const [ada, emile] = [await person('ada'), await person('emile')];
		await put(share('a', ada, 'autumn', 1, 2));
		await put(share('b', ada, 'autumn', 2, 3));
		await put(share('c', ada, 'autumn', 4));
		await put(share('d', ada, 'winter', 4));
		await put(share('e', emile, 'autumn', 4));
		await put({ ...share('f', ada, 'autumn', 4), granteeKind: 'adviser' as never });
		await expect(put(share('g', ada, 'autumn', 5))).rejects.toSatisfy(isUniqueViolation);
	});

	test('however many give one at once, the last stands and the others ended', async () => {
		const world = open();
		const ada = await person('ada');
		const give = () =>
			world.db.write((tx) =>
				giveShare(tx, world, { person: ada, granteeKind: 'cohort', grantee: 'spring', textVersion: '1' }),
			);
		await Promise.all(Array.from({ length: 8 }, give));
		const all = await shareHistoryOf(world.db.read, ada);
		expect(all).toHaveLength(8);
		expect(all.filter(({ withdrawnAt }) => withdrawnAt === null)).toHaveLength(1);
	});

	test('of keys of one kind, one signs for an issuer and one is planned; those that ended may be many', async () => {
		const [here, there] = [await issuer(), await issuer()];
		await rotateKey(open(), here.slug);
		await rotateKey(open(), here.slug);
		expect((await badgeKeysOf(open().db.read, here.id)).map(({ state }) => state).toSorted()).toEqual([
			'active',
			'retired',
			'retired',
		]);
		await add(here.id, await key('p'), 'planned', 1);
		await add(there.id, await key('p'), 'planned', 1);
		for (const alg of ['ES256', 'RS256'] as const)
			for (const state of ['planned', 'active'] as const) await add(here.id, await key('t', alg), state, 1);
		for (const state of ['planned', 'active'] as const) {
			await expect(add(here.id, await key('x'), state, 2)).rejects.toSatisfy(isUniqueViolation);
			await expect(add(here.id, await key('x', 'ES256'), state, 2)).rejects.toSatisfy(isUniqueViolation);
		}
		await rotateKey(open(), here.slug);
	});

	test('the migration makes good what an earlier version left, and leaves the rest as it was', async () => {
		const world = open();
		await asBefore(world);
		const [ada, emile, bruno] = [await person('ada'), await person('emile'), await person('bruno')];
		for (const one of [
			share('a', ada, 'autumn', 1),
			share('b', ada, 'autumn', 3),
			share('c', ada, 'autumn', 5),
			share('d', ada, 'winter', 2),
			// Two shares of the same instant.
			share('e', emile, 'autumn', 1),
			share('f', emile, 'autumn', 1),
			share('g', bruno, 'autumn', 1, 2),
			share('h', bruno, 'autumn', 4),
		])
			await put(one);
		const [here, there] = [await issuer(), await issuer()];
		await add(here.id, await key('signs-later'), 'active', 100);
		const planned = await key('planned-first');
		await add(here.id, await key('planned-later'), 'planned', 2);
		await add(here.id, planned, 'planned', 1);
		const [early, late] = [await key('early', 'ES256'), await key('late', 'ES256')];
		await add(there.id, late, 'active', 2);
		await add(there.id, early, 'active', 1);
		await add(there.id, await key('other', 'RS256'), 'active', 1.5);

		await migrate(world);

		expect(await ends(ada)).toEqual([
			['a', 3],
			['d', undefined],
			['b', 5],
			['c', undefined],
		]);
		expect(await ends(emile)).toEqual([
			['e', 1],
			['f', undefined],
		]);
		expect(await ends(bruno)).toEqual([
			['g', 2],
			['h', undefined],
		]);
		const keys = await badgeKeysOf(world.db.read, here.id);
		expect(
			keys.map(({ kid, state }) => `${kid.startsWith('z') ? 'first' : kid.replace(/-\d+$/, '')} ${state}`),
		).toEqual(['planned-first planned', 'first retired', 'signs-later active']);
		expect(await tokenKeysOf(world.db.read, there.id)).toMatchObject([
			{ kid: early.kid, state: 'retired', endedAt: expect.any(Date) },
			{ algorithm: 'RS256', state: 'active' },
			{ kid: late.kid, state: 'active', endedAt: null },
		]);
		await expect(put(share('z', ada, 'autumn', 9))).rejects.toSatisfy(isUniqueViolation);
		await expect(add(here.id, await key('x'), 'active', 9)).rejects.toSatisfy(isUniqueViolation);
	});
});
