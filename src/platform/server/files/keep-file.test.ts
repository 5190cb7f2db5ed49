import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { eachDialect, type TestWorld } from '#tests/world';
import type { World } from '../world.ts';
import { FileStoreFault, type FileStore } from './file-store.ts';
import { readContent, recordFile, storeContentThen } from './keep-file.ts';
import type { AcceptedContent } from './receive-file-job.ts';
import {
	bytesOfOwner,
	type FileOwner,
	fileById,
	filesOfPerson,
	letGoOfFile,
	letGoOfFilesOf,
} from './stored-file-store.ts';
import { sweepFiles } from './sweep-files.ts';

const content = (text: string, name = 'trace.pdf'): AcceptedContent => {
	const bytes = new Uint8Array(Buffer.from(text));
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	return { bytes, sha256, type: 'application/pdf', name, width: null, height: null };
};
const HOUR = 3_600_000;
const held = async ({ files }: World) =>
	(await Array.fromAsync(files.store.list())).map(({ sha256 }) => sha256);

/** Stores a content for its owner, as a use case does; returns the id of its row. */
const keep = (world: World, given: AcceptedContent, owner: FileOwner): Promise<string> =>
	storeContentThen(world, given, 'file', () =>
		world.db.write((tx) => recordFile(tx, world, given, { owner, field: 'file' })),
	);
/** The world as it is when nobody has used anything for this long. */
const later = (world: TestWorld, ms: number): World => ({ ...world, now: () => new Date(Date.now() + ms) });
/** The world whose store does something else than its own. */
const withStore = (world: World, change: Partial<FileStore>): World => ({
	...world,
	files: { ...world.files, store: { ...world.files.store, ...change } },
});
const refusal = (code: string, status: number) => ({ code, status, field: 'file' });

eachDialect('a file that is kept', (opened) => {
	const world = () => opened();
	const somebody = () => ({ person: world().newId() });

	test('its content is in the store before its row names it', async () => {
		const owner = somebody();
		const given = content('un', '../../x');
		const id = await storeContentThen(world(), given, 'file', async () => {
			expect(await held(world())).toContain(given.sha256);
			expect(await fileById(world().db.read, 'x')).toBeUndefined();
			return world().db.write((tx) => recordFile(tx, world(), given, { owner, field: 'file' }));
		});
		expect(await fileById(world().db.read, id)).toEqual({
			id,
			sha256: given.sha256,
			bytes: 2,
			type: 'application/pdf',
			name: '../../x',
			width: null,
			height: null,
			person: owner.person,
			institution: null,
			madeAt: world().now(),
			unusedSince: null,
		});
		expect(await readContent(world(), given.sha256)).toEqual(given.bytes);
		expect((await filesOfPerson(world().db.read, owner.person)).map((file) => file.id)).toEqual([id]);
	});

	test('two people may keep the same content; it stays while one of them does', async () => {
		const [one, other] = [somebody(), somebody()];
		const given = content('le même');
		const first = await keep(world(), given, one);
		await keep(world(), given, other);
		await world().db.write((tx) => letGoOfFile(tx, first, new Date()));
		expect(await sweepFiles(later(world(), 25 * HOUR))).toMatchObject({ rows: 1, contents: 0 });
		expect(await held(world())).toContain(given.sha256);
		await world().db.write((tx) => letGoOfFilesOf(tx, other.person, new Date()));
		expect(await filesOfPerson(world().db.read, other.person)).toEqual([]);
		expect(await sweepFiles(later(world(), 23 * HOUR))).toMatchObject({ rows: 0, contents: 0 });
		expect(await sweepFiles(later(world(), 25 * HOUR))).toMatchObject({ rows: 1, contents: 1 });
		expect(await held(world())).not.toContain(given.sha256);
		expect(await sweepFiles(later(world(), 25 * HOUR))).toMatchObject({ rows: 0, contents: 0 });
	});

	test('what is let go of has neither owner nor name at once', async () => {
		const owner = somebody();
		const id = await keep(world(), content('adieu', 'Lettre.pdf'), owner);
		await world().db.write((tx) => letGoOfFile(tx, id, world().now()));
		expect(await fileById(world().db.read, id)).toMatchObject({
			name: '',
			person: null,
			institution: null,
			unusedSince: world().now(),
		});
		expect(await bytesOfOwner(world().db.read, owner)).toBe(0);
	});

	test('a quota is to the byte, for each owner apart; what is refused is not left in the store', async () => {
		const small = { ...world(), files: { ...world().files, quotas: { person: 10, institution: 4 } } };
		const [ada, erables] = [somebody(), { institution: world().newId() }];
		await keep(small, content('12345'), ada);
		await keep(small, content('67890'), ada);
		const more = content('x');
		await expect(keep(small, more, ada)).rejects.toMatchObject({
			...refusal('files.quota', 422),
			params: { quota: 0, free: 0 },
		});
		expect(await held(small)).not.toContain(more.sha256);
		expect(await bytesOfOwner(small.db.read, ada)).toBe(10);
		await keep(small, content('abcd'), erables);
		await expect(keep(small, content('e'), erables)).rejects.toMatchObject(
			refusal('files.quota-institution', 422),
		);
		await expect(keep(small, content('12345'), erables)).rejects.toMatchObject({
			code: 'files.quota-institution',
		});
		// Ada still has hers.
		expect(await held(small)).toContain(content('12345').sha256);
	});

	test('twenty at once never take more than the quota together', async () => {
		const small = { ...world(), files: { ...world().files, quotas: { person: 30, institution: 0 } } };
		const ada = somebody();
		const all = await Promise.allSettled(
			Array.from({ length: 20 }, (_, n) => keep(small, content(`trace-${String(n).padStart(4, '0')}`), ada)),
		);
		expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
		expect(await bytesOfOwner(small.db.read, ada)).toBe(30);
	});

	test('the same content stored and refused at once: it stays for whom it was recorded', async () => {
		const small = { ...world(), files: { ...world().files, quotas: { person: 6, institution: 0 } } };
		const [ada, emile] = [somebody(), somebody()];
		await keep(small, content('123456'), emile);
		const given = content('abcdef');
		const all = await Promise.allSettled([
			keep(small, given, emile),
			keep(small, given, ada),
			keep(small, given, emile),
		]);
		expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
		expect(await readContent(small, given.sha256)).toEqual(given.bytes);
	});

	test('a store that fails: one sentence beside the field, and no row', async () => {
		const ada = somebody();
		const failing = (error: Error) =>
			keep(withStore(world(), { put: async () => Promise.reject(error) }), content('z'), ada);
		await expect(failing(new FileStoreFault('ECONNREFUSED'))).rejects.toMatchObject(
			refusal('files.store-away', 503),
		);
		for (const code of ['ENOSPC', 'EDQUOT'])
			await expect(failing(Object.assign(new Error(), { code }))).rejects.toMatchObject(
				refusal('files.no-room', 503),
			);
		const full = withStore(world(), { isNearlyFull: async () => true });
		await expect(keep(full, content('z'), ada)).rejects.toMatchObject(refusal('files.no-room', 503));
		expect(await filesOfPerson(world().db.read, ada.person)).toEqual([]);
		expect(world().lines.filter((line) => line.includes('files.not-stored'))).toEqual(
			['ECONNREFUSED', 'ENOSPC', 'EDQUOT'].map((code) => JSON.stringify({ event: 'files.not-stored', code })),
		);
	});

	test('a content that is altered or lost is never given as genuine, and is said', async () => {
		const given = content('vrai');
		await keep(world(), given, somebody());
		await world().files.store.put(given.sha256, Buffer.from('faux'));
		expect(await readContent(world(), given.sha256)).toBeUndefined();
		await world().files.store.remove(given.sha256);
		expect(await readContent(world(), given.sha256)).toBeUndefined();
		expect(
			world()
				.lines.slice(-2)
				.map((line) => (JSON.parse(line) as { why: string }).why),
		).toEqual(['altered', 'missing']);
		expect(await sweepFiles(later(world(), HOUR))).toMatchObject({ missing: 1 });
		expect(world().lines.at(-1)).toBe(JSON.stringify({ event: 'files.missing', count: 1 }));
		const away = withStore(world(), {
			open: async () => Promise.reject(new FileStoreFault('503 SlowDown')),
		});
		await expect(readContent(away, given.sha256)).rejects.toMatchObject({
			code: 'files.store-away',
			status: 503,
		});
	});
});

describe('the sweep', () => {
	eachDialect('of what no row names', (world) => {
		test('a day after it was written, in lots, and never what is being stored', async () => {
			const all = Array.from({ length: 230 }, (_, n) => content(`orphelin ${n}`));
			for (const { sha256, bytes } of all) await world().files.store.put(sha256, bytes);
			const owner = { person: world().newId() };
			const kept = content('gardé');
			await keep(world(), kept, owner);
			expect(await sweepFiles(later(world(), 23 * HOUR))).toEqual({
				...{ rows: 0, contents: 0, unfinished: 0, missing: 0 },
			});
			// The sweep waits for the one that is being stored, and then sees its row.
			const [saved] = all;
			const storing = storeContentThen(world(), saved!, 'file', async () => {
				await new Promise((done) => setTimeout(done, 50));
				return world().db.write((tx) => recordFile(tx, world(), saved!, { owner, field: 'file' }));
			});
			const [swept] = await Promise.all([sweepFiles(later(world(), 25 * HOUR)), storing]);
			expect(swept).toMatchObject({ contents: 229, missing: 0 });
			expect((await held(world())).sort()).toEqual([kept.sha256, saved!.sha256].sort());
		});
	});
});
