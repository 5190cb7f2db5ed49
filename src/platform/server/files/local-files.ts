import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { contentPath, type FileStore, type HeldContent, isContentName } from './file-store.ts';

/**
 * What a local store does on the disk, one function per step. The service uses `DISK`; the drill that kills
 * the process at each step (`npm run faults -- files`) wraps it.
 */
export interface Disk {
	/** Writes a new file, which only this user can read. */
	write(path: string, bytes: Uint8Array): Promise<void>;
	/** Waits until a file, or a folder's list of names, is on the disk (fsync). */
	flush(path: string): Promise<void>;
	rename(from: string, to: string): Promise<void>;
	/** Waits until the renaming itself is on the disk (fsync of the folder). */
	flushFolder(folder: string): Promise<void>;
	remove(path: string): Promise<void>;
}

async function flush(path: string): Promise<void> {
	const handle = await open(path, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** The disk of this machine. */
export const DISK: Disk = {
	async write(path, bytes) {
		const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
		const handle = await open(path, flags, 0o600);
		try {
			await handle.writeFile(bytes);
		} finally {
			await handle.close();
		}
	},
	flush,
	rename,
	flushFolder: flush,
	remove: (path) => rm(path, { force: true }),
};

/** Ends the name of a file that is being written; nothing ever reads one. */
const UNFINISHED = '.unfinished';
const GB = 1_000_000_000;

const missing = (error: unknown) => (error as { code?: unknown }).code === 'ENOENT';

async function namesIn(folder: string): Promise<readonly string[]> {
	return readdir(folder).catch((error: unknown) => {
		if (missing(error)) return [];
		throw error;
	});
}

/**
 * Keeps contents in a folder, which is made when first needed. A content is written under another name beside
 * its own, flushed, renamed, and its folder flushed: after a crash or a power cut it is whole or absent.
 */
export function localFiles(folder: string, disk: Disk = DISK): FileStore {
	const pathOf = (sha256: string) => join(folder, contentPath(sha256));
	const shards = async () => (await namesIn(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name));

	async function folderOf(sha256: string): Promise<string> {
		const shard = join(folder, sha256.slice(0, 2));
		const made = await mkdir(shard, { recursive: true, mode: 0o700 });
		// A new folder is itself a name in the one above, which must be on the disk too.
		if (made !== undefined) await disk.flushFolder(folder);
		return shard;
	}

	return {
		async put(sha256, bytes) {
			const path = pathOf(sha256);
			const shard = await folderOf(sha256);
			const unfinished = join(shard, `${sha256}.${randomBytes(8).toString('hex')}${UNFINISHED}`);
			try {
				await disk.write(unfinished, bytes);
				await disk.flush(unfinished);
				await disk.rename(unfinished, path);
			} catch (error) {
				await rm(unfinished, { force: true }).catch(() => undefined);
				throw error;
			}
			await disk.flushFolder(shard);
		},
		async open(sha256) {
			try {
				const handle = await open(pathOf(sha256), 'r');
				return handle.createReadStream();
			} catch (error) {
				if (missing(error)) return undefined;
				throw error;
			}
		},
		remove: (sha256) => disk.remove(pathOf(sha256)),
		async *list() {
			for (const shard of await shards()) {
				for (const name of await namesIn(join(folder, shard))) {
					if (!isContentName(name)) continue;
					const held = await stat(join(folder, shard, name)).catch(() => undefined);
					if (held) yield { sha256: name, bytes: held.size, writtenAt: held.mtime } satisfies HeldContent;
				}
			}
		},
		async removeUnfinished(limit) {
			let removed = 0;
			for (const shard of await shards()) {
				for (const name of await namesIn(join(folder, shard))) {
					if (!name.endsWith(UNFINISHED)) continue;
					const path = join(folder, shard, name);
					const held = await stat(path).catch(() => undefined);
					if (!held || held.mtime >= limit) continue;
					await disk.remove(path);
					removed += 1;
				}
			}
			return removed;
		},
		async isNearlyFull() {
			await mkdir(folder, { recursive: true, mode: 0o700 });
			const { bavail, blocks, bsize } = await statfs(folder);
			return bavail * bsize < Math.min(GB, (blocks * bsize) / 20);
		},
	};
}
