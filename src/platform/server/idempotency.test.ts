import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import { IdempotencyConflict } from '../index.ts';
import {
	type FormSubmission,
	deleteFormKeysOf,
	deleteOldFormKeys,
	runFormOnce,
	runFormOnceInUnit,
	checkUnlessProcessed,
	isFormProcessed,
} from './idempotency.ts';
import { tables } from './database/tables.ts';

eachDialect('a form sent twice', (open) => {
	let done: string[] = [];
	let form: FormSubmission = { who: '', action: '', key: '', sent: {} };
	beforeEach(() => {
		done = [];
		const sent = { title: 'Première', minutes: 60, dimensions: ['collaboration'], link: null };
		form = { who: 'ada', action: 'training.record', key: open().newId(), sent };
	});

	const send = (one: FormSubmission = form, answer = 'recorded') =>
		runFormOnce(open(), one, async () => {
			done.push(answer);
			return { id: answer };
		});
	const kept = () => open().db.read.select().from(tables(open().db).idempotencyKeys);
	const later = (ms: number) => open().setNow(new Date(open().now().getTime() + ms));

	test('is done once, and gets its first answer', async () => {
		expect(await send()).toEqual({ id: 'recorded' });
		expect(await send(form, 'again')).toEqual({ id: 'recorded' });
		expect(done).toEqual(['recorded']);
	});

	test('twenty times at once is done once', async () => {
		const all = await Promise.all(Array.from({ length: 20 }, (_, at) => send(form, `n${at}`)));
		expect(new Set(all.map(({ id }) => id)).size).toBe(1);
		expect(done).toHaveLength(1);
	});

	test('with its fields in another order, or an absent one undefined, is the same', async () => {
		await send();
		const { title, minutes, dimensions, link } = form.sent;
		await send({ ...form, sent: { link, note: undefined, dimensions, minutes, title } });
		expect(done).toHaveLength(1);
	});

	test.each([
		['another title', { title: 'Corrigée' }],
		['another number', { minutes: 61 }],
		['a number as a text', { minutes: '60' }],
		['one more in a list', { dimensions: ['collaboration', 'communication'] }],
		['a field more', { note: '' }],
		['something for nothing', { link: 'https://exemple.example/' }],
	])('with %s is refused, carrying both what was first and its answer', async (_what, change) => {
		await send();
		const refused = send({ ...form, sent: { ...form.sent, ...change } }, 'other');
		await expect(refused).rejects.toBeInstanceOf(IdempotencyConflict);
		await expect(refused).rejects.toMatchObject({
			code: 'platform.other-content',
			status: 409,
			first: form.sent,
			answer: { id: 'recorded' },
		});
		expect(done).toEqual(['recorded']);
		// The content sent first is still the recorded one: sent again, it gets its answer.
		expect(await send(form, 'again')).toEqual({ id: 'recorded' });
	});

	test('in another order of a list is another content', async () => {
		const two = { ...form, sent: { list: ['a', 'b'] } };
		await send(two);
		await expect(send({ ...two, sent: { list: ['b', 'a'] } })).rejects.toBeInstanceOf(IdempotencyConflict);
	});

	test('a secret counts in the comparison and is neither kept nor told', async () => {
		const secret = { ...form, sent: { username: 'ada' }, secrets: { password: 'sept-chats-gris' } };
		await send(secret);
		expect(await send(secret)).toEqual({ id: 'recorded' });
		const other = send({ ...secret, secrets: { password: 'huit-chats-gris' } });
		await expect(other).rejects.toMatchObject({ first: { username: 'ada' } });
		const rows = JSON.stringify(await kept());
		expect(rows).not.toContain('chats-gris');
		// The key is not stored: without it, the digest cannot be used to try passwords.
		expect(rows).not.toContain(form.key);
	});

	test('the same secret under two keys leaves two digests', async () => {
		const [one, two] = [open().newId(), open().newId()];
		for (const key of [one, two])
			await send({ ...form, who: 'digests', key, secrets: { password: 'pareil' } });
		const { idempotencyKeys: t } = tables(open().db);
		const rows = await open().db.read.select().from(t).where(eq(t.who, 'digests'));
		expect(new Set(rows.map(({ digest }) => digest)).size).toBe(2);
	});

	test('by somebody else, or for something else, under the same key is another form', async () => {
		await send();
		await send({ ...form, who: 'emile', sent: { title: 'Autre' } }, 'emile');
		await send({ ...form, action: 'cohort.create', sent: { name: 'Autre' } }, 'cohort');
		expect(done).toEqual(['recorded', 'emile', 'cohort']);
		// Each of the three forms under this key gets its own answer, in whatever order they are repeated.
		expect(await send()).toEqual({ id: 'recorded' });
		expect(await send({ ...form, who: 'emile', sent: { title: 'Autre' } })).toEqual({ id: 'emile' });
		expect(await send({ ...form, action: 'cohort.create', sent: { name: 'Autre' } })).toEqual({
			id: 'cohort',
		});
		// Work that returns undefined frees only the key of its own person and action, not the same key of
		// another.
		for (const other of [{ who: 'bruno' }, { action: 'training.change' }]) {
			const undone = { ...form, ...other };
			await open().db.write((tx) => runFormOnceInUnit(tx, open(), undone, async () => undefined));
			expect([await isFormProcessed(open(), form), await isFormProcessed(open(), undone)]).toEqual([
				true,
				false,
			]);
		}
	});

	test('work that fails or is not done leaves the key free', async () => {
		const failing = runFormOnce(open(), form, async () => {
			throw new Error('no');
		});
		await expect(failing).rejects.toThrow('no');
		const nothing = await open().db.write((tx) => runFormOnceInUnit(tx, open(), form, async () => undefined));
		expect(nothing).toBeUndefined();
		expect(await isFormProcessed(open(), form)).toBe(false);
		expect(await send({ ...form, sent: { title: 'Une autre' } }, 'then')).toEqual({ id: 'then' });
		expect(await isFormProcessed(open(), form)).toBe(true);
		expect(await isFormProcessed(open(), { ...form, who: 'emile' })).toBe(false);
		expect(await isFormProcessed(open(), { ...form, action: 'other' })).toBe(false);
		expect(await isFormProcessed(open(), { ...form, key: open().newId() })).toBe(false);
	});

	test('a check before it is made, and its refusal counts unless the form was answered, even meanwhile', async () => {
		let checks = 0;
		const check = (work: () => Promise<unknown>) => async () => {
			checks += 1;
			await work();
		};
		const refuse = async () => {
			throw new Error('taken');
		};
		await checkUnlessProcessed(
			open(),
			form,
			check(async () => 'fine'),
		);
		await expect(checkUnlessProcessed(open(), form, check(refuse))).rejects.toThrow('taken');
		const meanwhile = async () => {
			await send();
			return refuse();
		};
		await checkUnlessProcessed(open(), form, check(meanwhile));
		await checkUnlessProcessed(open(), form, check(refuse));
		expect(checks).toBe(4);
		// Another person, action or key is not excused by a form that was processed.
		for (const other of [{ who: 'emile' }, { action: 'training.change' }, { key: open().newId() }])
			await expect(checkUnlessProcessed(open(), { ...form, ...other }, check(refuse))).rejects.toThrow(
				'taken',
			);
	});

	test('is remembered for 24 hours, and forgotten just after', async () => {
		await send();
		later(24 * 3_600_000);
		await deleteOldFormKeys(open());
		expect(await send(form, 'again')).toEqual({ id: 'recorded' });
		later(1);
		await deleteOldFormKeys(open());
		expect(await send(form, 'anew')).toEqual({ id: 'anew' });
	});

	test('a person’s forms go with them, and those of others about them; nobody else’s', async () => {
		await open().db.write(async (tx) => void (await tx.delete(tables(open().db).idempotencyKeys)));
		await send({ ...form, who: 'leaver' });
		await send({ ...form, who: 'bruno', about: 'leaver', sent: { reason: 'Bravo' } });
		await send({ ...form, who: 'bruno', action: 'cohort.create' });
		await send({ ...form, who: 'bruno', action: 'decide', about: 'ada' });
		await open().db.write((tx) => deleteFormKeysOf(tx, open().db.dialect, 'leaver'));
		expect((await kept()).map(({ action, about }) => [action, about]).toSorted()).toEqual([
			['cohort.create', null],
			['decide', 'ada'],
		]);
	});

	test('kept by a version that had no hash, it gets its first answer', async () => {
		await send();
		const { idempotencyKeys: t } = tables(open().db);
		await open().db.write(
			async (tx) => void (await tx.update(t).set({ digest: null, sent: null }).where(eq(t.who, 'ada'))),
		);
		expect(await send({ ...form, sent: { title: 'Autre' } })).toEqual({ id: 'recorded' });
	});

	test('other content than one whose words were not kept is refused all the same', async () => {
		await send();
		const { idempotencyKeys: t } = tables(open().db);
		await open().db.write(async (tx) => void (await tx.update(t).set({ sent: null })));
		await expect(send({ ...form, sent: { title: 'Autre' } })).rejects.toMatchObject({
			first: {},
			answer: { id: 'recorded' },
		});
	});

	test.each(['', 'short', 'x'.repeat(65), 'UPPER-CASE-IS-NOT-OURS', 'with blanks in the key'])(
		'under « %s », which is no key of ours, is refused',
		async (key) => {
			await expect(send({ ...form, key })).rejects.toMatchObject({
				code: 'platform.key-reused',
				status: 400,
			});
			expect(done).toEqual([]);
		},
	);

	test.each([16, 64])('a key of %d characters is one of ours', async (length) => {
		expect(await send({ ...form, key: 'k'.repeat(length) })).toEqual({ id: 'recorded' });
	});
});
