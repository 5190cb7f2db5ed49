import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	ADMINISTRATIVE_ACTS,
	type AdministrativeActKind,
	isAboutSomebody,
	type PersonActor,
} from '#identity';
import type { Refusal } from '#platform';
import { accessJournalOf, identityTables, signOut } from '#identity/server';
import { erasePersonInUnit } from '#privacy/server';
import { signedIn } from '#tests/people';
import { type TestWorld, testWorld } from '#tests/world';
import * as schema from '../drizzle/sqlite.schema.ts';
import { addMembership } from '../src/identity/server/accounts/accounts.ts';
import { endMembership } from '../src/identity/server/accounts/membership-store.ts';
import { updateDisabled } from '../src/identity/server/accounts/people-store.ts';
import { ACTS, stageFor } from './acts.fixture.ts';

let world: TestWorld;
beforeAll(async () => {
	world = await testWorld();
});
afterAll(() => world.close());

/** Reads the whole database: every row, as JSON, by table. */
async function everything(): Promise<Record<string, string[]>> {
	const rows: Record<string, string[]> = {};
	for (const [name, table] of Object.entries(schema))
		rows[name] = (await world.db.read.select().from(table as SQLiteTable)).map((row) => JSON.stringify(row));
	return rows;
}

/** The kinds of acts that the journal of administrators was seen to keep. */
const seen = new Set<string>();

const erase = (me: PersonActor) =>
	world.db.write((tx) => erasePersonInUnit(tx, me.id, { keepBadges: true, now: world.now() }));

/**
 * What may happen to a person between the headers of their form and its body: how to bring it about, the
 * status that the form must then get, and how to undo it.
 */
const MEANWHILE = {
	'they signed out': {
		happen: (me: PersonActor) => signOut(world, me),
		status: 401,
	},
	'their role was taken back': {
		happen: (me: PersonActor) =>
			world.db.write(async (tx) => {
				for (const one of me.memberships)
					await endMembership(tx, { ...one, person: me.id, endedAt: world.now() });
			}),
		undo: (me: PersonActor) =>
			world.db.write(async (tx) => {
				for (const one of me.memberships) await addMembership(tx, world, me.id, one);
			}),
		status: 404,
	},
	'their account was closed': {
		happen: (me: PersonActor) => world.db.write((tx) => updateDisabled(tx, me.id, world.now())),
		undo: (me: PersonActor) => world.db.write((tx) => updateDisabled(tx, me.id, null)),
		status: 401,
	},
} as const;

describe.each(ACTS.map((one) => [`${one.role} ${one.name}`, one] as const))('a %s', (_name, one) => {
	test('late, after they stand no more, writes nothing; in time, it is done; again with other content, refused', async () => {
		const stage = await stageFor(world);
		const who = { learner: stage.ada, adviser: stage.bruno, administrator: stage.chloe }[one.role];
		const perform = await one.stage(stage);
		for (const [why, { happen, status, ...then }] of Object.entries(MEANWHILE)) {
			if (one.own && why === 'their role was taken back') continue;
			const me = await signedIn(world, who);
			await happen(me);
			const before = await everything();
			await expect(perform(me, world.newId(), false), why).rejects.toMatchObject({ status });
			expect(await everything(), why).toEqual(before);
			if ('undo' in then) await then.undo(me);
		}
		// The same form succeeds when nothing happened meanwhile: so nothing else was preventing it.
		const me = await signedIn(world, who);
		const key = world.newId();
		const before = await everything();
		await perform(me, key, false);
		const after = await everything();
		expect(after).not.toEqual(before);
		if (one.says) {
			await perform(me, key, false);
			// A secret that is shown once is given anew: only its hash was stored.
			const renewed = /create-invitation|share-hours|received\/sources/.test(one.file);
			expect(await everything()).toEqual(renewed ? expect.anything() : after);
			const refused = perform(me, key, true);
			await expect(refused).rejects.toMatchObject({ code: 'platform.other-content', status: 409 });
			await expect(refused).rejects.toMatchObject({ first: expect.any(Object), answer: expect.anything() });
			expect((await everything())['idempotencyKeys']).toEqual(after['idempotencyKeys']);
		}
		// After the account is erased, a late form writes nothing and leaves no trace of the person.
		const last = await signedIn(world, who).catch(() => me);
		if (one.name !== 'leaves') await erase(last);
		const gone = await everything();
		// Use cases that first read the person's own rows no longer find them: they respond with 404, or find
		// nothing left to do.
		const late = await perform(last, world.newId(), false).then(
			() => 'nothing to do',
			(problem: Refusal) => problem.status,
		);
		expect([401, ...(one.own ? [404] : []), ...(one.idle ? ['nothing to do'] : [])]).toContain(late);
		expect(await everything()).toEqual(gone);
		expect(JSON.stringify(gone)).not.toContain(who.id);
		expect(JSON.stringify(gone)).not.toContain(who.username);
	});

	test('stands in the journal of administrators if one did it, once; nothing else does', async () => {
		const { administrativeActs: t } = identityTables({ dialect: 'sqlite' });
		const stage = await stageFor(world);
		const who = { learner: stage.ada, adviser: stage.bruno, administrator: stage.chloe }[one.role];
		const perform = await one.stage(stage);
		const me = await signedIn(world, who);
		const before = new Set((await world.db.read.select().from(t)).map(({ id }) => id));
		await perform(me, world.newId(), false);
		const lines = (await world.db.read.select().from(t)).filter(({ id }) => !before.has(id));
		const kept = one.role === 'administrator' && !one.unjournalled;
		expect(lines).toEqual(
			kept ? [expect.objectContaining({ actor: who.id, institution: stage.institution })] : [],
		);
		const kinds: readonly string[] = Object.values(ADMINISTRATIVE_ACTS).flat();
		for (const { what, person } of lines) {
			expect(kinds).toContain(what);
			expect(person !== null).toBe(isAboutSomebody(what as AdministrativeActKind));
			if (person !== null)
				expect((await accessJournalOf(world, person)).filter((line) => line.what === what)).toMatchObject([
					{ actor: who.id },
				]);
			seen.add(what);
		}
	});
});

test('each kind of act that the journal knows is one of them', () => {
	const kinds: readonly string[] = Object.values(ADMINISTRATIVE_ACTS).flat();
	expect(kinds.filter((kind) => !seen.has(kind))).toEqual([]);
});

test('every use case of a signed-in person is among them', () => {
	const src = resolve(import.meta.dirname, '../src');
	const using = readdirSync(src, { recursive: true, encoding: 'utf8' })
		.map((name) => name.replaceAll('\\', '/'))
		.filter((name) => /\/server\/.*\.ts$/.test(name) && !/\.(test|fixture)\.ts$/.test(name))
		.filter((name) =>
			/\b(writeOnceAsActor|writeAsActor|writeOnceAsAdministrator|writeAsAdministrator|recordLook|mustStillBeAllowed)\(|reloadActor\(tx/.test(
				readFileSync(join(src, name), 'utf8'),
			),
		)
		.filter(
			(name) =>
				!/identity\/server\/(write-as-actor|access-journal|current-actor|administration\/write-as-administrator)\.ts$/.test(
					name,
				),
		);
	expect(using.length).toBeGreaterThan(20);
	expect([...new Set(ACTS.map(({ file }) => file))].toSorted()).toEqual(using.toSorted());
});
