import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** The folder of Linux's file system in memory. */
const MEMORY = '/dev/shm';
/**
 * Bytes that must be free in memory: more than a run of the tests writes at a time. In a container the file
 * system in memory often has only 64 MiB.
 */
const ROOM = 1024 ** 3;

function roomIn(folder: string): number {
	try {
		const { bavail, bsize } = statfsSync(folder);
		return bavail * bsize;
	} catch {
		return 0;
	}
}

/**
 * Returns the folder in which to make the databases of tests: in memory when there is room, so that no write
 * waits for a disk, since none of them must survive; otherwise the system's folder for temporary files.
 */
export const databasesFolder = (): string => (roomIn(MEMORY) > ROOM ? MEMORY : tmpdir());
