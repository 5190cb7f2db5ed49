import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FileContent, FileStore } from '#platform/server';
import type { Doubt } from '../doubts.ts';
import { BACKUP_FILES } from '../manifest.ts';
import { checksumOf, flushToDisk, writeAndFlushNewFile } from './files.ts';

/**
 * Ends the name of the empty file that stands for a content which the service itself had lost when the backup
 * was made. One lost file must not keep everything else from being backed up.
 */
const LOST = '.lost';

const pathOf = (sha256: string) => join(BACKUP_FILES.contents, sha256.slice(0, 2), sha256);

/** Links to the content in an earlier backup on the same disk; returns false when that cannot be done. */
async function linked(from: string, to: string, bytes: number): Promise<boolean> {
	try {
		if ((await stat(from)).size !== bytes) return false;
		await link(from, to);
		return true;
	} catch {
		return false;
	}
}

/** Copies a content from the store; returns false, leaving nothing, when the store's is missing or altered. */
async function copied(store: FileStore, sha256: string, to: string): Promise<boolean> {
	const stream = await store.open(sha256);
	if (!stream) return false;
	const hash = createHash('sha256');
	await pipeline(
		stream,
		async function* (parts: AsyncIterable<Buffer>) {
			for await (const part of parts) {
				hash.update(part);
				yield part;
			}
		},
		createWriteStream(to, { flags: 'wx', mode: 0o600 }),
	);
	if (hash.digest('hex') !== sha256) {
		await rm(to);
		return false;
	}
	await flushToDisk(to);
	return true;
}

/**
 * Copies the contents of files in use into the folder of a backup, flushed to the disk. One that is in `earlier`
 * (the folder of the backup before) is linked to, so that it takes no room twice. Returns how many the store
 * itself lacks. Throws when the store does not answer.
 */
export async function copyFilesToBackup(
	store: FileStore,
	contents: readonly FileContent[],
	into: string,
	earlier: string | undefined,
): Promise<number> {
	let lost = 0;
	const folders = new Set<string>();
	for (const { sha256, bytes } of contents) {
		const to = join(into, pathOf(sha256));
		await mkdir(dirname(to), { recursive: true, mode: 0o700 });
		folders.add(dirname(to));
		if (earlier !== undefined && (await linked(join(earlier, pathOf(sha256)), to, bytes))) continue;
		if (await copied(store, sha256, to)) continue;
		lost += 1;
		await writeAndFlushNewFile(to + LOST, '');
	}
	for (const folder of folders) await flushToDisk(folder);
	if (folders.size > 0) await flushToDisk(join(into, BACKUP_FILES.contents));
	return lost;
}

/** Lists the files of a backup's folder of contents, as paths from the backup. */
async function namesIn(folder: string): Promise<ReadonlySet<string>> {
	const place = join(folder, BACKUP_FILES.contents);
	const names = new Set<string>();
	for (const shard of await readdir(place, { withFileTypes: true }).catch(() => [])) {
		if (!shard.isDirectory()) names.add(join(BACKUP_FILES.contents, shard.name));
		else
			for (const name of await readdir(join(place, shard.name)))
				names.add(join(BACKUP_FILES.contents, shard.name, name));
	}
	return names;
}

/**
 * Reads every content of a backup and compares it with its name, which is its SHA-256, and the whole with what
 * the backup's database says is in use: nothing less, nothing more.
 */
export async function checkBackupFiles(
	folder: string,
	contents: readonly FileContent[],
): Promise<readonly Doubt[]> {
	const names = new Set(await namesIn(folder));
	const doubts: Doubt[] = [];
	for (const { sha256 } of contents) {
		const file = pathOf(sha256);
		if (names.delete(file)) {
			const sum = await checksumOf(join(folder, file));
			if (sum.sha256 !== sha256) doubts.push({ code: 'file-altered', file });
		} else if (!names.delete(file + LOST)) doubts.push({ code: 'file-missing', file });
	}
	return [...doubts, ...[...names].map((file) => ({ code: 'file-unknown', file }) as const)];
}

/** Puts the contents of a checked backup into a store; those there already are written anew. */
export async function putFilesBack(
	store: FileStore,
	contents: readonly FileContent[],
	folder: string,
): Promise<void> {
	for (const { sha256 } of contents) {
		const bytes = await readFile(join(folder, pathOf(sha256))).catch((error: NodeJS.ErrnoException) => {
			// Lost before the backup was made, as `checkBackupFiles` has seen.
			if (error.code === 'ENOENT') return undefined;
			throw error;
		});
		if (bytes) await store.put(sha256, bytes);
	}
}
