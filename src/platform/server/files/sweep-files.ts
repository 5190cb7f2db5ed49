import { namedContents, contentsInUse, deleteFilesUnusedBefore } from './stored-file-store.ts';
import { aloneWith, removeUnlessNamed } from './keep-file.ts';
import type { World } from '../world.ts';

/** How long (ms) what nothing uses is kept: as long as a backup that began before may take, and more. */
const KEPT_MS = 24 * 3_600_000;
const AT_ONCE = 200;

/** What a sweep removed, and how many contents of files in use it did not find. */
export interface SweptFiles {
	readonly rows: number;
	readonly contents: number;
	readonly unfinished: number;
	readonly missing: number;
}

/**
 * Removes, a day after it was last of use: rows of files that nothing uses, then contents that no row names,
 * and what interrupted writes left. Logs `files.missing` when the content of a file in use is not there.
 * Idempotent: interrupted, the next sweep does the rest.
 */
export async function sweepFiles(world: World): Promise<SweptFiles> {
	const { db, files, log, now } = world;
	const { store } = files;
	const began = now();
	const limit = new Date(began.getTime() - KEPT_MS);
	const rows = await db.write((tx) => deleteFilesUnusedBefore(tx, limit));
	const inUse = new Set(await contentsInUse(db.read, began));
	let contents = 0;

	async function removeUnnamed(old: readonly string[]): Promise<void> {
		const named = await namedContents(db.read, old);
		for (const sha256 of old.filter((one) => !named.has(one)))
			await aloneWith(world, sha256, async () => {
				// It may have been stored again since, under a new row.
				if (await removeUnlessNamed(db, store, sha256)) contents += 1;
			});
	}

	let old: string[] = [];
	for await (const { sha256, writtenAt } of store.list()) {
		inUse.delete(sha256);
		if (writtenAt >= limit) continue;
		old.push(sha256);
		if (old.length < AT_ONCE) continue;
		await removeUnnamed(old);
		old = [];
	}
	if (old.length > 0) await removeUnnamed(old);
	const unfinished = await store.removeUnfinished(limit);
	if (inUse.size > 0) log.error('files.missing', { count: inUse.size });
	return { rows, contents, unfinished, missing: inUse.size };
}
