import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BrowserStorage } from './browser-storage.ts';
import { Drafting } from './drafting.svelte.ts';
import { type DraftOutcome, draftOutcomeOf, sendDraft, type EnteredFields } from './send-draft.ts';
import { memoryStorage, webStorage } from './storage.fixture.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const whose = { holder: 'ada', path: '/training/new', form: 'record' };

/**
 * Sets up a form in which Ada types, and an account that stores its drafts. `first` is what the page was
 * rendered with, `early` what the fields contain when the script has loaded.
 */
function desk(
	first: EnteredFields,
	{
		storage = memoryStorage(),
		revision = 0,
		other = null as EnteredFields | null,
		holder = 'ada',
		now = (): number => 1,
		early = first,
	} = {},
) {
	let held: EnteredFields = early;
	const sent: { revision: number; typed: EnteredFields; settled: boolean }[] = [];
	const answers: DraftOutcome[] = [];
	const drafting = new Drafting(
		{ ...whose, holder },
		{ revision, other },
		{ read: () => held, rendered: () => first, fill: (typed) => void (held = typed) },
		{
			storage,
			now,
			keep: async ({ revision, typed, settled }) => {
				sent.push({ revision, typed, settled });
				return answers.shift() ?? { kind: 'kept', revision: revision + 1 };
			},
		},
	);
	return {
		drafting,
		sent,
		answers,
		held: () => held,
		write(typed: EnteredFields) {
			held = typed;
			drafting.changed();
		},
		pause: () => vi.advanceTimersByTimeAsync(2_000),
	};
}

const onDevice = (storage: BrowserStorage) => storage.names().length;

test('what Ada writes lies on the device at once, then in the account, and leaves the device', async () => {
	const storage = memoryStorage();
	const ada = desk({ title: '' }, { storage });
	ada.drafting.open();
	ada.write({ title: 'A' });
	expect(onDevice(storage)).toBe(1);
	expect(ada.sent).toEqual([]);
	ada.write({ title: 'At' });
	await ada.pause();
	expect(ada.sent).toEqual([{ revision: 0, typed: { title: 'At' }, settled: false }]);
	expect(onDevice(storage)).toBe(0);
	expect(ada.drafting.line).toBe('saved');
	expect(ada.drafting.revision).toBe(1);
	ada.write({ title: 'Ate' });
	expect(ada.drafting.line).toBe('quiet');
	await ada.pause();
	expect(ada.sent.at(-1)).toMatchObject({ revision: 1, typed: { title: 'Ate' } });
	// Nothing was typed since the last sending, so nothing is sent.
	await ada.drafting.flush();
	expect(ada.sent).toHaveLength(2);
});

test('leaving a field whose text the account has changes nothing: no line comes or goes', async () => {
	const storage = memoryStorage();
	const ada = desk({ title: '' }, { storage });
	ada.drafting.open();
	ada.write({ title: 'At' });
	await ada.pause();
	ada.drafting.changed();
	expect([ada.drafting.line, onDevice(storage)]).toEqual(['saved', 0]);
	await ada.pause();
	expect(ada.sent).toHaveLength(1);
	ada.write({ title: 'Atelier' });
	await ada.pause();
	expect(ada.sent).toHaveLength(2);
	ada.write({ title: 'At' });
	await ada.pause();
	expect(ada.sent.at(-1)?.typed).toEqual({ title: 'At' });
});

test('what was typed while it was on its way is sent too', async () => {
	const storage = memoryStorage();
	const ada = desk({ title: '' }, { storage });
	ada.write({ title: 'A' });
	const going = ada.drafting.flush();
	ada.write({ title: 'Atelier' });
	await going;
	expect(onDevice(storage)).toBe(1);
	await ada.pause();
	expect(ada.sent.map(({ typed }) => typed['title'])).toEqual(['A', 'Atelier']);
	expect(onDevice(storage)).toBe(0);
});

test('what was typed and taken back before it was saved leaves no draft', async () => {
	const storage = memoryStorage();
	const ada = desk({ title: '' }, { storage });
	ada.drafting.open();
	ada.write({ title: 'A' });
	ada.write({ title: '', link: '' });
	expect(onDevice(storage)).toBe(0);
	await ada.pause();
	expect(ada.sent).toEqual([]);
	// Taken back while it was on its way, or after it was saved, the account must hear of it.
	ada.write({ title: 'A' });
	const going = ada.drafting.flush();
	ada.write({ title: '' });
	await going;
	await ada.pause();
	expect(ada.sent.map(({ typed }) => typed['title'])).toEqual(['A', '']);
});

test('once the form was accepted, what it contained then is no draft, and what it contained before is one', async () => {
	const ada = desk({ title: 'Atelier' });
	ada.drafting.open();
	ada.write({ title: 'Atelier du RÉCIT' });
	ada.drafting.pause();
	ada.drafting.done();
	ada.drafting.resume();
	ada.write({ title: 'Atelier du RÉCIT' });
	await ada.pause();
	expect(ada.sent).toEqual([]);
	ada.write({ title: 'Atelier' });
	await ada.pause();
	expect(ada.sent).toMatchObject([{ revision: 0, typed: { title: 'Atelier' } }]);
});

describe('what was typed before the script had loaded', () => {
	test('is kept at once, and so is its return to what it was', async () => {
		const storage = memoryStorage();
		const ada = desk({ title: '' }, { storage, early: { title: 'Collé tôt' } });
		ada.drafting.open();
		expect(onDevice(storage)).toBe(1);
		ada.write({ title: 'Collé tôt, puis' });
		ada.write({ title: 'Collé tôt' });
		expect(onDevice(storage)).toBe(1);
		await ada.pause();
		expect(ada.sent).toEqual([{ revision: 0, typed: { title: 'Collé tôt' }, settled: false }]);
		expect(ada.drafting.line).toBe('saved');
		const emile = desk({ title: '' }, { storage, holder: 'emile', early: { title: 'a' } });
		emile.drafting.open();
		emile.write({ title: '' });
		expect(onDevice(storage)).toBe(0);
	});

	test('is kept over the account’s draft', async () => {
		const ada = desk({ title: 'du compte' }, { revision: 3, early: { title: '' } });
		ada.drafting.open();
		await ada.pause();
		expect(ada.sent).toEqual([{ revision: 3, typed: { title: '' }, settled: false }]);
	});

	const left = async (revision: number) => {
		const storage = memoryStorage();
		const ada = desk({ title: '', link: '' }, { storage, revision });
		ada.drafting.open();
		ada.write({ title: 'laissé', link: '' });
		ada.drafting.pause();
		return storage;
	};

	test('joins what this device had of other fields', async () => {
		const storage = await left(2);
		const again = desk({ title: '', link: '' }, { storage, revision: 2, early: { title: '', link: 'tôt' } });
		again.drafting.open();
		expect(again.held()).toEqual({ title: 'laissé', link: 'tôt' });
		expect(again.drafting.other).toBeNull();
		await again.pause();
		expect(again.sent).toMatchObject([{ revision: 2, typed: { title: 'laissé', link: 'tôt' } }]);
	});

	test('stands beside what this device had of the same field, until she chooses, closed tab or not', async () => {
		for (const which of ['here', 'there'] as const) {
			const storage = await left(2);
			const again = () =>
				desk({ title: '', link: '' }, { storage, revision: 2, early: { title: 'tôt', link: '' } });
			const closed = again();
			closed.drafting.open();
			expect(closed.drafting.other).toEqual({ title: 'laissé', link: '' });
			await closed.pause();
			expect(closed.sent).toEqual([]);
			const opened = desk({ title: '', link: '' }, { storage, revision: 2 });
			opened.drafting.open();
			expect(opened.held()).toEqual({ title: 'tôt', link: '' });
			expect(opened.drafting.other).toEqual({ title: 'laissé', link: '' });
			await opened.drafting.choose(which);
			expect(opened.sent).toMatchObject([
				{ revision: 2, typed: { title: which === 'here' ? 'tôt' : 'laissé' } },
			]);
			expect(onDevice(storage)).toBe(0);
		}
	});

	test('stands beside what this device had, when the account moved on meanwhile', async () => {
		const storage = await left(2);
		const again = desk({ title: 'ailleurs' }, { storage, revision: 5, early: { title: 'ailleurs, tôt' } });
		again.drafting.open();
		expect(again.held()).toEqual({ title: 'ailleurs, tôt' });
		expect(again.drafting.other).toEqual({ title: 'laissé', link: '' });
		await again.drafting.choose('here');
		expect(again.sent).toMatchObject([{ revision: 5, typed: { title: 'ailleurs, tôt' } }]);
	});
});

describe('a page opened again', () => {
	const storage = memoryStorage();
	const lost = () => {
		const ada = desk({ title: '' }, { storage, revision: 2 });
		ada.drafting.open();
		ada.write({ title: 'écrit sans ligne' });
		ada.drafting.pause();
	};

	test('finds what the account never had', async () => {
		lost();
		const again = desk({ title: 'du compte' }, { storage, revision: 2 });
		again.drafting.open();
		expect(again.held()).toEqual({ title: 'écrit sans ligne' });
		expect(again.drafting.other).toBeNull();
		await again.pause();
		expect(again.sent).toMatchObject([{ revision: 2, typed: { title: 'écrit sans ligne' } }]);
		expect(onDevice(storage)).toBe(0);
	});

	test('shows both versions when the account moved on meanwhile, and sends nothing before the choice', async () => {
		lost();
		const again = desk({ title: 'écrit ailleurs' }, { storage, revision: 5 });
		again.drafting.open();
		expect(again.drafting.other).toEqual({ title: 'écrit ailleurs' });
		expect(again.drafting.mine).toEqual({ title: 'écrit sans ligne' });
		await again.pause();
		again.write({ title: 'écrit sans ligne, encore' });
		await again.pause();
		expect(again.sent).toEqual([]);
		expect(onDevice(storage)).toBe(1);
		await again.drafting.choose('there');
		expect(again.held()).toEqual({ title: 'écrit ailleurs' });
		expect(again.sent).toEqual([{ revision: 5, typed: { title: 'écrit ailleurs' }, settled: true }]);
		expect(again.drafting.other).toBeNull();
		expect(onDevice(storage)).toBe(0);
	});

	test('shows nothing to anybody else, and nothing that says the same', async () => {
		lost();
		const emile = desk({ title: '' }, { storage, holder: 'emile' });
		emile.drafting.open();
		expect(emile.held()).toEqual({ title: '' });
		const same = desk({ title: 'écrit sans ligne', link: '' }, { storage, revision: 3 });
		same.drafting.open();
		expect(same.drafting.other).toBeNull();
		expect(onDevice(storage)).toBe(0);
	});

	test('says that the account has what a closing page had sent', async () => {
		lost();
		const again = desk({ title: 'écrit sans ligne' }, { storage, revision: 3 });
		again.drafting.open();
		expect(again.drafting.line).toBe('saved');
		await again.pause();
		expect(again.sent).toEqual([]);
		// A form that shows the same text by itself does not claim that the account has a draft.
		lost();
		const first = desk({ title: 'écrit sans ligne' }, { storage });
		first.drafting.open();
		expect(first.drafting.line).toBe('quiet');
		expect(onDevice(storage)).toBe(1);
	});

	test('passes over what is not ours, and forgets what is too old', () => {
		const day = 86_400_000;
		for (const text of ['', '{', '{"revision":"1"}', '{"revision":1,"typed":null}']) {
			storage.set('macaron.draft.ada./training/new.record', text);
			const ada = desk({ title: 'x' }, { storage });
			ada.drafting.open();
			expect(ada.held()).toEqual({ title: 'x' });
		}
		const at = (days: number) => desk({ title: '' }, { storage, now: () => days * day });
		at(1).write({ title: 'vieux' });
		at(31).drafting.open();
		expect(onDevice(storage)).toBe(1);
		at(32).drafting.open();
		expect(onDevice(storage)).toBe(0);
	});
});

test('another tab came first: both are there, and hers replaces the other only once she says so', async () => {
	const ada = desk({ title: '' });
	ada.answers.push({ kind: 'stale', revision: 4, typed: { title: 'autre onglet' } });
	ada.write({ title: 'cet onglet' });
	await ada.pause();
	expect(ada.drafting.other).toEqual({ title: 'autre onglet' });
	expect(ada.drafting.mine).toEqual({ title: 'cet onglet' });
	await ada.drafting.choose('here');
	expect(ada.sent.at(-1)).toEqual({ revision: 4, typed: { title: 'cet onglet' }, settled: true });
	expect(ada.drafting.other).toBeNull();
	ada.write({ title: 'suite' });
	await ada.pause();
	expect(ada.sent.at(-1)).toEqual({ revision: 5, typed: { title: 'suite' }, settled: false });
});

test('without a line it stays on the device and leaves later; after a session’s end too', async () => {
	const storage = memoryStorage();
	const ada = desk({ title: '' }, { storage });
	ada.answers.push({ kind: 'unreachable' }, { kind: 'signed-out' }, { kind: 'refused', text: 'Trop long.' });
	ada.write({ title: 'A' });
	await ada.pause();
	expect(ada.drafting.line).toBe('device');
	await vi.advanceTimersByTimeAsync(15_000);
	expect(ada.drafting.line).toBe('ended');
	await ada.drafting.flush();
	expect([ada.drafting.line, ada.drafting.problem]).toEqual(['refused', 'Trop long.']);
	expect(onDevice(storage)).toBe(1);
	await ada.drafting.flush();
	expect(ada.drafting.line).toBe('saved');
	expect(onDevice(storage)).toBe(0);
});

test('a browser that keeps nothing says so, and closing the page is asked about until the account has it', async () => {
	const refuse = () => {
		throw new DOMException('Refused', 'SecurityError');
	};
	const ada = desk({ title: '' }, { storage: memoryStorage({ ...webStorage(), setItem: refuse }) });
	ada.answers.push({ kind: 'unreachable' });
	expect(ada.drafting.wouldLose).toBe(false);
	ada.write({ title: 'A' });
	await ada.pause();
	expect([ada.drafting.line, ada.drafting.wouldLose]).toEqual(['page', true]);
	await vi.advanceTimersByTimeAsync(15_000);
	expect([ada.drafting.line, ada.drafting.wouldLose]).toEqual(['saved', false]);
});

test('while the form is sent nothing leaves; refused, it goes on; done, nothing stays', async () => {
	const storage = memoryStorage();
	const ada = desk({ title: '' }, { storage });
	ada.write({ title: 'A' });
	ada.drafting.pause();
	await ada.pause();
	await ada.drafting.flush();
	expect(ada.sent).toEqual([]);
	ada.drafting.resume();
	await ada.pause();
	expect(ada.sent).toHaveLength(1);
	ada.write({ title: 'AB' });
	ada.drafting.done();
	await ada.pause();
	expect(ada.sent).toHaveLength(1);
	expect(onDevice(storage)).toBe(0);
	expect(ada.drafting.line).toBe('quiet');
});

test('an answer that comes after the form was sent changes nothing', async () => {
	const ada = desk({ title: '' });
	ada.answers.push({ kind: 'stale', revision: 4, typed: { title: 'autre' } });
	ada.write({ title: 'A' });
	const going = ada.drafting.flush();
	ada.drafting.pause();
	await going;
	expect(ada.drafting.other).toBeNull();
});

test.each([
	[200, { kind: 'kept', revision: 3 }, { kind: 'kept', revision: 3 }],
	[200, {}, { kind: 'unreachable' }],
	[409, { draft: { revision: 2, typed: { a: 'b' } } }, { kind: 'stale', revision: 2, typed: { a: 'b' } }],
	[403, { problem: 'Autre personne.' }, { kind: 'refused', text: 'Autre personne.' }],
	[409, {}, { kind: 'refused', text: '' }],
	[422, { problem: 'Illisible.' }, { kind: 'refused', text: 'Illisible.' }],
])('the answer %i %j means %j', (status, said, kept) => {
	expect(draftOutcomeOf(status, said)).toEqual(kept);
});

test('a draft too long for what is on the way is refused, whatever the answer says, and not sent again', async () => {
	const fetched = vi.spyOn(globalThis, 'fetch');
	vi.stubGlobal('location', { pathname: '/training/new' });
	for (const [status, kind] of [
		[413, 'refused'],
		[502, 'unreachable'],
		[404, 'unreachable'],
	] as const) {
		fetched.mockResolvedValueOnce(new Response('<html>', { status }));
		const draft = { ...whose, revision: 0, typed: { title: 'A' }, settled: false };
		expect(await sendDraft(draft)).toMatchObject({ kind });
	}
	fetched.mockRestore();
	vi.unstubAllGlobals();

	const ada = desk({ title: '' });
	ada.answers.push({ kind: 'refused', text: 'Trop long.' });
	ada.write({ title: 'A' });
	await vi.advanceTimersByTimeAsync(120_000);
	expect(ada.sent).toHaveLength(1);
	ada.write({ title: '' });
	ada.write({ title: 'B' });
	await ada.pause();
	expect([ada.sent.length, ada.drafting.line]).toEqual([2, 'saved']);
});

test('a browser that keeps nothing asks before a refused draft is lost', async () => {
	const refuse = () => {
		throw new DOMException('Refused', 'SecurityError');
	};
	const ada = desk({ title: '' }, { storage: memoryStorage({ ...webStorage(), setItem: refuse }) });
	ada.answers.push({ kind: 'refused', text: 'Trop long.' });
	ada.write({ title: 'A' });
	await ada.pause();
	expect([ada.drafting.line, ada.drafting.wouldLose]).toEqual(['refused', true]);
});
