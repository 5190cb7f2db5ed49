import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Flushes a folder's list of names to the disk, so that a rename in it outlives a power cut. */
export function flushFolder(path: string): void {
	const folder = openSync(path, 'r');
	try {
		fsyncSync(folder);
	} finally {
		closeSync(folder);
	}
}
