import { expect, test } from 'vitest';
import type { PendingAnswer } from '#assessment';
import { memoryStorage } from '#ui/storage.fixture.ts';
import { PendingStore } from './pending-store.ts';
import { eraseTrialIfUnchanged, hasLastingStorage, readTrial, writeTrial } from './trial-store.ts';

const NOW = 1_790_000_000_000;
const pending = (key: string, set: Partial<PendingAnswer> = {}): PendingAnswer => ({
	...{ key, statement: `about-${key}`, answer: 3, revision: 0 },
	...set,
});
/** Makes a browser storage in memory that records the names written and removed. */
function counted() {
	const place = memoryStorage();
	const asked = { set: [] as string[], removed: [] as string[] };
	return {
		asked,
		place: {
			...place,
			set(name: string, text: string) {
				asked.set.push(name);
				return place.set(name, text);
			},
			remove(name: string) {
				asked.removed.push(name);
				place.remove(name);
			},
		},
	};
}

test('an answer waits under its holder, its moment, its place and its key', () => {
	const { place, asked } = counted();
	const store = new PendingStore('ada', place, () => NOW);
	store.write([], [pending('k1')]);
	store.write([], [pending('k2')]);
	expect(asked.set).toEqual([`macaron.waiting.ada.${NOW}.000001.k1`, `macaron.waiting.ada.${NOW}.000002.k2`]);
	expect(place.names().toSorted()).toEqual(asked.set);
});

test('what changed is written over where it was, by any tab; what did not is left alone', () => {
	const { place, asked } = counted();
	const store = new PendingStore('ada', place, () => NOW);
	const [one, other] = [pending('k1'), pending('k2')];
	store.write([], [one, other]);
	const names = [...asked.set];
	const changed = { ...one, sent: true };
	store.write([one, other], [changed, other]);
	expect(asked.set).toEqual([...names, names[0]]);
	// Another tab, which read the answer, writes it under the same name, not under a new time.
	const tab = new PendingStore('ada', place, () => NOW + 5);
	const [first, second] = tab.read() as [PendingAnswer, PendingAnswer];
	tab.write([first, second], [{ ...first, answer: 1 }, second]);
	expect(asked.set.at(-1)).toBe(names[0]);
	tab.write([first, second], [second]);
	expect(asked.removed).toEqual([names[0]]);
	expect(tab.read()).toEqual([other]);
});

test('what was never written is removed from nowhere', () => {
	const { place, asked } = counted();
	const store = new PendingStore('ada', place, () => NOW);
	store.write([pending('k1')], []);
	expect(asked.removed).toEqual([]);
	expect(place.names()).toEqual([]);
});

test('an answer is read as it was written, that it left and what stands elsewhere included', () => {
	const place = memoryStorage();
	const store = new PendingStore('ada', place, () => NOW);
	const all = [
		pending('k1'),
		pending('k2', { answer: 'not-applicable', revision: 4, sent: true }),
		pending('k3', { there: { answer: 0, revision: 2 } }),
		pending('k4', { sent: false }),
	];
	store.write([], all);
	const { sent: _, ...fourth } = all[3]!;
	expect(store.read()).toEqual([...all.slice(0, 3), fourth]);
	expect(store.read().map((one) => Object.keys(one).length)).toEqual([4, 5, 5, 4]);
});

test.each([
	['no text', ''],
	['not JSON', '{'],
	['nothing', 'null'],
	['a key that is no text', JSON.stringify({ ...pending('k'), key: 1 })],
	['no statement', JSON.stringify({ ...pending('k'), statement: undefined })],
	['a revision that is no whole number', JSON.stringify({ ...pending('k'), revision: 1.5 })],
	['an answer that is none', JSON.stringify({ ...pending('k'), answer: 9 })],
])('%s is passed over, and what is sound beside it is read', (_name, text) => {
	const place = memoryStorage();
	new PendingStore('ada', place, () => NOW).write([], [pending('sound')]);
	place.set('macaron.waiting.ada.1.000001.x', text);
	expect(new PendingStore('ada', place).read().map(({ key }) => key)).toEqual(['sound']);
});

test('a name is held by its own person; what has none (everything was erased) is', () => {
	const store = new PendingStore('ada', memoryStorage());
	expect(
		['macaron.waiting.ada.1', 'macaron.waiting.emile.1', 'macaron.trial', null].map((name) =>
			store.holds(name),
		),
	).toEqual([true, false, false, true]);
});

test('a trial is read where its audience and length are there, without the answers that are none', () => {
	const place = memoryStorage();
	const trial = { audience: 'student', mode: 'express', answers: { a: 3 } } as const;
	const written = (set: object) => {
		place.set('macaron.trial', JSON.stringify({ ...trial, ...set }));
		return readTrial(place);
	};
	expect(written({})).toEqual(trial);
	expect(written({ answers: { a: 3, b: 9, c: 'none' } })).toEqual(trial);
	for (const set of [
		{ audience: 1 },
		{ audience: undefined },
		{ mode: 'endless' },
		{ mode: undefined },
		{ answers: null },
	])
		expect(written(set), JSON.stringify(set)).toBeUndefined();
	place.set('macaron.trial', 'null');
	expect(readTrial(place)).toBeUndefined();
	expect(writeTrial(trial, { ...place, set: () => false })).toBe(false);
});

test('a trial kept in an account is erased, but not with the answers that another tab added meanwhile', () => {
	const place = memoryStorage();
	const trial = { audience: 'student', mode: 'express', answers: { a: 3 } } as const;
	writeTrial(trial, place);
	for (const answers of [{ a: 3, b: 1 }, { a: 2 }] as const) {
		writeTrial({ ...trial, answers }, place);
		eraseTrialIfUnchanged(trial, place);
		expect(readTrial(place)?.answers).toEqual(answers);
	}
	writeTrial(trial, place);
	eraseTrialIfUnchanged(trial, place);
	expect(readTrial(place)).toBeUndefined();
});

test('whether a browser keeps anything is known before a trial begins, and leaves nothing in it', () => {
	const { place, asked } = counted();
	expect(hasLastingStorage(place)).toBe(true);
	expect(place.names()).toEqual([]);
	expect(asked.removed).toEqual(asked.set);
	expect(hasLastingStorage({ ...place, set: () => false })).toBe(false);
});
