import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { FileChecksum } from '../manifest.ts';

/**
 * Returns the size and SHA-256 of a file, which is read in parts. Never use it on a database in use: closing
 * the file would release SQLite's locks.
 */
export async function checksumOf(file: string): Promise<FileChecksum> {
	const hash = createHash('sha256');
	let bytes = 0;
	await pipeline(createReadStream(file), async (parts: AsyncIterable<Buffer>) => {
		for await (const part of parts) {
			bytes += part.length;
			hash.update(part);
		}
	});
	return { bytes, sha256: hash.digest('hex') };
}

/** Flushes a file, or a folder's list of names, to the disk (fsync); resolves when it is there. */
export async function flushToDisk(path: string): Promise<void> {
	const handle = await open(path, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/**
 * Writes a new file that only this user can read; it is on the disk when it resolves. Throws if the file
 * exists.
 */
export async function writeAndFlushNewFile(path: string, text: string): Promise<void> {
	const handle = await open(path, 'wx', 0o600);
	try {
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
}
