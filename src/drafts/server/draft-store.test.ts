import { beforeEach, describe, expect, test } from 'vitest';
import { newcomer } from '#tests/people';
import { eachDialect } from '#tests/world';
import type { Draft } from '../draft.ts';
import {
	addFormAwaitingSignIn,
	addDraft,
	formsAwaitingSignInOf,
	countFormsAwaitingSignIn,
	deleteFormsAwaitingSignIn,
	deleteFormsAwaitingSignInBefore,
	deleteFormsAwaitingSignInOf,
	deleteDraft,
	deleteDraftsBefore,
	draftsOf,
	findDraft,
	replaceDraft,
} from './draft-store.ts';
import { tables } from './tables.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 28, 12, 0, second, 123));

eachDialect('drafts in the database', (world) => {
	let ada: string;
	let emile: string;
	const write: ReturnType<typeof world>['db']['write'] = (work) => world().db.write(work);
	const draft = (path: string, form: string, second: number, revision = 4): Draft => ({
		...{ path, form, revision, typed: { text: `${path} ${form}` }, other: null, savedAt: at(second) },
	});
	/**
	 * `MINE` is the draft of Ada's that a test changes; `NEIGHBOURS` (another form of the page, a form of
	 * another page) and another person's must stay as they are.
	 */
	const MINE = draft('/a', 'one', 1);
	const NEIGHBOURS = [draft('/a', 'two', 2), draft('/b', 'one', 3)];
	const all = async () => [await draftsOf(world().db.read, ada), await draftsOf(world().db.read, emile)];

	beforeEach(async () => {
		[ada, emile] = [(await newcomer(world(), [], 'Ada')).id, (await newcomer(world(), [], 'Emile')).id];
		await write(async (tx) => {
			await tx.delete(tables(world().db).drafts);
			await tx.delete(tables(world().db).carriedTexts);
			for (const one of [MINE, ...NEIGHBOURS]) await addDraft(tx, ada, one);
			await addDraft(tx, emile, { ...MINE, typed: { text: 'Émile' } });
		});
	});

	test('one is found by its person, its page and its form, whole', async () => {
		expect(await findDraft(world().db.read, ada, MINE)).toEqual(MINE);
		expect(await findDraft(world().db.read, emile, MINE)).toEqual({ ...MINE, typed: { text: 'Émile' } });
		for (const one of NEIGHBOURS) {
			expect(await findDraft(world().db.read, ada, one)).toEqual(one);
			expect(await findDraft(world().db.read, emile, one)).toBeUndefined();
		}
	});

	test('those of a person, or of one of their pages, the newest first', async () => {
		expect(await draftsOf(world().db.read, ada)).toEqual([NEIGHBOURS[1], NEIGHBOURS[0], MINE]);
		expect(await draftsOf(world().db.read, ada, '/a')).toEqual([NEIGHBOURS[0], MINE]);
		expect(await draftsOf(world().db.read, emile, '/b')).toEqual([]);
		// Drafts stored at the same time still have a fixed order.
		await write(async (tx) => {
			for (const [path, form] of [
				['/c', 'y'],
				['/d', 'x'],
				['/c', 'z'],
			] as const)
				await addDraft(tx, ada, draft(path, form, 9));
		});
		const names = (await draftsOf(world().db.read, ada)).slice(0, 3).map(({ path, form }) => path + form);
		expect(names).toEqual(['/dx', '/cz', '/cy']);
	});

	test('writing one over, or throwing it away, leaves its neighbours', async () => {
		const [, his] = await all();
		const next = { ...MINE, revision: 5, typed: { text: 'plus' }, other: { text: 'autre' }, savedAt: at(0) };
		expect(await write((tx) => replaceDraft(tx, ada, next))).toBe(true);
		expect(await all()).toEqual([[NEIGHBOURS[1], NEIGHBOURS[0], next], his]);
		expect(await write((tx) => replaceDraft(tx, ada, next))).toBe(false);
		await write((tx) => deleteDraft(tx, ada, MINE));
		expect(await all()).toEqual([[NEIGHBOURS[1], NEIGHBOURS[0]], his]);
	});

	test('those unchanged since before an instant go, not those of that instant', async () => {
		await write((tx) => deleteDraftsBefore(tx, at(2)));
		expect(await all()).toEqual([[NEIGHBOURS[1], NEIGHBOURS[0]], []]);
	});

	describe('texts that wait', () => {
		const carried = (id: string, bearer: string, second: number) => ({
			id,
			bearer,
			sealed: `s-${id}`,
			at: at(second),
		});
		const THREE = [carried('c', 'hers', 1), carried('a', 'hers', 2), carried('b', 'hers', 2)];
		const OTHER = carried('z', 'his', 2);
		const kept = async () =>
			[
				...(await formsAwaitingSignInOf(world().db.read, 'hers')),
				...(await formsAwaitingSignInOf(world().db.read, 'his')),
			].map(({ id }) => id);
		beforeEach(() =>
			write(async (tx) => {
				for (const one of [OTHER, ...THREE.toReversed()]) await addFormAwaitingSignIn(tx, one);
			}),
		);

		test('are those of one browser, the oldest first', async () => {
			expect(await formsAwaitingSignInOf(world().db.read, 'hers')).toEqual(THREE);
			expect(await countFormsAwaitingSignIn(world().db.read)).toBe(4);
			expect(await formsAwaitingSignInOf(world().db.read, 'nobody')).toEqual([]);
		});

		test('go by name, by browser, or by age, and no others', async () => {
			await write((tx) => deleteFormsAwaitingSignIn(tx, ['a', 'none']));
			expect(await kept()).toEqual(['c', 'b', 'z']);
			await write((tx) => deleteFormsAwaitingSignIn(tx, []));
			await write((tx) => deleteFormsAwaitingSignInBefore(tx, at(2)));
			expect(await kept()).toEqual(['b', 'z']);
			await write((tx) => deleteFormsAwaitingSignInOf(tx, 'hers'));
			expect(await kept()).toEqual(['z']);
		});
	});
});
