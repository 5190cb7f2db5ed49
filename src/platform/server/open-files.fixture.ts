import { readdirSync, readlinkSync } from 'node:fs';

/** The files under a folder that this process holds open; needs Linux. */
export const openFiles = (folder: string): readonly string[] =>
	readdirSync('/proc/self/fd').flatMap((fd) => {
		try {
			const path = readlinkSync(`/proc/self/fd/${fd}`);
			return path === folder || path.startsWith(`${folder}/`) ? [path] : [];
		} catch {
			// The list itself was open, and is no more.
			return [];
		}
	});
