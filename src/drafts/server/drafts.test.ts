import { describe, expect, test } from 'vitest';
import type { PersonActor } from '#identity';
import { ANONYMOUS } from '#identity';
import { actorOf, createPerson, erase, signIn } from '#identity/server';
import { eachDialect, type TestWorld } from '#tests/world';
import { DRAFT_LIMITS } from '../index.ts';
import {
	draftForm,
	draftsOfPage,
	type FormDrafts,
	deleteOwnDraft,
	deleteOldDrafts,
	formDrafts,
	personalData,
	saveDraft,
} from './index.ts';
import {
	addFormAwaitingSignIn,
	formsAwaitingSignInOf,
	countFormsAwaitingSignIn,
	deleteFormsAwaitingSignInOf,
	findDraft,
	replaceDraft,
} from './draft-store.ts';
import { formTokenHash } from './awaiting-form-seal.ts';

const PASSWORD = 'la neige tombe sur Rimouski';
const NEW = { path: '/training/new', form: 'record' } as const;
const MINUTE = 60_000;
let count = 0;

async function person(world: TestWorld, name: string): Promise<PersonActor> {
	const username = `${name}${(count += 1)}`;
	await createPerson(world, { username, displayName: name, password: PASSWORD });
	return again(world, username);
}

/** Signs a person in again by password, which starts a session of full length. */
async function again(world: TestWorld, username: string): Promise<PersonActor> {
	const { token } = await signIn(world, { identifier: username, password: PASSWORD, address: '192.0.2.1' });
	return (await actorOf(world, token)) as PersonActor;
}

const pass = (world: TestWorld, minutes: number) =>
	world.setNow(new Date(world.now().getTime() + minutes * MINUTE));

/** A fake browser at a network address, whose cookies outlast sessions. */
function browser(world: TestWorld, address = `2001:db8:${(count += 1).toString(16)}::1`) {
	const jar = new Map<string, string>();
	const cookies = {
		get: (name: string) => jar.get(name),
		set: (name: string, value: string) => void jar.set(name, value),
		delete: (name: string) => void jar.delete(name),
	};
	const as = (actor: Parameters<typeof formDrafts>[0]['actor']): FormDrafts =>
		formDrafts({ world, actor, cookies, address: () => address });
	return { jar, as };
}

eachDialect('drafts', (world) => {
	const save = (actor: PersonActor, revision: number, reflection: string, settled = false) =>
		saveDraft(world(), actor, { ...NEW, revision, typed: { reflection }, settled });
	const read = async (actor: PersonActor, path: string = NEW.path) =>
		(await draftsOfPage(world(), actor, path)).map(({ revision, typed, other }) => ({
			revision,
			typed,
			other,
		}));

	describe('on an account', () => {
		test('what Ada writes is kept under a growing revision, until it is sent', async () => {
			const ada = await person(world(), 'ada');
			expect(await save(ada, 0, 'Ce')).toEqual({ kind: 'kept', revision: 1 });
			expect(await save(ada, 1, 'Ce que')).toEqual({ kind: 'kept', revision: 2 });
			expect(await read(ada)).toEqual([{ revision: 2, typed: { reflection: 'Ce que' }, other: null }]);
			await deleteOwnDraft(world(), ada, NEW);
			expect(await read(ada)).toEqual([]);
			// A form sent twice deletes its draft twice, which is not an error.
			await deleteOwnDraft(world(), ada, NEW);
		});

		test('of two tabs, the late one writes over nothing, and is shown what stands', async () => {
			const ada = await person(world(), 'ada');
			await save(ada, 0, 'premier onglet');
			expect(await save(ada, 0, 'second onglet')).toEqual({
				kind: 'stale',
				draft: { revision: 1, typed: { reflection: 'premier onglet' } },
			});
			expect(await save(ada, 7, 'revenu de loin')).toMatchObject({ kind: 'stale' });
			expect(await read(ada)).toMatchObject([{ revision: 1, typed: { reflection: 'premier onglet' } }]);
			// The same text sent again is no conflict: the response to the first sending was lost.
			expect(await save(ada, 0, 'premier onglet')).toEqual({ kind: 'kept', revision: 1 });
			// Ada has seen the other version and chooses her own.
			expect(await save(ada, 1, 'second onglet', true)).toEqual({ kind: 'kept', revision: 2 });
		});

		test('in the database, only the revision before its own is written over', async () => {
			const ada = await person(world(), 'ada');
			await save(ada, 0, 'un');
			const { db } = world();
			const kept = { ...NEW, revision: 1, typed: { reflection: 'un' }, other: null, savedAt: world().now() };
			expect(await findDraft(db.read, ada.id, NEW)).toEqual(kept);
			const over = (revision: number) =>
				db.write((tx) => replaceDraft(tx, ada.id, { ...kept, revision, typed: { reflection: 'deux' } }));
			for (const revision of [1, 3]) expect(await over(revision)).toBe(false);
			expect(await findDraft(db.read, ada.id, NEW)).toEqual(kept);
			expect(await over(2)).toBe(true);
			expect(await findDraft(db.read, ada.id, NEW)).toMatchObject({
				revision: 2,
				typed: { reflection: 'deux' },
			});
		});

		test('each page, each form and each person has its own', async () => {
			const [ada, emile] = [await person(world(), 'ada'), await person(world(), 'émile')];
			await save(ada, 0, 'Ada');
			await save(emile, 0, 'Émile');
			const other = { ...NEW, form: 'record other', revision: 0, typed: { a: 'b' }, settled: false };
			await saveDraft(world(), ada, other);
			await saveDraft(world(), ada, { ...other, path: '/training/x' });
			expect(await read(ada)).toHaveLength(2);
			expect(await read(ada, '/training/x')).toHaveLength(1);
			await deleteOwnDraft(world(), ada, NEW);
			expect(await read(ada)).toMatchObject([{ typed: { a: 'b' } }]);
			expect(await read(emile)).toMatchObject([{ typed: { reflection: 'Émile' } }]);
			await world().db.write((tx) => erase(tx, ada.id));
			expect(await personalData(world(), ada.id)).toEqual({ drafts: [] });
			expect(await personalData(world(), emile.id)).toMatchObject({
				drafts: [{ page: NEW.path, form: 'record', typed: { reflection: 'Émile' }, other: null }],
			});
		});

		test('one is forgotten after thirty days without a change, not before', async () => {
			const ada = await person(world(), 'ada');
			await save(ada, 0, 'longtemps');
			pass(world(), DRAFT_LIMITS.days * 24 * 60);
			await deleteOldDrafts(world());
			expect(await read(ada)).toHaveLength(1);
			pass(world(), 1);
			await deleteOldDrafts(world());
			expect(await read(ada)).toEqual([]);
		});

		test('fifty are kept; beyond, the one unchanged for longest goes', async () => {
			const ada = await person(world(), 'ada');
			for (let n = 0; n <= DRAFT_LIMITS.mostOfOne; n += 1) {
				const path = `/training/${n}`;
				await saveDraft(world(), ada, {
					path,
					form: 'change',
					revision: 0,
					typed: { n: `${n}` },
					settled: false,
				});
				pass(world(), 1);
				// The first draft is changed again, so the second is now the one unchanged for longest.
				if (n === 2)
					await saveDraft(world(), ada, {
						path: '/training/0',
						form: 'change',
						revision: 1,
						typed: { n: '!' },
						settled: false,
					});
			}
			const { drafts } = (await personalData(world(), ada.id)) as { drafts: { page: string }[] };
			expect(drafts).toHaveLength(DRAFT_LIMITS.mostOfOne);
			expect(drafts.map(({ page }) => page)).not.toContain('/training/1');
			expect(drafts.map(({ page }) => page)).toContain('/training/0');
		});

		test('a text longer than any form, and somebody who has not signed in, are refused', async () => {
			const ada = await person(world(), 'ada');
			await expect(save(ada, 0, 'a'.repeat(DRAFT_LIMITS.longest))).rejects.toMatchObject({
				code: 'drafts.too-long',
				status: 413,
			});
			const typed = { reflection: 'x' };
			const nobody = { ...NEW, revision: 0, typed, settled: false };
			await expect(saveDraft(world(), ANONYMOUS, nobody)).rejects.toMatchObject({ status: 401 });
			await expect(deleteOwnDraft(world(), ANONYMOUS, NEW)).rejects.toMatchObject({ status: 401 });
			expect(await draftsOfPage(world(), ANONYMOUS, NEW.path)).toEqual([]);
		});
	});

	describe('after a session’s end', () => {
		const holderOf = (actor: PersonActor) => formDraftsHolder(world(), actor);
		const sent = (actor: PersonActor, revision = 0, reflection = 'Ce que j’ai compris', form = 'record') => ({
			path: NEW.path,
			form,
			holder: holderOf(actor),
			revision,
			typed: { reflection },
		});

		test('what Ada sent waits in her browser, and is there once she has signed in again', async () => {
			const ada = await person(world(), 'ada');
			const { as, jar } = browser(world());
			expect(await as(ANONYMOUS).isWaiting()).toBe(false);
			await as(ANONYMOUS).storeUntilSignIn(sent(ada));
			expect(await as(ANONYMOUS).isWaiting()).toBe(true);
			// The text can be read neither in the table nor in the cookie.
			const kept = await formsAwaitingSignInOf(world().db.read, formTokenHash([...jar.values()][0] ?? ''));
			expect(kept).toHaveLength(1);
			expect(Buffer.from(kept[0]?.sealed ?? '', 'base64url').toString('latin1')).not.toContain('compris');
			await as(ada).restoreAfterSignIn();
			expect(await read(ada)).toEqual([
				{ revision: 1, typed: { reflection: 'Ce que j’ai compris' }, other: null },
			]);
			expect(jar.size).toBe(0);
			expect(await as(ANONYMOUS).isWaiting()).toBe(false);
		});

		test('two forms sent one after the other both come back', async () => {
			const ada = await person(world(), 'ada');
			const { as } = browser(world());
			await as(ANONYMOUS).storeUntilSignIn(sent(ada, 0, 'un', 'record'));
			await as(ANONYMOUS).storeUntilSignIn(sent(ada, 0, 'deux', 'other'));
			await as(ada).restoreAfterSignIn();
			expect((await read(ada)).map(({ typed }) => typed['reflection']).sort()).toEqual(['deux', 'un']);
		});

		test('somebody else who signs in there sees nothing, and takes nothing from Ada', async () => {
			const [ada, emile] = [await person(world(), 'ada'), await person(world(), 'émile')];
			const { as } = browser(world());
			await as(ANONYMOUS).storeUntilSignIn(sent(ada));
			await as(emile).restoreAfterSignIn();
			expect(await read(emile)).toEqual([]);
			await as(ada).restoreAfterSignIn();
			expect(await read(ada)).toHaveLength(1);
		});

		test('in another browser nothing waits; a made-up cookie opens nothing', async () => {
			const ada = await person(world(), 'ada');
			await browser(world()).as(ANONYMOUS).storeUntilSignIn(sent(ada));
			const other = browser(world());
			for (const cookie of ['', 'x', 'a'.repeat(43)]) {
				other.jar.set('__Host-typed', cookie);
				await other.as(ada).restoreAfterSignIn();
				expect(await other.as(ANONYMOUS).isWaiting()).toBe(false);
			}
			expect(await read(ada)).toEqual([]);
		});

		test('it waits an hour; whoever signs out ends the wait', async () => {
			const ada = await person(world(), 'ada');
			const late = browser(world());
			await late.as(ANONYMOUS).storeUntilSignIn(sent(ada));
			const bearer = formTokenHash(late.jar.get('__Host-typed') ?? '');
			pass(world(), DRAFT_LIMITS.carriedMinutes - 1);
			expect(await late.as(ANONYMOUS).isWaiting()).toBe(true);
			pass(world(), 1);
			expect(await late.as(ANONYMOUS).isWaiting()).toBe(false);
			await late.as(await again(world(), ada.username)).restoreAfterSignIn();
			expect(await read(ada)).toEqual([]);
			const recent = browser(world());
			await recent.as(ANONYMOUS).storeUntilSignIn(sent(ada));
			await deleteOldDrafts(world());
			expect(await formsAwaitingSignInOf(world().db.read, bearer)).toHaveLength(1);
			pass(world(), 1);
			await deleteOldDrafts(world());
			expect(await formsAwaitingSignInOf(world().db.read, bearer)).toEqual([]);
			expect(await recent.as(ANONYMOUS).isWaiting()).toBe(true);

			const shared = browser(world());
			await shared.as(ANONYMOUS).storeUntilSignIn(sent(ada));
			await shared.as(ANONYMOUS).deleteWaiting();
			expect(await recent.as(ANONYMOUS).isWaiting()).toBe(true);
			await shared.as(await again(world(), ada.username)).restoreAfterSignIn();
			expect(await read(ada)).toEqual([]);
		});

		test('over a draft written elsewhere since, both versions are kept for her to choose', async () => {
			const ada = await person(world(), 'ada');
			await save(ada, 0, 'au bureau');
			await save(ada, 1, 'à la maison');
			const { as } = browser(world());
			await as(ANONYMOUS).storeUntilSignIn(sent(ada, 1, 'au bureau, fini'));
			await as(ada).restoreAfterSignIn();
			const both = { typed: { reflection: 'au bureau, fini' }, other: { reflection: 'à la maison' } };
			expect(await read(ada)).toEqual([{ revision: 3, ...both }]);
			// Ada writes on without choosing: the other version is kept until she chooses.
			await save(ada, 3, 'au bureau, fini!');
			expect(await read(ada)).toMatchObject([{ other: both.other }]);
			await save(ada, 4, 'au bureau, fini!', true);
			expect(await read(ada)).toMatchObject([{ revision: 5, other: null }]);
			// The form was sent with the draft's present revision, so there is no conflict.
			await as(ANONYMOUS).storeUntilSignIn(sent(ada, 5, 'la fin'));
			await as(ada).restoreAfterSignIn();
			expect(await read(ada)).toEqual([{ revision: 6, typed: { reflection: 'la fin' }, other: null }]);
		});

		test('strangers leave little: an unlikely holder, a long text, too many from one place are not kept', async () => {
			const ada = await person(world(), 'ada');
			const { as, jar } = browser(world());
			await as(ANONYMOUS).storeUntilSignIn({ ...sent(ada), holder: 'ada' });
			await as(ANONYMOUS).storeUntilSignIn({
				...sent(ada),
				typed: { key: 'k', newPassword: 'canot', link: '' },
			});
			await as(ANONYMOUS).storeUntilSignIn(sent(ada, 0, 'a'.repeat(DRAFT_LIMITS.longest)));
			expect(jar.size).toBe(0);
			const place = `198.51.100.${(count += 1)}`;
			for (let n = 0; n < 61; n += 1) {
				const one = browser(world(), place);
				await one.as(ANONYMOUS).storeUntilSignIn(sent(ada, 0, `${n}`));
				expect(one.jar.size, `the text ${n}`).toBe(n < 60 ? 1 : 0);
			}
		});

		test('two thousand texts wait at most, whoever left them', async () => {
			const ada = await person(world(), 'ada');
			await world().db.write(async (tx) => {
				for (let n = await countFormsAwaitingSignIn(tx); n < 1_999; n += 1)
					await addFormAwaitingSignIn(tx, { id: `full ${n}`, bearer: 'full', sealed: '', at: world().now() });
			});
			const [last, tooMany] = [browser(world()), browser(world())];
			await last.as(ANONYMOUS).storeUntilSignIn(sent(ada));
			expect(last.jar.size).toBe(1);
			await tooMany.as(ANONYMOUS).storeUntilSignIn(sent(ada));
			expect(tooMany.jar.size).toBe(0);
			await world().db.write((tx) => deleteFormsAwaitingSignInOf(tx, 'full'));
			await tooMany.as(ANONYMOUS).storeUntilSignIn(sent(ada));
			expect(tooMany.jar.size).toBe(1);
		});

		test('one browser waits for ten texts; the oldest goes', async () => {
			const ada = await person(world(), 'ada');
			const { as, jar } = browser(world());
			for (let n = 0; n <= 10; n += 1) {
				await as(ANONYMOUS).storeUntilSignIn(sent(ada, 0, `${n}`, `form ${n}`));
				pass(world(), 0.01);
			}
			expect(
				await formsAwaitingSignInOf(world().db.read, formTokenHash(jar.get('__Host-typed') ?? '')),
			).toHaveLength(10);
			await as(ada).restoreAfterSignIn();
			const texts = (await read(ada)).map(({ typed }) => typed['reflection']);
			expect(texts).toHaveLength(10);
			expect(texts).not.toContain('0');
		});
	});
});

const formDraftsHolder = (world: TestWorld, actor: PersonActor): string => {
	const none = { get: () => undefined, set: () => {}, delete: () => {} };
	return formDrafts({ world, actor, cookies: none, address: () => '' }).holder ?? '';
};

test.each([
	['not JSON', { typed: '{' }, 'drafts.shape'],
	['a list', { typed: '["a"]' }, 'drafts.shape'],
	['a number', { typed: '{"a":1}' }, 'drafts.shape'],
	['an object inside', { typed: '{"a":{"b":"c"}}' }, 'drafts.shape'],
	['U+0000', { typed: '{"a":"\\u0000"}' }, 'platform.unstorable'],
	['U+0000 in a name', { typed: '{"a\\u0000":"b"}' }, 'platform.unstorable'],
	['half a pair', { typed: '{"a":["\\ud83d"]}' }, 'platform.unstorable'],
	['another site', { path: '//evil.test' }, 'drafts.shape'],
	['no path', { path: 'training' }, 'drafts.shape'],
	['a negative revision', { revision: '-1' }, 'drafts.shape'],
])('a draft that is %s is refused', (_name, change, code) => {
	const sound = { ...NEW, holder: 'x', revision: '0', typed: '{"a":"b","c":["d"]}' };
	expect(draftForm.safeParse(sound).success).toBe(true);
	const read = draftForm.safeParse({ ...sound, ...change });
	expect(JSON.stringify(read.error?.issues)).toContain(code);
});
