import { fstatSync, readlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** What was put on the disk, in order: files and folders, as `sync` was asked of them. */
export interface Synced {
	readonly paths: string[];
	/** How many bytes each had at that moment. */
	readonly sizes: number[];
	/** From now on, the disk refuses what this holds of. */
	refuse(which: (path: string) => boolean): void;
	stop(): void;
}

/** Notes every `sync` of a file handle, which is done all the same; needs Linux, where a handle tells its path. */
export async function watchSyncs(): Promise<Synced> {
	const some = await open(import.meta.filename);
	const handles = Object.getPrototypeOf(some) as { sync(this: { fd: number }): Promise<void> };
	await some.close();
	const { sync } = handles;
	const paths: string[] = [];
	const sizes: number[] = [];
	let refused: (path: string) => boolean = () => false;
	handles.sync = async function () {
		const path = readlinkSync(`/proc/self/fd/${this.fd}`);
		paths.push(path);
		sizes.push(fstatSync(this.fd).size);
		if (refused(path)) throw Object.assign(new Error('The disk refuses.'), { code: 'EIO' });
		return sync.call(this);
	};
	return {
		paths,
		sizes,
		refuse: (which) => void (refused = which),
		stop: () => void (handles.sync = sync),
	};
}
