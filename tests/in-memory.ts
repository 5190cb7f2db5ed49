import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Linux’s file system in memory. */
const MEMORY = '/dev/shm';
/** Free there, more than all that a run of the tests writes at a time (bytes); a container often has 64 MiB in all. */
const ROOM = 1024 ** 3;

function roomIn(folder: string): number {
	try {
		const { bavail, bsize } = statfsSync(folder);
		return bavail * bsize;
	} catch {
		return 0;
	}
}

/** Where databases of tests are made: in memory where there is room, since none has to survive; no disk is waited for. */
export const databasesFolder = (): string => (roomIn(MEMORY) > ROOM ? MEMORY : tmpdir());
