import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { FileSum } from '../manifest.ts';

/** Size and SHA-256 of a file, read in parts. Never of a database in use: closing it would drop SQLite's locks. */
export async function sumOf(file: string): Promise<FileSum> {
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

/** Waits until a file, or the names in a folder, are on the disk. */
export async function toDisk(path: string): Promise<void> {
	const handle = await open(path, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Writes a file for us alone, on the disk when it returns. */
export async function writeOnDisk(path: string, text: string): Promise<void> {
	const handle = await open(path, 'wx', 0o600);
	try {
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
}
