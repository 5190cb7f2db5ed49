import { describe, expect, test } from 'vitest';
import { ANONYMOUS, type Actor, type PersonActor } from '#identity';
import { actorPseudonym, SESSION_COOKIE } from '#identity/server';
import { newcomer, sessionTokenOf, signedIn } from '#tests/people';
import { eachDialect, type TestWorld } from '#tests/world';
import {
	addFormAwaitingSignIn,
	countFormsAwaitingSignIn,
	deleteFormsAwaitingSignInOf,
} from './draft-store.ts';
import { storeFormAwaitingSignIn } from './forms-awaiting-sign-in.ts';
import { draftsOfPage, formDrafts, saveDraft } from './index.ts';

const PAGE = '/training/new';
const typed = { reflection: 'Ce que j’ai compris' };
let place = 0;

eachDialect('the drafts of a request', (world) => {
	/** A fake browser: its cookie jar, and every set or delete with its options. */
	function browser(at: TestWorld = world()) {
		const jar = new Map<string, string>();
		const asked: unknown[] = [];
		const address = `203.0.113.${(place += 1)}`;
		const cookies = {
			get: (name: string) => jar.get(name),
			set: (name: string, value: string, options: object) => {
				jar.set(name, value);
				asked.push(['set', name, options]);
			},
			delete: (name: string, options: object) => {
				jar.delete(name);
				asked.push(['delete', name, options]);
			},
		};
		const as = (actor: Actor, in_: TestWorld = at) =>
			formDrafts({ world: in_, actor, cookies, address: () => address });
		return { jar, asked, as };
	}
	const enter = async (name: string): Promise<PersonActor> =>
		signedIn(world(), await newcomer(world(), [], name));
	const text = (actor: PersonActor, more = {}) => ({
		...{ path: PAGE, form: 'record', holder: actorPseudonym(actor), revision: 0, typed },
		...more,
	});
	/** The test's world, except that any write to its database fails. */
	const nothingWritten = (): TestWorld => {
		const db = { ...world().db, write: () => Promise.reject(new Error('written')) };
		return { ...world(), db };
	};

	test('its cookie is for this site alone, unseen by scripts, for an hour, and is taken away the same way', async () => {
		const ada = await enter('Ada');
		const { as, asked } = browser();
		const life = { path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: 3600 };
		await as(ANONYMOUS).storeUntilSignIn(text(ada));
		expect(asked).toEqual([['set', '__Host-typed', life]]);
		await as(ada).restoreAfterSignIn();
		expect(asked.slice(1)).toEqual([['delete', '__Host-typed', life]]);
		await as(ANONYMOUS).storeUntilSignIn(text(ada, { form: 'other' }));
		await as(ANONYMOUS).deleteWaiting();
		expect(asked.at(-1)).toEqual(['delete', '__Host-typed', life]);
	});

	test('whose page it is, is the person’s name in a browser; nobody’s without one', async () => {
		const ada = await enter('Ada');
		expect(browser().as(ada).holder).toBe(actorPseudonym(ada));
		expect(browser().as(ANONYMOUS).holder).toBeNull();
	});

	test('two texts of one browser are under one cookie; nothing that nobody types is kept', async () => {
		const ada = await enter('Ada');
		const { as, jar } = browser();
		await as(ANONYMOUS).storeUntilSignIn(text(ada, { typed: { ...typed, key: 'k', password: 'secret' } }));
		const [first] = jar.values();
		await as(ANONYMOUS).storeUntilSignIn(text(ada, { form: 'other' }));
		expect([...jar.values()]).toEqual([first]);
		await as(ada).restoreAfterSignIn();
		expect((await draftsOfPage(world(), ada, PAGE)).map((one) => one.typed)).toEqual([typed, typed]);
	});

	test('the cookie stays while a text of somebody else waits under it', async () => {
		const [ada, emile] = [await enter('Ada'), await enter('Emile')];
		const { as, jar } = browser();
		await as(ANONYMOUS).storeUntilSignIn(text(ada));
		await as(emile).restoreAfterSignIn();
		expect(jar.size).toBe(1);
		await as(ada).restoreAfterSignIn();
		expect(jar.size).toBe(0);
	});

	describe('where there is nothing to do, nothing is written', () => {
		test('nothing waits, nothing was kept, nobody has signed in', async () => {
			const ada = await enter('Ada');
			const { as, jar } = browser();
			const at = nothingWritten();
			await as(ada, at).deleteSent({ path: PAGE, form: 'record' });
			await as(ada, at).restoreAfterSignIn();
			await as(ANONYMOUS, at).restoreAfterSignIn();
			await as(ANONYMOUS, at).deleteWaiting();
			await as(ANONYMOUS, at).deleteSent({ path: PAGE, form: 'record' });
			jar.set('__Host-typed', 'a'.repeat(43));
			await as(ada, at).restoreAfterSignIn();
			jar.set('__Host-typed', 'a'.repeat(43));
			await as(ANONYMOUS, at).deleteWaiting();
			expect(jar.size).toBe(0);
		});

		test('nothing typed, a holder nobody has', async () => {
			const ada = await enter('Ada');
			const { as, jar } = browser();
			for (const more of [{ typed: {} }, { typed: { link: '' } }, { holder: 'x' }, { holder: '' }])
				await as(ANONYMOUS, nothingWritten()).storeUntilSignIn(text(ada, more));
			expect(jar.size).toBe(0);
		});
	});

	test('a session that ends meanwhile stops no request; any other fault does', async () => {
		const ada = await enter('Ada');
		await saveDraft(world(), ada, { path: PAGE, form: 'record', revision: 0, typed, settled: false });
		const { as } = browser();
		await as(ANONYMOUS).storeUntilSignIn(text(ada, { form: 'other' }));
		for (const work of ['deleteSent', 'restoreAfterSignIn'] as const)
			await expect(as(ada, nothingWritten())[work]({ path: PAGE, form: 'record' })).rejects.toThrow(
				'written',
			);
		const gone = { ...ada, session: 'ended' };
		await as(gone).deleteSent({ path: PAGE, form: 'record' });
		await as(gone).restoreAfterSignIn();
		expect(await draftsOfPage(world(), ada, PAGE)).toHaveLength(1);
		await as(ada).deleteSent({ path: PAGE, form: 'record' });
		expect(await draftsOfPage(world(), ada, PAGE)).toEqual([]);
	});

	test('one place may leave sixty texts, then one every five seconds', async () => {
		const ada = await enter('Ada');
		const from = { token: 'A'.repeat(43), address: `198.51.101.${(place += 1)}` };
		const store = () => storeFormAwaitingSignIn(world(), text(ada), from);
		for (let n = 0; n < 60; n += 1) expect(await store()).toBe(true);
		expect(await store()).toBe(false);
		const later = (ms: number) => world().setNow(new Date(world().now().getTime() + ms));
		later(4999);
		expect(await store()).toBe(false);
		later(1);
		expect([await store(), await store()]).toEqual([true, false]);
	});

	test('a browser that held a session of the same person has a share of its own, whatever strangers left', async () => {
		const [ada, emile] = [await enter('Ada'), await enter('Emile')];
		const address = `198.51.102.${(place += 1)}`;
		const at = (session?: string) => {
			const jar = new Map<string, string>(session === undefined ? [] : [[SESSION_COOKIE, session]]);
			const cookies = {
				get: (name: string) => jar.get(name),
				set: (name: string, value: string) => void jar.set(name, value),
				delete: (name: string) => void jar.delete(name),
			};
			const drafts = formDrafts({ world: world(), actor: ANONYMOUS, cookies, address: () => address });
			return { jar, sent: (more = {}) => drafts.storeUntilSignIn(text(ada, more)) };
		};
		const token = await sessionTokenOf(world(), ada);
		for (let n = 0; n < 60; n += 1) expect(await at().sent()).toBe(true);
		// Without a session, with one that never was, or with another person's, nothing more is kept from there.
		expect(await at().sent()).toBe(false);
		expect(await at('A'.repeat(43)).sent()).toBe(false);
		expect(await at(await sessionTokenOf(world(), emile)).sent()).toBe(false);
		// Nothing typed: nothing is lost.
		expect(await at().sent({ typed: { link: '' } })).toBe(true);
		// The session has ended for want of activity; two thousand texts of strangers wait.
		world().setNow(new Date(world().now().getTime() + 90 * 60_000));
		await world().db.write(async (tx) => {
			for (let n = await countFormsAwaitingSignIn(tx); n < 2_000; n += 1)
				await addFormAwaitingSignIn(tx, { id: `strangers ${n}`, bearer: 'x', sealed: '', at: world().now() });
		});
		const own = at(token);
		expect([await own.sent(), own.jar.has('__Host-typed')]).toEqual([true, true]);
		for (let n = 1; n < 20; n += 1) expect(await at(token).sent()).toBe(true);
		expect(await at(token).sent()).toBe(false);
		await world().db.write((tx) => deleteFormsAwaitingSignInOf(tx, 'x'));
	});
});
