import { afterEach, expect, test, vi } from 'vitest';
import { inOneTab } from './in-one-tab.ts';

afterEach(() => void vi.unstubAllGlobals());

const withLocks = (request: unknown) =>
	vi.stubGlobal('navigator', { locks: request ? { request } : undefined });
const refused = () => Promise.reject(new DOMException('Refused', 'SecurityError'));

test.each([
	['lends its lock', (_: string, work: () => Promise<void>) => work()],
	['has none', undefined],
	['refuses', refused],
])('a browser that %s: the work is done, once', async (_name, request) => {
	withLocks(request);
	const work = vi.fn(async () => {});
	await inOneTab('macaron.sending.ada', work);
	expect(work).toHaveBeenCalledTimes(1);
});

test('a work that fails is not done again', async () => {
	withLocks((_: string, work: () => Promise<void>) => work());
	const work = vi.fn(() => Promise.reject(new Error('the line')));
	await expect(inOneTab('macaron.sending.ada', work)).rejects.toThrow('the line');
	expect(work).toHaveBeenCalledTimes(1);
});
