import { expect, test } from 'vitest';
import { eachDialect } from '#tests/world';
import { withMeasuredWrites } from './measured-writes.ts';

eachDialect('write units that are measured', (world) => {
	test('each that begins is counted, waits for those before it, and ends once', async () => {
		const seen: string[] = [];
		const { db, waiting } = withMeasuredWrites(world().db, {
			began: (seconds) => void seen.push(seconds >= 0 ? 'began' : 'before it was asked'),
			ended: (seconds) => void seen.push(seconds >= 0 ? 'ended' : 'before it began'),
		});
		let go: () => void = () => undefined;
		const held = new Promise<void>((done) => (go = done));
		const first = db.write(async () => {
			await held;
			return 7;
		});
		const second = expect(
			db.write(async () => {
				throw new Error('on purpose');
			}),
		).rejects.toThrow('on purpose');
		await expect.poll(() => seen.length).toBeGreaterThan(0);
		// PostgreSQL lets units begin side by side, and holds them at their first query.
		expect(waiting()).toBeLessThanOrEqual(1);
		go();
		expect(await first).toBe(7);
		await second;
		expect(waiting()).toBe(0);
		expect(seen.toSorted()).toEqual(['began', 'began', 'ended', 'ended']);
	});

	test('one that may not begin is no longer waiting', async () => {
		const { db, waiting } = withMeasuredWrites(world().db, {
			began: () => undefined,
			ended: () => undefined,
		});
		await expect(db.write(() => db.write(async () => 1))).rejects.toThrow('inside another write');
		expect(waiting()).toBe(0);
	});
});
