import { expect, test } from 'vitest';
import { sharedReading } from './shared-reading.ts';

test('callers share a reading that begins after they came, and never one that began before', async () => {
	let begun = 0;
	const ends: (() => void)[] = [];
	const read = sharedReading(async () => {
		const mine = (begun += 1);
		await new Promise<void>((done) => void ends.push(done));
		return mine;
	});
	const first = read();
	const others = [read(), read(), read()];
	expect(begun).toBe(1);
	ends[0]?.();
	expect(await first).toBe(1);
	const late = read();
	ends[1]?.();
	expect(await Promise.all(others)).toEqual([2, 2, 2]);
	await Promise.resolve();
	for (const end of ends) end();
	expect(await late).toBe(3);
});

test('a reading that fails fails for those who share it alone, and the next one is another', async () => {
	let begun = 0;
	const read = sharedReading(async () => {
		begun += 1;
		if (begun < 3) throw new Error(`reading ${begun}`);
		return begun;
	});
	const [first, second] = [read(), read()];
	await expect(first).rejects.toThrow('reading 1');
	await expect(second).rejects.toThrow('reading 2');
	expect(await read()).toBe(3);
});
