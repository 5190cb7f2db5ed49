import { fstatSync, readlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** What was passed to `sync` while watched: `paths` in order, and how to make `sync` fail. */
export interface Synced {
	readonly paths: string[];
	/** Size in bytes of each path when it was synced. */
	readonly sizes: number[];
	/** From now on, `sync` fails for the paths for which this is true. */
	refuse(which: (path: string) => boolean): void;
	stop(): void;
}

/**
 * Records each `sync` of a file handle in this process, which still takes place. Works on Linux only, to find
 * a handle's path.
 */
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
