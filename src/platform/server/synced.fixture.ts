import { readlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** What was put on the disk, in order: files and folders, as `sync` was asked of them. */
export interface Synced {
	readonly paths: string[];
	stop(): void;
}

/** Notes every `sync` of a file handle, which is done all the same; needs Linux, where a handle tells its path. */
export async function watchSyncs(): Promise<Synced> {
	const some = await open(import.meta.filename);
	const handles = Object.getPrototypeOf(some) as { sync(this: { fd: number }): Promise<void> };
	await some.close();
	const { sync } = handles;
	const paths: string[] = [];
	handles.sync = function () {
		paths.push(readlinkSync(`/proc/self/fd/${this.fd}`));
		return sync.call(this);
	};
	return { paths, stop: () => void (handles.sync = sync) };
}
