import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readTrial, writeTrial } from '#presentation/answering/trial-store.ts';
import { TRIAL_STORAGE_NAME } from '#presentation/answering/storage-names.ts';
import { webStorage } from '#ui/storage.fixture.ts';
import { Trial } from './trial.svelte.ts';

beforeEach(() => {
	vi.stubGlobal('localStorage', webStorage());
	vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({ dimensions: [] }));
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

async function tab() {
	const trial = new Trial('crcn-2019');
	await trial.open();
	return trial;
}
const begun = { audience: 'teacher', mode: 'express', answers: {} } as const;

test('two tabs of a trial never write over each other’s answers', async () => {
	writeTrial(begun);
	const [one, other] = [await tab(), await tab()];
	one.answer('a', 1);
	one.answer('b', 2);
	other.answer('c', 3);
	expect(readTrial()?.answers).toEqual({ a: 1, b: 2, c: 3 });
	expect(other.answerTo('a')).toBe(1);
	// The later answer to the same statement stays.
	one.answer('c', 0);
	expect(readTrial()?.answers).toEqual({ a: 1, b: 2, c: 0 });
});

test('what another tab answers, begins or erases is seen here', async () => {
	const [one, other] = [await tab(), await tab()];
	await one.begin({ audience: 'teacher', mode: 'express' });
	one.answer('a', 1);
	await other.changedElsewhere('macaron.draft.x');
	expect(other.now).toBeUndefined();
	await other.changedElsewhere(TRIAL_STORAGE_NAME);
	expect([other.answerTo('a'), other.epoch]).toEqual([1, 1]);
	expect(other.texts.all).toBeDefined();
	other.erase();
	await one.changedElsewhere(null);
	expect(one.now).toBeUndefined();
});

test('a trial begun in two tabs that know nothing of each other keeps the answers of both', async () => {
	const [one, other] = [await tab(), await tab()];
	await one.begin({ audience: 'teacher', mode: 'express' });
	one.answer('a', 1);
	await other.begin({ audience: 'teacher', mode: 'complete' });
	other.answer('b', 2);
	expect(readTrial()).toEqual({ audience: 'teacher', mode: 'complete', answers: { a: 1, b: 2 } });
});
