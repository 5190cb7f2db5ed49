import { readdirSync, readlinkSync } from 'node:fs';

/** Lists the files under a folder that this process has open; works on Linux only. */
export const openFiles = (folder: string): readonly string[] =>
	readdirSync('/proc/self/fd').flatMap((fd) => {
		try {
			const path = readlinkSync(`/proc/self/fd/${fd}`);
			return path === folder || path.startsWith(`${folder}/`) ? [path] : [];
		} catch {
			// The descriptor of the directory listing itself, closed by now.
			return [];
		}
	});
